/// What the synopsis of a help text names: `usage: tool [-v] [--format {json,text}] {list,add} ...`.
struct HelpUsage {
    private(set) var options: [String: Set<String>] = [:]
    private(set) var commands: Set<String> = []

    /// - Parameters:
    ///   - lines: Those of the synopsis, without the word `usage:`.
    ///   - defined: Options that are defined elsewhere, by which `-abc` is told from `-name`.
    init(_ lines: [String], defined: Set<String>) {
        let synopses = Self.synopses(lines)
        for synopsis in synopses { read(synopsis, defined) }
        readForms(synopses)
    }

    /// One for each form: lines that go on are put together. A form begins as the first does.
    private static func synopses(_ lines: [String]) -> [String] {
        var synopses: [String] = []
        var program: Substring?
        for line in lines where !line.isEmpty {
            var text = line[...]
            let isOther = text.hasPrefix("or:")
            if isOther { text = text.dropFirst(3).drop { $0 == " " } }
            let first = text.prefix { $0 != " " }
            if synopses.isEmpty || isOther || first == program {
                synopses.append(String(text))
                program = program ?? first
            } else {
                synopses[synopses.count - 1] += " " + text
            }
        }
        return synopses
    }

    private mutating func read(_ synopsis: String, _ defined: Set<String>) {
        var word = ""
        /// The option that the last word was, whose choices may follow.
        var latest: [String] = []
        /// Words between bars without brackets: `start|stop`.
        var chain: [String] = []
        /// What stands before the word.
        var opener: Character?
        var rest = synopsis[...]
        while let character = rest.popFirst() {
            let isNegation = character == "[" && (rest.hasPrefix("no-]") || rest.hasPrefix("no]"))
            if isNegation {
                word += "[" + rest.prefix { $0 != "]" } + "]"
                rest = rest.drop { $0 != "]" }.dropFirst()
                continue
            }
            guard " ,=[](){}|<>:".contains(character) else {
                word.append(character)
                continue
            }
            if character == "|" && !word.isEmpty && !word.hasPrefix("-") || !chain.isEmpty {
                chain.append(word)
                if character != "|" {
                    takeChoices(chain, of: latest)
                    (chain, latest) = ([], [])
                }
            } else if !word.isEmpty {
                latest = take(word, defined, isAlone: opener == "[" && character == "]") ?? []
            }
            word = ""
            guard "{([".contains(character), let group = Self.group(rest, after: character) else {
                if "]|".contains(character) && chain.isEmpty { latest = [] }
                opener = character
                continue
            }
            rest = rest.dropFirst(group.length)
            takeChoices(group.words, of: latest)
            latest = []
            opener = nil
        }
        if !chain.isEmpty { takeChoices(chain + [word], of: latest) }
        if !word.isEmpty { _ = take(word, defined, isAlone: false) }
    }

    /// Commands, where they are no option's.
    private mutating func takeChoices(_ words: [String], of latest: [String]) {
        guard words.allSatisfy(HelpChoices.isChoice),
            words.contains(where: { $0.contains(where: \.isLowercase) })
        else {
            return
        }
        for option in latest { options[option, default: []].formUnion(words) }
        if latest.isEmpty && words.count > 1 { commands.formUnion(words.filter(Self.isCommand)) }
    }

    /// `json`, `text` of `json,text}` or `json|text]`, where it holds nothing but words between bars, or commas in braces.
    private static func group(
        _ rest: Substring, after open: Character
    ) -> (words: [String], length: Int)? {
        let close: Character = open == "{" ? "}" : open == "(" ? ")" : "]"
        let inside = rest.prefix { !"()[]{}".contains($0) }
        guard inside.endIndex < rest.endIndex, rest[inside.endIndex] == close else { return nil }
        let words = inside.split { $0 == "|" || open == "{" && $0 == "," }
            .map { String($0.filter { $0 != " " }) }
        guard words.count > 1 || open == "{", !words.isEmpty, words.allSatisfy(HelpChoices.isChoice) else {
            return nil
        }
        return (words, inside.count + 1)
    }

    /// - Parameter isAlone: Whether brackets hold nothing else, as in `[-abc]`.
    /// - Returns: The options that the word names; nil where it is none.
    private mutating func take(_ word: String, _ defined: Set<String>, isAlone: Bool) -> [String]? {
        guard word.hasPrefix("-") else { return nil }
        let names = OptionWord.names(word[...]).flatMap { isAlone ? Self.letters(of: $0, defined) : [$0] }
        for name in names { options[name, default: []].formUnion([]) }
        return names
    }

    /// `-a`, `-b`, `-c` of `-abc`, where that is no option of its own.
    private static func letters(of name: String, _ defined: Set<String>) -> [String] {
        let letters = name.dropFirst()
        guard !name.hasPrefix("--"), letters.count > 1, !defined.contains(name),
            Set(letters).count == letters.count,
            letters.allSatisfy({ $0.isLetter || $0.isNumber })
        else { return [name] }
        return letters.map { "-\($0)" }
    }

    private static func isCommand(_ word: String) -> Bool {
        CommandName.isOne(word) && word.contains(where: \.isLowercase)
    }

    /// Where forms begin with words of their own, as in `tool add FILE` and `tool drop FILE`, these are commands.
    private mutating func readForms(_ synopses: [String]) {
        let forms = synopses.map { $0.split(separator: " ").map(String.init) }
        guard forms.count > 1, let first = forms.first else { return }
        var depth = 1
        while depth < first.count, Self.isCommand(first[depth]),
            forms.allSatisfy({ $0.count > depth && $0[depth] == first[depth] })
        { depth += 1 }
        let next = forms.compactMap { $0.count > depth ? $0[depth] : nil }.filter(Self.isCommand)
        if Set(next).count > 1 { commands.formUnion(next) }
    }
}
