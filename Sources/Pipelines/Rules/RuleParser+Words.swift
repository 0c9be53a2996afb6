/// The smallest steps of the parser, which every part of the grammar uses.
extension RuleParser {
    func peek() -> Character? {
        offset < characters.count ? characters[offset] : nil
    }

    mutating func skipSpaces() {
        while let next = peek(), next.isWhitespace { offset += 1 }
    }

    /// Takes exactly these characters, if they come next.
    mutating func take(_ text: String) -> Bool {
        guard characters[offset...].starts(with: text) else { return false }
        offset += text.count
        return true
    }

    /// Takes a keyword, if it comes next as a word of its own.
    mutating func takeWord(_ word: String) -> Bool {
        let start = offset
        skipSpaces()
        if nextWord.value == word {
            offset += word.count
            return true
        }
        offset = start
        return false
    }

    /// The longest run of letters, digits, hyphens and `extra`; it may be empty.
    mutating func name(with extra: String) -> Located<String> {
        run { $0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "-" || extra.contains($0) }
    }

    /// The longest run of characters that fit.
    mutating func run(where fits: (Character) -> Bool) -> Located<String> {
        let start = offset
        while let next = peek(), fits(next) { offset += 1 }
        return Located(value: String(characters[start..<offset]), range: start..<offset)
    }

    mutating func inParentheses<Value>(
        _ what: String, _ parse: (inout RuleParser) throws(Fault) -> Located<Value>
    ) throws(Fault) -> Located<Value> {
        guard take("(") else { throw expected("'(' and \(what)") }
        skipSpaces()
        let value = try parse(&self)
        guard !value.range.isEmpty else { throw expected(what) }
        skipSpaces()
        guard take(")") else { throw expected("')'") }
        return value
    }

    /// What comes next, for messages: a word, or a single sign.
    var nextWord: Located<String> {
        var ahead = self
        let word = ahead.name(with: "_.%/")
        guard word.range.isEmpty, offset < characters.count else { return word }
        return Located(value: String(characters[offset]), range: offset..<offset + 1)
    }

    func fault(_ range: Range<Int>, _ message: String, hint: String? = nil) -> Fault {
        Fault(node.span(of: range), message, hint: hint)
    }

    /// The fault at what comes next, or at the last character where nothing does.
    func expected(_ what: String) -> Fault {
        var ahead = self
        ahead.skipSpaces()
        let next = ahead.nextWord
        guard !next.range.isEmpty else {
            return fault(
                max(0, characters.count - 1)..<max(1, characters.count),
                "expected \(what), and the rule ends",
                hint: node.hintAtCut)
        }
        return fault(next.range, "expected \(what), found \(quoted(next.value))")
    }
}
