/// The lines of a help text by what they are there for.
struct HelpSections {
    /// Of the synopsis, without the word `usage:`.
    private(set) var usage: [String] = []
    /// Under a heading such as `Arguments:`.
    private(set) var arguments: [HelpLine] = []
    /// All but the synopsis.
    private(set) var body: [HelpLine] = []

    init(_ lines: [HelpLine]) {
        /// The indent of the word, and whether anything came after it.
        var synopsis: (indent: Int, hasLines: Bool)?
        /// Of the heading of arguments; nil under another one.
        var argumentIndent: Int?
        for line in lines {
            if let rest = line.synopsis {
                synopsis = (line.indent, !rest.isEmpty)
                if !rest.isEmpty { usage.append(rest) }
                body.append(HelpLine(""))
                continue
            }
            if let current = synopsis {
                let isOver =
                    line.isBlank
                    ? current.hasLines : line.indent <= current.indent && !line.text.hasPrefix("or:")
                if !isOver && !line.isDefinition {
                    if !line.isBlank { usage.append(line.text) }
                    synopsis?.hasLines = current.hasLines || !line.isBlank
                    body.append(HelpLine(""))
                    continue
                }
                synopsis = nil
            }
            body.append(line)
            if line.isHeading, line.indent <= argumentIndent ?? line.indent {
                argumentIndent = line.isHeadingOfArguments ? line.indent : nil
            }
            if argumentIndent != nil { arguments.append(line) }
        }
    }
}

extension HelpLine {
    /// What follows `usage:` at the beginning of a line, where anything does; nil of another line.
    fileprivate var synopsis: String? {
        guard text.lowercased().hasPrefix("usage") else { return nil }
        let rest = text.dropFirst(5)
        if rest.isEmpty { return "" }
        guard rest.first == ":" else { return nil }
        return String(rest.dropFirst().drop { $0 == " " })
    }

    /// An option whose description two blanks set off, as no synopsis has one.
    fileprivate var isDefinition: Bool {
        text.hasPrefix("-") && columns.count > 1 && OptionDefinition(self) != nil
    }

    /// `Options:`, `CORE COMMANDS`, a title in a frame.
    var isHeading: Bool {
        if isFrameTitle { return true }
        guard columns.count == 1, !text.hasPrefix("-"), !text.hasPrefix("{") else { return false }
        if text.hasSuffix(":") { return true }
        let isShouted = text.contains(where: \.isLetter) && !text.contains(where: \.isLowercase)
        return indent == 0 && isShouted && text.split(separator: " ").count <= 4
            && !text.contains { "<[(".contains($0) }
    }

    fileprivate var isHeadingOfArguments: Bool {
        let words = text.lowercased()
        return words.hasPrefix("arguments") || words.hasPrefix("positional arguments")
            || words.hasPrefix("args:")
    }
}
