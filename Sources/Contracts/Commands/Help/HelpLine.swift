/// One line of a help text, without colours and the frame around it.
struct HelpLine {
    /// Blanks before the text; 0 for the title in a frame. A tab reaches to the next eighth column.
    let indent: Int
    /// Without the blanks around it.
    let text: String
    /// Parts that two blanks or more, or a tab, set off from each other.
    let columns: [Column]
    /// `╭─ Options ───╮`
    let isFrameTitle: Bool

    struct Column {
        /// Counted like ``HelpLine/indent``.
        let start: Int
        let text: String
    }

    init(_ line: some StringProtocol) {
        var scalars: [Unicode.Scalar] = []
        var isFramed = false
        var hasRule = false
        for scalar in Self.plain(line.unicodeScalars) {
            switch scalar.value {
            case 0x09:
                let blanks = 8 - scalars.count % 8
                scalars += Array(repeating: " ", count: blanks == 1 ? 9 : blanks)
            case 0x2500...0x257F:
                isFramed = isFramed || scalars.allSatisfy { $0 == " " }
                hasRule = hasRule || [0x2500, 0x2501, 0x2550].contains(scalar.value)
                scalars.append(" ")
            case 0xA0: scalars.append(" ")
            case 0x0D: break
            default: scalars.append(scalar)
            }
        }
        columns = Self.columns(scalars)
        text = columns.map(\.text).joined(separator: "  ")
        isFrameTitle = isFramed && hasRule && !columns.isEmpty
        indent = isFrameTitle ? 0 : columns.first?.start ?? 0
    }

    var isBlank: Bool { columns.isEmpty }

    private static func columns(_ scalars: [Unicode.Scalar]) -> [Column] {
        var columns: [Column] = []
        var start: Int?
        var end = 0
        for (index, scalar) in scalars.enumerated() where scalar != " " {
            if let begun = start, index - end > 2 {
                columns.append(Column(start: begun, text: String(scalars[begun...end])))
                start = nil
            }
            start = start ?? index
            end = index
        }
        if let start { columns.append(Column(start: start, text: String(scalars[start...end]))) }
        return columns
    }

    /// Without escape sequences (ECMA-48) and without letters that are struck over, as pagers have them.
    private static func plain(_ scalars: some Sequence<Unicode.Scalar>) -> [Unicode.Scalar] {
        var plain: [Unicode.Scalar] = []
        var isEscaped = false
        var isSequence = false
        for scalar in scalars {
            if isSequence {
                isSequence = !(0x40...0x7E).contains(scalar.value)
            } else if isEscaped {
                (isEscaped, isSequence) = (false, scalar == "[")
            } else if scalar.value == 0x1B {
                isEscaped = true
            } else if scalar.value == 0x08 {
                _ = plain.popLast()
            } else {
                plain.append(scalar)
            }
        }
        return plain
    }
}

extension String {
    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
        self.init(String.UnicodeScalarView(scalars))
    }
}
