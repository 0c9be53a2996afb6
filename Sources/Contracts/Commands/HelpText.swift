/// What a tool's help names that a caller can write: options, the choices of some, and commands.
///
/// It is read from the lines that define things, in the ways that argparse, click, clap, cobra, Go's flag and
/// swift-argument-parser lay them out; what prose mentions does not count.
package struct HelpText: Hashable, Sendable {
    /// With their choices, where they name any: `--format` → `json`, `text`.
    package private(set) var options: [String: Set<String>] = [:]
    package private(set) var commands: Set<String> = []

    package var isEmpty: Bool { options.isEmpty && commands.isEmpty }

    package init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(HelpLine.init)
        readOptions(lines)
        readCommands(lines)
    }

    /// What both name.
    package func intersection(_ other: HelpText) -> HelpText {
        var both = self
        both.options = options.filter { other.options[$0.key] != nil }.reduce(into: [:]) { options, option in
            options[option.key] = option.value.intersection(other.options[option.key] ?? [])
        }
        both.commands = commands.intersection(other.commands)
        return both
    }

    /// An option's definition goes on in lines that are indented deeper than it, until one defines another.
    private mutating func readOptions(_ lines: [HelpLine]) {
        var block: (first: HelpLine, text: String)?
        for line in lines + [HelpLine("")] {
            if let current = block, !line.isBlank, !line.definesOptions, line.indent > current.first.indent {
                block?.text += " " + line.text
                continue
            }
            if let current = block {
                let choices = current.first.definition.shownChoices.union(current.text[...].namedChoices)
                for option in current.first.options { options[option, default: []].formUnion(choices) }
            }
            block = line.definesOptions ? (line, String(line.text)) : nil
        }
    }

    /// Under a heading such as `Available Commands:`, and where a positional argument is a choice, `{list,add}`.
    private mutating func readCommands(_ lines: [HelpLine]) {
        var depth: Int?
        var isListing = false
        for line in lines where !line.isBlank {
            if line.indent == 0 {
                isListing = line.isHeadingOfCommands
                depth = nil
            } else if line.text.hasPrefix("{") {
                commands.formUnion(line.definition.shownChoices.filter { CommandName.isOne($0) })
            } else if isListing {
                let own = depth ?? line.indent
                depth = own
                if line.indent == own { commands.formUnion(line.definedNames) }
            }
        }
    }
}

/// One line of a help text.
private struct HelpLine {
    let indent: Int
    /// Without the blanks around it.
    let text: Substring

    init(_ line: Substring) {
        let blanks = line.prefix { $0.isBlank }
        indent = blanks.reduce(0) { $0 + ($1 == "\t" ? 8 : 1) }
        var text = line.dropFirst(blanks.count)
        while text.last?.isBlank == true { text.removeLast() }
        self.text = text
    }

    var isBlank: Bool { text.isEmpty }

    var definesOptions: Bool { text.hasPrefix("-") && !options.isEmpty }

    var isHeadingOfCommands: Bool {
        text.hasSuffix(":") && text.lowercased().contains("command") && !text.contains("<")
    }

    /// Up to the description, which two blanks or a tab set off.
    var definition: Substring {
        var previous: Character?
        for index in text.indices {
            if text[index] == "\t" || text[index] == " " && previous == " " { return text[..<index] }
            previous = text[index]
        }
        return text
    }

    /// More than any line of a help defines. Each gets all of its choices, of which there may be many too.
    private static let mostOptions = 64

    /// `-f`, `--format` of `-f, --format <format>`; `--color`, `--no-color` of `--color/--no-color`.
    var options: [String] {
        definition.split { " ,/|=[]".contains($0) }.filter { word in
            let name = word.drop { $0 == "-" }
            let dashes = word.count - name.count
            return (1...2).contains(dashes)
                && (CommandName.isOne(name) || name.count == 1 && name.first?.isWholeNumber == true)
        }.prefix(Self.mostOptions).map(String.init)
    }

    /// `list`, `ls` of `list, ls   Lists items`; none of a sentence.
    var definedNames: [String] {
        let names = definition.split(separator: ",").map(\.trimmed)
        let plain = names.map { $0.hasSuffix(" (default)") ? $0.dropLast(10) : $0 }
            .map { $0.hasSuffix("*") || $0.hasSuffix(":") ? $0.dropLast() : $0 }
            .map { $0.prefix { !$0.isBlank } }
        // An argument may follow the name, as in 'add <file>'; more words are prose.
        let isProse =
            definition.split(separator: " ").dropFirst().contains { $0.first?.isLowercase == true }
            && names.count == 1
        guard !isProse, plain.allSatisfy({ CommandName.isOne($0) }) else { return [] }
        return plain.map(String.init)
    }
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\r" }
}

extension Substring {
    /// `json`, `text` of `{json,text}` or `[json|text]`, as definitions have them.
    fileprivate var shownChoices: Set<String> {
        let braces = enclosed("{", "}").flatMap { $0.split(separator: ",") }
        let brackets = enclosed("[", "]").filter { $0.contains("|") }.flatMap { $0.split(separator: "|") }
        return Set(
            (braces + brackets).filter { !$0.isEmpty && !$0.contains(where: \.isBlank) }.map(String.init))
    }

    /// `json`, `text` of `[possible values: json, text]` or `(values: json, text; default: json)`, as descriptions have
    /// them.
    fileprivate var namedChoices: Set<String> {
        let lists = enclosed("[", "]") + enclosed("(", ")")
        let items = lists.flatMap { list -> [Substring] in
            let name = ["possible values: ", "values: ", "choices: "].first { list.hasPrefix($0) }
            guard let name else { return [] }
            return list.dropFirst(name.count).prefix { $0 != ";" }.split(separator: ",").map(\.trimmed)
        }
        return Set(items.filter { !$0.isEmpty }.map(String.init))
    }

    private func enclosed(_ open: Character, _ close: Character) -> [Substring] {
        split(separator: open, omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: close).map { part[..<$0] }
        }
    }

    fileprivate var trimmed: Substring {
        var text = drop { $0.isBlank }
        while text.last?.isBlank == true { text.removeLast() }
        return text
    }
}
