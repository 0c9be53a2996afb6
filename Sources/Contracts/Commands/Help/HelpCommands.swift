/// The commands that a help text lists: under a heading such as `Available Commands:`, or where a positional argument is a
/// choice, `{list,add}`.
struct HelpCommands {
    private(set) var names: Set<String> = []
    private var list: List?

    /// Where a list of commands is being read.
    private struct List {
        let headingIndent: Int
        /// Of the entries; nil before the first.
        var depth: Int?
        /// Whether they stand in columns, names and nothing else.
        var isGrid = false
        /// Whether the line before ended with a comma.
        var goesOn = false
    }

    init(_ lines: [HelpLine]) {
        let lines = lines.filter { !$0.isBlank }
        for (index, line) in lines.enumerated() {
            let next = index + 1 < lines.count ? lines[index + 1] : nil
            if line.isHeadingOfCommands(before: next) {
                list = List(headingIndent: line.indent)
            } else if let choices = line.argumentChoices {
                names.formUnion(choices.filter { CommandName.isOne($0) })
            } else if list != nil {
                read(line)
            }
        }
    }

    private mutating func read(_ line: HelpLine) {
        guard var current = list else { return }
        if let grid = line.grid, current.isGrid || grid.count > 2 {
            current.isGrid = true
            names.formUnion(grid)
        } else if line.indent <= current.headingIndent {
            // Lists may be parted by lines about what follows, as git has them; another heading ends them.
            if line.isHeading || line.text.lowercased().hasPrefix("example") {
                list = nil
                return
            }
            current.depth = nil
        } else {
            let depth = current.depth ?? line.indent
            let isCaption = current.depth == nil && OptionWord.isPlaceholder(line.columns[0].text)
            if !isCaption { current.depth = depth }
            if line.indent == depth || current.goesOn {
                names.formUnion(line.listedNames(goesOn: current.goesOn))
            }
        }
        current.goesOn = line.text.hasSuffix(",")
        list = current
    }
}

extension HelpLine {
    private static let nouns: Set<String> = ["command", "subcommand", "function", "applet", "action", "verb"]

    /// Whether a heading is about commands; a sentence is none.
    private var namesCommands: Bool {
        let words = text.lowercased().split { !$0.isLetter && $0 != "-" }
        return words.count < 10
            && words.contains { Self.nouns.contains(String($0.last == "s" ? $0.dropLast() : $0)) }
    }

    /// `Available Commands:`, `CORE COMMANDS`, `Standard commands` before what it lists, a frame titled `Commands`.
    fileprivate func isHeadingOfCommands(before next: HelpLine?) -> Bool {
        guard columns.count == 1, indent <= 4, !text.hasPrefix("-"), namesCommands, !text.contains("<") else {
            return false
        }
        if isFrameTitle || text.hasSuffix(":") { return true }
        guard indent == 0, !text.contains(where: { ".\"'[".contains($0) }),
            text.split(separator: " ").count <= 5
        else { return false }
        return isHeading || next.map { $0.indent > 0 || $0.grid != nil } ?? false
    }

    /// `list`, `add` of `{list,add}` or `{list,add} ...`, as a positional argument is defined.
    fileprivate var argumentChoices: Set<String>? {
        let text = columns[0].text
        guard text.hasPrefix("{"), text.hasSuffix("}") || text.hasSuffix("} ...") else { return nil }
        return HelpChoices.shown(in: text)
    }

    /// `asn1parse`, `ca`, `ciphers` of a line that has names in columns, and nothing else.
    fileprivate var grid: [String]? {
        let names = columns.map(\.text)
        return names.allSatisfy { CommandName.isOne($0) && !$0.contains(where: \.isUppercase) } ? names : nil
    }

    /// `list`, `ls` of `list, ls   Lists items`; none of a sentence.
    fileprivate func listedNames(goesOn: Bool) -> [String] {
        var definition = columns[0].text[...]
        var isSetOff = columns.count > 1
        if definition.hasPrefix("* ") || definition.hasPrefix("• ") { definition = definition.dropFirst(2) }
        for sign in [" - ", " -- ", " – ", " — "] {
            if let range = definition.firstRange(of: sign) {
                (definition, isSetOff) = (definition[..<range.lowerBound], true)
            }
        }
        let names = definition.split(separator: ",").map { $0.drop { $0 == " " } }
        if !isSetOff && (goesOn || names.count > 2 || definition.hasSuffix(",")) {
            return names.map(String.init).filter { Self.isCommand($0) || $0 == "[" || $0 == "[[" }
        }
        let plain = names.map { name -> Substring in
            var name = name.hasSuffix(" (default)") ? name.dropLast(10) : name
            name = name.prefix { $0 != " " }
            while let last = name.last, "*:".contains(last) { name.removeLast() }
            return name
        }
        // An argument may follow the name, as in 'add <file>'; more words are prose.
        let more = definition.split(separator: " ").dropFirst()
        let isProse =
            names.count == 1 && (isSetOff ? more.count > 4 : more.contains { $0.first?.isLowercase == true })
        guard !isProse, plain.allSatisfy({ Self.isCommand($0) }) else { return [] }
        return plain.map(String.init)
    }

    /// `add`, `remote-add`, and `cache:clear`.
    private static func isCommand(_ word: some StringProtocol) -> Bool {
        word.contains(where: \.isLowercase)
            && word.split(separator: ":", omittingEmptySubsequences: false).allSatisfy {
                CommandName.isOne($0)
            }
    }
}
