/// A source line cut to what fits on a screen, with the characters that an error is about.
struct SourceExcerpt {
    /// Characters of a source line that are shown.
    private static let width = 100

    private let text: String
    private let indent: Int
    private let carets: Int

    /// - Parameter column: Counts from 1; may lie just past the end of the line.
    init(of line: String, column: Int, length: Int) {
        let characters = Array(printable(line))
        let offset = min(column - 1, characters.count)
        let start = characters.count > SourceExcerpt.width ? max(0, offset - SourceExcerpt.width / 2) : 0
        let end = min(characters.count, start + SourceExcerpt.width)
        let before = start > 0 ? "…" : ""
        text = before + String(characters[start..<end]) + (end < characters.count ? "…" : "")
        indent = offset - start + before.count
        carets = max(1, min(length, end - offset))
    }

    /// The line with its number, and the line below that points; nothing for an empty line.
    func lines(at number: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        let gutter = String(repeating: " ", count: String(number).count)
        let pointer = String(repeating: " ", count: indent) + String(repeating: "^", count: carets)
        return ["  \(number) | \(text)", "  \(gutter) | \(pointer)"]
    }
}

/// The text without characters that move a terminal's cursor or change its colours.
///
/// One character stays one character, so columns still fit.
func printable(_ text: String) -> String {
    String(text.map { $0 == "\t" ? " " : $0.unicodeScalars.contains(where: isControl) ? "\u{FFFD}" : $0 })
}

/// A user's text as messages show it: in quotes, and not longer than a line.
func quoted(_ text: String) -> String {
    text.count > 60 ? "'\(text.prefix(60))…'" : "'\(text)'"
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    // The zero-width joiner makes one picture of several.
    guard scalar != "\u{200D}" else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
}
