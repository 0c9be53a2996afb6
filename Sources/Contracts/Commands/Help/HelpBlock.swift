/// A definition of a help text with the lines that describe it.
struct HelpBlock {
    /// `-f`, `--format`
    let names: [String]
    private(set) var definition: String
    private(set) var description: String
    private var isMarkedRequired = false
    private var listed: Set<String> = []
    private let indent: Int
    private var descriptionStart: Int?
    /// Of a column of its own in which a frame has what a value looks like.
    private var valueStart: Int?

    var name: String { names[0] }

    /// More than any line of a help defines. Each gets all of its choices, of which there may be many too.
    private static let mostNames = 64

    func option(named main: String) -> HelpText.Option {
        let said = HelpDescription(description)
        return HelpText.Option(
            choices: HelpChoices.shown(in: definition).union(said.choices).union(listed),
            defaultValue: said.defaultValue ?? Self.writtenDefault(definition),
            isRequired: isMarkedRequired || said.isRequired, mainName: main)
    }

    private init(_ definition: OptionDefinition, indent: Int) {
        names = Array(definition.names.prefix(Self.mostNames))
        (self.definition, description) = (definition.definition, definition.description)
        (self.indent, descriptionStart) = (indent, definition.descriptionStart)
        (isMarkedRequired, valueStart) = (definition.isMarkedRequired, definition.valueStart)
    }

    private init?(argument line: HelpLine) {
        let columns = line.columns.filter { $0.text != "*" }
        guard !line.isHeading, let first = columns.first,
            OptionWord.isPlaceholder(first.text) || columns.count > 1
        else { return nil }
        let shown = columns.dropFirst().prefix(columns.count > 2 ? 1 : 0).map(\.text)
        names = [first.text]
        definition = ([first.text] + shown).joined(separator: " ")
        description = columns.dropFirst(1 + shown.count).map(\.text).joined(separator: " ")
        (indent, descriptionStart) = (
            line.indent, columns.last.flatMap { columns.count > 1 ? $0.start : nil }
        )
    }

    /// `none` of `--dry-run='none':`, as kubectl writes them.
    private static func writtenDefault(_ definition: String) -> String? {
        guard definition.hasSuffix(":"), let sign = definition.firstIndex(of: "=") else { return nil }
        let value = definition[definition.index(after: sign)...].dropLast()
        return String(value.filter { $0 != "'" && $0 != "\"" })
    }

    // MARK: Reading

    /// A definition goes on in lines that are indented deeper than it, until one defines another.
    static func options(_ lines: [HelpLine]) -> [HelpBlock] {
        var blocks: [HelpBlock] = []
        var current: HelpBlock?
        var previous: HelpLine?
        for line in lines {
            defer { previous = line }
            if line.isBlank { continue }
            if let definition = OptionDefinition(line), defines(definition, line, current, previous) {
                if let current { blocks.append(current) }
                current = HelpBlock(definition, indent: line.indent)
                blocks += definition.besides.map { HelpBlock($0, indent: line.indent) }
            } else if let block = current {
                current = line.indent > block.indent ? block.with(line) : nil
                if current == nil { blocks.append(block) }
            }
        }
        return blocks + [current].compactMap(\.self)
    }

    static func arguments(_ lines: [HelpLine]) -> [HelpBlock] {
        var blocks: [HelpBlock] = []
        for line in lines where !line.isBlank {
            if let last = blocks.last, line.indent > last.indent, line.indent > 2 {
                blocks[blocks.count - 1] = last.with(line)
            } else if let block = HelpBlock(argument: line) {
                blocks.append(block)
            }
        }
        return blocks
    }

    /// A line that begins with an option, and is a description's or a paragraph's, defines none: it was broken there.
    private static func defines(
        _ definition: OptionDefinition, _ line: HelpLine, _ block: HelpBlock?, _ previous: HelpLine?
    ) -> Bool {
        if definition.isSetOff { return true }
        if let block, line.indent > block.indent {
            if let start = block.descriptionStart { return line.indent < start }
            return line.indent <= block.indent + 4
        }
        guard let previous, previous.columns.count == 1, previous.indent == line.indent else { return true }
        return previous.text.hasSuffix(":") || OptionDefinition(previous) != nil || previous.isHeading
    }

    /// In bytes; what comes after is prose.
    private static let longest = 16_384

    private func with(_ line: HelpLine) -> HelpBlock {
        var block = self
        block.descriptionStart = descriptionStart ?? line.indent
        if description.utf8.count + definition.utf8.count > Self.longest { return block }
        if let item = line.listedChoice, description.lowercased().hasSuffix("values:") || !listed.isEmpty {
            block.listed.insert(item)
        } else {
            for column in line.columns {
                if column.start == valueStart {
                    block.definition += column.text
                } else {
                    block.description += " " + column.text
                }
            }
        }
        return block
    }
}

extension HelpLine {
    /// `auto` of `- auto:   as the terminal is`, as clap lists choices.
    fileprivate var listedChoice: String? {
        guard text.hasPrefix("- ") else { return nil }
        let name = text.dropFirst(2).prefix { $0 != ":" && $0 != " " }
        return HelpChoices.isChoice(String(name)) ? String(name) : nil
    }
}
