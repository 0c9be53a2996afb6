import GateModel
import Testing

@testable import Pipelines

@Suite("rules of random words") struct RuleParserFuzzTests {
    /// Steele, Lea and Flood's generator: the same rules on every machine.
    private struct SplitMix64: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }

        mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }
        mutating func chance(_ one: UInt64, in all: UInt64) -> Bool { next() % all < one }
    }

    @Test(
        "a mutated rule is refused at a place within it, or read without leaving a character out",
        arguments: [1, 2, 3, 4] as [UInt64])
    func mutations(seed: UInt64) {
        var random = SplitMix64(state: seed)
        var read = 0
        var refused = 0
        for _ in 0..<3000 {
            let text = mutated(random.pick(Self.models), &random)
            switch parsed(text) {
            case .success(let syntax):
                read += 1
                #expect(syntax.allCharacters == text.withoutSpaces, "\(text.debugDescription)")
            case .failure(let fault):
                refused += 1
                let last = fault.span.column + fault.span.length - 1
                #expect(fault.span.column >= 1 && last <= max(1, text.count), "\(text.debugDescription)")
                #expect(!fault.message.isEmpty)
            }
        }
        // Both happen often, or the mutations show nothing.
        #expect(read > 100 && refused > 500, "\(read) read, \(refused) refused")
    }

    @Test(
        "a rule made of known parts means those parts, however it is spaced", arguments: [5, 6] as [UInt64])
    func meanings(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let made = (0..<200).map { _ in Made(&random) }
        let lines = made.enumerated().map { index, one in "        - { rule: '\(one.text)', id: r\(index) }" }
        let pipeline = try parsePipeline(
            """
            pawl: 1
            name: fuzz
            environment: test
            service: { start: ./serve, ready: GET / }
            operations: { one: GET /1, two: GET /2, for: GET /3 }
            metrics: { queries: { header: X-Queries, unit: count } }
            stages:
              - regress:
                  pairs: 1000
                  rules:
            \(lines.joined(separator: "\n"))
            """, path: "pipelines/fuzz.yaml")
        let rules = pipeline.stages[0].rules
        try #require(rules.count == made.count)
        for (rule, made) in zip(rules, made) {
            #expect(rule.text == made.text)
            #expect(rule.statistic == made.statistic, "\(made.text)")
            #expect(rule.metric.name == made.metric, "\(made.text)")
            #expect(rule.condition.isClose(to: made.condition), "\(made.text): \(rule.condition)")
            #expect(rule.operations == made.operations, "\(made.text)")
            #expect(rule.versus == made.versus, "\(made.text)")
        }
    }

    private static let models = [
        "median(response_time) <= +5% or +0.02ms", "p95(response_time) <= 15ms for reads, search",
        "p(99.9)(http_req_duration) < 1.5s", "mean(queries) in 0.5..10 for one", "growth(memory) <= 1KB/op",
        "errors == 0", "throughput >= 50/s", "avg(queries) <= +10% vs one for two,three", "score>=-5",
    ]

    private static let pieces =
        [
            "", " ", "  ", "\t", "\n", "(", ")", "..", ".", ",", "+", "-", "/", "/op", "/s", "%", "ms", "KiB",
            "<=", ">=",
            "==", "<", ">", "=", "!", " in ", " or ", " vs ", " for ", "for", "p(95)", "p", "0", "00", "1",
            "9.5", "1e9",
            "99999999999999999999", "é", "1\u{301}", "٣", "👩‍👩‍👧", "\u{0}", "\r\n", "'", "#", "_", "median",
            "errors",
        ] + Array(repeating: "9", count: 3)

    private func mutated(_ model: String, _ random: inout SplitMix64) -> String {
        var characters = Array(model)
        for _ in 0...random.next() % 3 {
            let start = Int(random.next() % UInt64(characters.count + 1))
            let end = min(characters.count, start + (random.chance(1, in: 2) ? 0 : Int(random.next() % 4)))
            characters.replaceSubrange(start..<end, with: Array(random.pick(Self.pieces)))
        }
        return String(characters)
    }

    private func parsed(_ text: String) -> Result<RuleSyntax, Fault> {
        let scalar = YAMLNode.Scalar(text: text, isPlain: false, column: 1, isCutByComment: false)
        let node = YAMLNode(
            content: .scalar(scalar), span: Span(line: 1, column: 1, length: max(1, text.count)))
        do throws(Fault) {
            return .success(try RuleParser.rule(node))
        } catch {
            return .failure(error)
        }
    }

    /// A rule with what it must mean.
    private struct Made {
        var text = ""
        let statistic: Statistic
        let metric: String
        let condition: Rule.Condition
        var operations = ["one", "two", "for"]
        private static let statistics: [(String, Statistic)] = [
            ("mean", .mean), ("avg", .mean), ("median", .median), ("med", .median), ("p50", .quantile(0.5)),
            ("p(90)", .quantile(0.9)), ("p99.5", .quantile(0.995)),
        ]
        var versus: String?

        init(_ random: inout SplitMix64) {
            var words: [String] = []
            let (spelling, statistic) = random.pick(Self.statistics)
            self.statistic = statistic
            let isTime = random.chance(1, in: 2)
            metric = isTime ? "response_time" : "queries"
            words.append(spelling + "(" + random.pick(["", " "]) + metric + random.pick(["", "  "]) + ")")
            let units: [(String, Double)] =
                isTime
                ? [("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)] : [("", 1)]
            func amount() -> (text: String, value: Double) {
                let whole = Int(random.next() % 90) + 1
                let tenths = random.chance(1, in: 2) ? Int(random.next() % 10) : nil
                let unit = random.pick(units)
                let text = "\(whole)" + (tenths.map { ".\($0)" } ?? "") + unit.0
                return (text, Double(whole * 10 + (tenths ?? 0)) / 10 * unit.1)
            }
            if random.chance(1, in: 4) {
                let bounds = [amount(), amount()].sorted { $0.value < $1.value }
                words += ["in", "\(bounds[0].text)..\(bounds[1].text)"]
                condition = .range(bounds[0].value, bounds[1].value)
            } else {
                let comparison = random.pick([Rule.Comparison.lessOrEqual, .less, .greaterOrEqual, .greater])
                words.append(comparison.rawValue)
                if random.chance(1, in: 2) {
                    let bound = amount()
                    words.append(bound.text)
                    condition = .compare(comparison, .absolute(bound.value), or: nil)
                } else {
                    let isMore = random.chance(1, in: 2)
                    let percent = Int(random.next() % 90) + 1
                    words.append("\(isMore ? "+" : "-")\(percent)%")
                    let floor = random.chance(1, in: 2) ? amount() : nil
                    if let floor { words += ["or", "\(isMore ? "+" : "-")\(floor.text)"] }
                    let sign: Double = isMore ? 1 : -1
                    condition = .compare(
                        comparison, .relativeShare(sign * Double(percent) / 100),
                        or: floor.map { .relativeAmount(sign * $0.value) })
                    if random.chance(1, in: 2) { versus = random.pick(["one", "two", "for"]) }
                }
            }
            if let versus {
                words += ["vs", versus]
                operations.removeAll { $0 == versus }
            }
            if random.chance(1, in: 2) {
                operations = [random.pick(operations)]
                words += ["for", operations[0]]
            }
            text = words.dropFirst().reduce(words[0]) { $0 + random.pick([" ", "  "]) + $1 }
        }
    }
}

extension RuleSyntax {
    /// Every part as it was written, the words between them, and no spaces.
    fileprivate var allCharacters: String {
        let characters = Array(text)
        var written = ""
        if let statistic { written += String(characters[statistic.range]) + "(\(metric.value))" }
        if statistic == nil { written += metric.value }
        switch condition {
        case .range(let lower, let upper): written += "in\(lower.text)..\(upper.text)"
        case .compare(let comparison, let limits):
            written += comparison.value.rawValue + limits.first.written
            if let second = limits.second { written += "or" + second.written }
        }
        if let versus { written += "vs" + versus.value }
        if !names.isEmpty { written += "for" + names.map(\.value).joined(separator: ",") }
        return written.withoutSpaces
    }
}

extension RuleSyntax.Limit {
    fileprivate var written: String { (sign == .plus ? "+" : sign == .minus ? "-" : "") + quantity.text }
}

extension String {
    fileprivate var withoutSpaces: String { filter { !$0.isWhitespace } }
}

extension Rule.Condition {
    /// The same kind, and numbers within rounding.
    fileprivate func isClose(to other: Rule.Condition) -> Bool {
        switch (self, other) {
        case (.range(let low, let high), .range(let otherLow, let otherHigh)):
            near(low, otherLow) && near(high, otherHigh)
        case (.compare(let sign, let limit, let or), .compare(let otherSign, let otherLimit, let otherOr)):
            sign == otherSign && limit.isClose(to: otherLimit)
                && (or == nil) == (otherOr == nil)
                && (or.map { first in otherOr.map(first.isClose) ?? false } ?? true)
        case (.range, _), (.compare, _): false
        }
    }
}

extension Limit {
    fileprivate func isClose(to other: Limit) -> Bool {
        switch (self, other) {
        case (.absolute(let first), .absolute(let second)),
            (.relativeShare(let first), .relativeShare(let second)),
            (.relativeAmount(let first), .relativeAmount(let second)):
            near(first, second)
        case (.absolute, _), (.relativeShare, _), (.relativeAmount, _): false
        }
    }
}

private func near(_ first: Double, _ second: Double) -> Bool { abs(first - second) <= 1e-12 * abs(second) }
