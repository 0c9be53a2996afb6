/// What the description of an option names beside its prose: choices, a default, and that it has to be given.
struct HelpDescription {
    private let words: [Word]

    private struct Word {
        let text: String
        /// Lower case, without brackets before it.
        let plain: String
        /// Whether a bracket begins right before it.
        let opens: Bool
        /// Whether it stands between brackets.
        let isInside: Bool
    }

    init(_ text: String) {
        var depth = 0
        let all = text.split(maxSplits: Self.longest) { $0 == " " || $0 == "\t" || $0 == "\n" }
        words = all.prefix(Self.longest).map { word in
            let plain = word.drop { "([{*".contains($0) }.lowercased()
            let opens = plain.count < word.count
            let isInside = opens || depth > 0
            depth = max(0, depth + word.count { "([{".contains($0) } - word.count { ")]}".contains($0) })
            return Word(text: String(word), plain: plain, opens: opens, isInside: isInside)
        }
    }

    /// `[required]`, `(required)`
    var isRequired: Bool {
        words.contains {
            $0.opens && ["required]", "required)", "required;", "required,"].contains($0.plain)
        }
            || words.contains { ["required]", "required)"].contains($0.plain) }
    }

    /// In words; what comes after is prose.
    private static let longest = 1000
    /// Of a default.
    private static let mostWords = 12
    /// Words that may belong to a list.
    private static let mostItems = 60

    // MARK: Defaults

    /// `10` of `[default: 10]`, `(default 10)`, `(default=10)` or `Defaults to 10.`; nil where none is named.
    var defaultValue: String? {
        let inside = words.indices.filter { words[$0].isInside }
        let outside = words.indices.filter { !words[$0].isInside }
        for index in inside + outside {
            if let value = defaultValue(at: index) { return value }
        }
        return nil
    }

    private func defaultValue(at index: Int) -> String? {
        let word = words[index]
        for sign in ["default:", "default="] where word.plain.hasPrefix(sign) {
            let attached = word.plain.count - sign.count
            var rest = attached > 0 ? [String(word.text.suffix(attached))] : []
            rest += words[(index + 1)...].prefix(Self.mostWords).map(\.text)
            return value(rest, isInside: word.isInside)
        }
        guard ["default", "defaults"].contains(word.plain) else { return nil }
        var next = index + 1
        while next < words.count,
            ["is", "value", "value:", "value=", "=", ":", "to"].contains(words[next].plain)
        {
            next += 1
        }
        let rest = words[next...].prefix(Self.mostWords).map(\.text)
        if next > index + 1, words[next - 1].plain != "value" {
            return value(rest, isInside: word.isInside)
        }
        return word.opens && next == index + 1 ? bracketed(rest) : nil
    }

    /// The value that some words begin with, as far as a bracket, a semicolon, or the end of what is quoted; of prose one
    /// word that nothing follows, or that can only be a value.
    private func value(_ rest: [String], isInside: Bool) -> String? {
        guard let first = rest.first else { return nil }
        if let quoted = Self.quoted(rest) { return quoted }
        if isInside { return Self.trimmed(Self.upToBracket(rest)) }
        let word = Self.trimmed(first)
        let isEnd = rest.count == 1 || first.last.map { ".,;".contains($0) } ?? false
        let isValue = word.first.map { $0.isNumber || "-/~$.".contains($0) } ?? false
        return isEnd || isValue ? word : nil
    }

    private static func upToBracket(_ rest: [String]) -> String {
        var depth = 0
        var text = ""
        for character in rest.prefix(Self.mostWords).joined(separator: " ") {
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if character == ";" || depth < 0 { return text }
            text.append(character)
        }
        return rest[0]
    }

    /// `10` of `(default 10)`, `info` of `(default "info")`; more words are prose: `(default value of nobody)`.
    private func bracketed(_ rest: [String]) -> String? {
        if let quoted = Self.quoted(rest) { return quoted }
        guard let first = rest.first else { return nil }
        let closes = first.contains { ")];".contains($0) }
        if closes { return Self.trimmed(String(first.prefix { !")];".contains($0) })) }
        // A path or a number may have been broken, or have a unit.
        guard first.contains(where: { !$0.isLetter }), let second = rest.dropFirst().first,
            let close = second.firstIndex(where: { ")];".contains($0) })
        else { return nil }
        return first + " " + second[..<close]
    }

    private static let quotes: [Character: Character] = [
        "\"": "\"", "'": "'", "`": "`", "‘": "’", "“": "”",
    ]

    private static func quoted(_ rest: [String]) -> String? {
        guard let open = rest.first?.first, let close = quotes[open] else { return nil }
        let text = rest.prefix(Self.mostWords).joined(separator: " ").dropFirst()
        return text.firstIndex(of: close).map { String(text[..<$0]) }
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while let last = text.last, ".,;: ".contains(last) { text.removeLast() }
        if text.count > 1, let first = text.first, let close = quotes[first], text.last == close {
            text = text.dropFirst().dropLast()
        }
        return String(text)
    }

    // MARK: Choices

    /// `json`, `text` of `[possible values: json, text]`, `one of: json, text`, `("json"|"text")` and the like.
    var choices: Set<String> {
        var found: Set<String> = []
        for index in words.indices {
            if let start = listStart(after: index) {
                let list = words[start...].prefix(Self.mostItems).map(\.text).joined(separator: " ")
                let items = HelpList(list).items
                // Brackets around it say that one word is a list too.
                if items.count > 1 || words[index].isInside { found.formUnion(items) }
            }
            guard words[index].opens, !words[index].text.contains("default") else { continue }
            let text = words[index...].prefix(Self.mostItems).map(\.text).joined(separator: " ")
            found.formUnion(HelpList.bracketed(text))
        }
        return found
    }

    private static let labels: Set<String> = [
        "values:", "choices:", "allowed:", "supported:", "of:", "from:", "formats:", "are:", "valid:",
    ]
    private static let phrases: Set<[String]> = [
        ["one", "of"], ["values", "are"], ["choices", "are"], ["options", "are"], ["choose", "from"],
        ["can", "be"], ["must", "be"], ["may", "be"], ["be", "either"], ["formats", "are"], ["any", "of"],
    ]

    /// Where a list begins that words such as `one of` introduce.
    private func listStart(after index: Int) -> Int? {
        guard index + 1 < words.count else { return nil }
        if Self.labels.contains(words[index].plain) { return index + 1 }
        guard index > 0, Self.phrases.contains([words[index - 1].plain, words[index].plain]) else {
            return nil
        }
        return index + 1
    }
}
