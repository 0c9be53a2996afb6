import GateModel

/// Reads one rule by recursive descent, straight from its characters, so that every fault knows its column.
///
///     rule       = [ statistic "(" metric ")" | metric ] condition [ "vs" name ] [ "for" name { "," name } ]
///     condition  = ( "<=" | ">=" | "==" | "<" | ">" ) limit [ "or" limit ] | "in" quantity ".." quantity
struct RuleParser {
    let node: SourceNode
    let characters: [Character]
    var offset = 0

    static func rule(_ node: SourceNode) throws(Fault) -> RuleSyntax {
        var parser = RuleParser(node: node, characters: Array(try node.text()))
        return try parser.rule()
    }

    /// A limit by itself, as `warn:` has it.
    static func limits(_ node: SourceNode) throws(Fault) -> RuleSyntax.Limits {
        var parser = RuleParser(node: node, characters: Array(try node.text()))
        let limits = try parser.limits()
        try parser.expectEnd(after: "the limit")
        return limits
    }

    /// A range by itself, `1..10` or `in 1..10`, as `warn:` has it.
    static func range(_ node: SourceNode) throws(Fault) -> RuleSyntax.Condition {
        var parser = RuleParser(node: node, characters: Array(try node.text()))
        _ = parser.takeWord("in")
        let range = try parser.range()
        try parser.expectEnd(after: "the range")
        return range
    }

    private mutating func rule() throws(Fault) -> RuleSyntax {
        skipSpaces()
        let first = name(with: "_.")
        guard !first.range.isEmpty else {
            throw expected("a metric, such as median(response_time) or errors")
        }
        var statistic: Located<Statistic>?
        var metric = first
        if peek() == "(" {
            statistic = try self.statistic(named: first)
            guard peek() == "(" else { throw metricMissing(after: statistic) }
            metric = try inParentheses("a metric") { parser in parser.name(with: "_") }
        }
        let condition = try self.condition()
        let versus = try takeWord("vs") ? operationName("the name of an operation") : nil
        let names = try takeWord("for") ? self.names() : []
        try expectEnd(after: "the rule")
        return RuleSyntax(
            text: String(characters), statistic: statistic, metric: metric, condition: condition,
            versus: versus, names: names)
    }

    private mutating func condition() throws(Fault) -> RuleSyntax.Condition {
        if takeWord("in") { return try range() }
        let comparison = try self.comparison()
        return .compare(comparison, try limits())
    }

    private mutating func range() throws(Fault) -> RuleSyntax.Condition {
        let lower = try quantity()
        guard take("..") else { throw expected("'..' and the upper bound") }
        return .range(lower, try quantity())
    }

    private mutating func comparison() throws(Fault) -> Located<Rule.Comparison> {
        skipSpaces()
        let start = offset
        while let next = peek(), "<>=!~≤≥".contains(next) { offset += 1 }
        let text = String(characters[start..<offset])
        guard !text.isEmpty else { throw expected("a comparison: <=, >=, ==, <, > or in") }
        if let comparison = Rule.Comparison(rawValue: text) {
            return Located(value: comparison, range: start..<offset)
        }
        let meant = ["=": "==", "=<": "<=", "=>": ">=", "≤": "<=", "≥": ">=", "===": "=="][text]
        throw fault(
            start..<offset, "unknown comparison \(quoted(text))",
            hint: meant.map { "write '\($0)'" } ?? "known here: <=, >=, ==, <, >, in")
    }

    private mutating func limits() throws(Fault) -> RuleSyntax.Limits {
        let first = try limit()
        return RuleSyntax.Limits(first: first, second: try takeWord("or") ? limit() : nil)
    }

    private mutating func limit() throws(Fault) -> RuleSyntax.Limit {
        skipSpaces()
        let start = offset
        let sign: RuleSyntax.Sign? = take("+") ? .plus : take("-") ? .minus : nil
        let quantity = try self.quantity()
        return RuleSyntax.Limit(sign: sign, range: start..<offset, quantity: quantity)
    }

    private mutating func names() throws(Fault) -> [Located<String>] {
        var names: [Located<String>] = []
        repeat {
            names.append(try operationName("the name of an operation or group"))
            skipSpaces()
        } while take(",")
        return names
    }

    private mutating func operationName(_ what: String) throws(Fault) -> Located<String> {
        skipSpaces()
        let name = name(with: "_")
        guard !name.range.isEmpty else { throw expected(what) }
        return name
    }

    private mutating func expectEnd(after what: String) throws(Fault) {
        skipSpaces()
        guard offset < characters.count else { return }
        let word = nextWord
        if word.value == "vs" {
            throw fault(word.range, "'vs' stands before 'for'", hint: "write '… vs OPERATION for NAME'")
        }
        let isUnit = QuantityUnit.all.contains { $0.name == word.value }
        throw fault(
            word.range, "unexpected \(quoted(word.value)) after \(what)",
            hint: isUnit ? "write the unit right behind its number: 5ms" : nil)
    }
}
