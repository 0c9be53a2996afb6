/// Words of which a caller writes one, as the definition of an option shows them.
enum HelpChoices {
    /// `json`, `text` of `{json,text}`, `[json|text]`, `=json|text` or `<json|text>`.
    static func shown(in definition: some StringProtocol) -> Set<String> {
        var found: Set<String> = []
        for group in enclosed(in: definition, "{", "}") {
            found.formUnion(group.split { $0 == "," || $0 == "|" }.map(trimmed).filter(isChoice))
        }
        for token in tokens(of: definition) where token.text.contains("|") {
            let parts = token.text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let isNaming = !parts.contains {
                $0.contains(where: \.isLowercase) || $0.contains(where: \.isNumber)
            }
            if isNaming && !token.isBracketed { continue }
            if parts.allSatisfy(isChoice) { found.formUnion(parts) }
        }
        return found
    }

    static func isChoice(_ word: String) -> Bool {
        !word.isEmpty && !word.hasPrefix("-") && !word.contains { " \t<>[](){}\\*?".contains($0) }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    /// Between the innermost pairs.
    static func enclosed(
        in text: some StringProtocol, _ open: Character, _ close: Character
    ) -> [String] {
        text.split(separator: open, omittingEmptySubsequences: false).dropFirst().compactMap { part in
            part.firstIndex(of: close).map { String(part[..<$0]) }
        }
    }

    private static func tokens(of text: some StringProtocol) -> [(text: String, isBracketed: Bool)] {
        var tokens: [(text: String, isBracketed: Bool)] = []
        var token = ""
        var isBracketed = false
        for character in text {
            guard " ,=<>()[]{}:;".contains(character) else {
                token.append(character)
                continue
            }
            if !token.isEmpty { tokens.append((token, isBracketed)) }
            (token, isBracketed) = ("", "[({".contains(character))
        }
        if !token.isEmpty { tokens.append((token, isBracketed)) }
        return tokens
    }
}
