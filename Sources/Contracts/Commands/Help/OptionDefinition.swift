/// A line of a help text that defines options, such as `-f, --format <format>  How to print`.
struct OptionDefinition {
    /// `-f`, `--format`
    let names: [String]
    /// `-f, --format <format>`
    let definition: String
    /// What follows on the same line.
    let description: String
    /// Where that begins; nil where the line has none.
    let descriptionStart: Int?
    /// Where a column of its own begins that has what a value looks like; nil where there is none.
    let valueStart: Int?
    /// Whether two blanks set it off.
    let isSetOff: Bool
    /// By a `*` before it, as in frames.
    let isMarkedRequired: Bool
    /// Others on the same line, as in `-p  to a pipe     -l  list`.
    let besides: [OptionDefinition]

    private static let mostColumns = 24

    /// Nil for a line that defines none.
    init?(_ line: HelpLine) {
        var columns = line.columns.prefix(Self.mostColumns)
        var isMarked = false
        if let first = columns.first, first.text == "*" || first.text.hasPrefix("* -") {
            isMarked = true
            columns = columns.dropFirst()
            if first.text != "*" {
                columns = [.init(start: first.start + 2, text: String(first.text.dropFirst(2)))] + columns
            }
        }
        self.init(columns, isMarkedRequired: isMarked)
    }

    private init?(_ columns: ArraySlice<HelpLine.Column>, isMarkedRequired: Bool) {
        guard let first = columns.first, first.text.hasPrefix("-") else { return nil }
        self.isMarkedRequired = isMarkedRequired
        var rest = columns.dropFirst()
        isSetOff = !rest.isEmpty
        guard isSetOff else {
            let parts = Self.split(first.text)
            names = parts.names
            (definition, description, descriptionStart) = (parts.definition, parts.description, nil)
            valueStart = nil
            besides = []
            if names.isEmpty { return nil }
            return
        }
        var parts = [first.text]
        var valueStart: Int?
        while let next = rest.first, Self.belongs(next.text, isLast: rest.count == 1) {
            parts.append(next.text)
            if !next.text.hasPrefix("-") { valueStart = next.start }
            rest.removeFirst()
        }
        self.valueStart = valueStart
        definition = parts.joined(separator: " ")
        names = definition.split(separator: " ").filter { $0.hasPrefix("-") || $0.hasPrefix("[-") }
            .flatMap(OptionWord.names)
        if names.isEmpty { return nil }
        let next = rest.dropFirst().indices.first { index in
            rest[index].text.hasPrefix("-") && index + 1 < rest.endIndex && rest[index].text.count <= 3
        }
        descriptionStart = rest.first?.start
        description = rest[..<(next ?? rest.endIndex)].map(\.text).joined(separator: " ")
        let other = next.flatMap { OptionDefinition(rest[$0...], isMarkedRequired: false) }
        besides = other.map { [$0] + $0.besides } ?? []
    }

    /// Whether a column goes on with the definition: another name, or what a value looks like before the description.
    private static func belongs(_ column: String, isLast: Bool) -> Bool {
        let words = column.split(separator: " ")
        if column.hasPrefix("-") {
            return words.allSatisfy { !OptionWord.names($0).isEmpty || OptionWord.isPlaceholder($0) }
        }
        return !isLast && words.count == 1 && OptionWord.isPlaceholder(column)
    }

    /// Of a line without columns: names and what their values look like, up to the first word of prose.
    private static func split(_ text: String) -> (names: [String], definition: String, description: String) {
        var words = text.split(separator: " ")[...]
        var names: [String] = []
        var definition: [Substring] = []
        while let word = words.first {
            let own = word.hasPrefix("-") ? OptionWord.names(word) : []
            let goesOn =
                !own.isEmpty || OptionWord.isPlaceholder(word) || ["|", ",", "/", "or"].contains(word)
            // A value may be named in lower case where another name follows, or nothing does.
            let isValue =
                !goesOn && !definition.isEmpty
                && (words.count == 1 || word.hasSuffix(",") || words.dropFirst().first == "|")
            guard goesOn || isValue else { break }
            names += own
            definition.append(word)
            words.removeFirst()
        }
        if let first = words.first, ["-", "--", ":"].contains(first) { words.removeFirst() }
        return (names, definition.joined(separator: " "), words.joined(separator: " "))
    }
}
