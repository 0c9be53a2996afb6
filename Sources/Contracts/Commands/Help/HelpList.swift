/// A list of words in prose: `json, text or xml`, `"json" | "text"`.
struct HelpList {
    /// In their order; of what is no list at most one.
    private(set) var items: [String] = []
    private var rest: Substring

    init(_ text: String) {
        rest = Substring(text)
        skip { $0 == " " || "([{".contains($0) }
        read()
    }

    /// Of brackets that hold nothing but quoted words, or words between bars: `("debug", "info")`, `[json|text]`.
    static func bracketed(_ text: String) -> Set<String> {
        guard let open = text.firstIndex(where: { "([{".contains($0) }) else { return [] }
        let inside = text[text.index(after: open)...].prefix { !")]}".contains($0) }
        if inside.contains("|") {
            let parts = inside.split(separator: "|", omittingEmptySubsequences: false).map { part in
                unquoted(part.filter { $0 != " " })
            }
            let isPlain =
                parts.allSatisfy { HelpChoices.isChoice($0) }
                && inside.split(separator: " ").allSatisfy {
                    $0.contains("|") || parts.contains(unquoted(String($0)))
                }
            return isPlain && parts.count > 1 ? Set(parts) : []
        }
        let parts = inside.split(separator: ",").map { $0.drop { $0 == " " } }
        guard parts.count > 1, parts.allSatisfy({ $0.count > 2 && "\"'`‘".contains($0.first ?? " ") }) else {
            return []
        }
        let list = HelpList(String(inside))
        return list.items.count == parts.count ? Set(list.items) : []
    }

    private static func unquoted(_ text: String) -> String { text.filter { !"\"'`‘’“”".contains($0) } }

    private mutating func skip(while matches: (Character) -> Bool) { rest = rest.drop(while: matches) }

    private mutating func read() {
        var isLast = false
        while let item = nextItem() {
            let after = rest.drop { $0 == " " }
            let isEnd =
                after.isEmpty || ".)]}".contains(rest.first ?? " ") || "([;".contains(after.first ?? " ")
            let separated = skipSeparator()
            // A word that prose follows belongs to it, unless 'or' came before.
            guard isEnd || separated != nil || isLast || item.isQuoted else { return }
            items.append(item.text)
            guard let separated, !isLast else { return }
            isLast = separated
        }
    }

    private mutating func nextItem() -> (text: String, isQuoted: Bool)? {
        skip { $0 == " " }
        guard let first = rest.first else { return nil }
        let quotes: [Character: Character] = ["\"": "\"", "'": "'", "`": "`", "‘": "’", "“": "”"]
        if let close = quotes[first] {
            let inside = rest.dropFirst()
            guard let end = inside.firstIndex(of: close), end != inside.startIndex else { return nil }
            let text = String(inside[..<end])
            rest = inside[inside.index(after: end)...]
            skipRemark()
            return (text, true)
        }
        var word = rest.prefix { $0.isLetter || $0.isNumber || "-_.+/:*".contains($0) }
        while let last = word.last, ".:".contains(last) { word.removeLast() }
        guard let begin = word.first, begin.isLetter || begin.isNumber else { return nil }
        rest = rest[word.endIndex...]
        skipRemark()
        return (String(word), false)
    }

    /// `(the default)` behind an item.
    private mutating func skipRemark() {
        let after = rest.drop { $0 == " " }
        guard after.first == "(", let close = after.firstIndex(of: ")") else { return }
        let next = after[after.index(after: close)...]
        if next.drop(while: { $0 == " " }).first == "," || next.hasPrefix(" or ") || next.hasPrefix(" and ") {
            rest = next
        }
    }

    /// Whether a last item follows; nil where none does.
    private mutating func skipSeparator() -> Bool? {
        var after = rest.drop { $0 == " " }
        var isSeparated = false
        if let first = after.first, ",|".contains(first) {
            after = after.dropFirst().drop { $0 == " " }
            isSeparated = true
        }
        for word in ["or ", "and "] where after.hasPrefix(word) {
            rest = after.dropFirst(word.count)
            return true
        }
        guard isSeparated else { return nil }
        rest = after
        return false
    }
}
