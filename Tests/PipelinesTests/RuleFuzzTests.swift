import GateModel
import Statistics
import Testing

@testable import Pipelines

/// Rules that a seeded generator writes, most of them sound, some with a few characters changed.
@Suite struct RuleFuzzTests {
    @Test("a sound rule, however it is spaced, means what it meant when it is written again")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 3, stream: "sound rules")
        for _ in 0..<400 {
            let text = RuleWriter.rule(&generator)
            let rule = try #require(read(text).rule, "\(text)")
            try expectSame(rule, text)
        }
    }

    @Test("whatever is written, it is either a rule or an error at a place inside the file")
    func mutations() throws {
        var generator = SeededGenerator(seed: 4, stream: "broken rules")
        var accepted = 0
        for _ in 0..<1500 {
            let text = RuleWriter.mutated(RuleWriter.rule(&generator), &generator)
            let (rule, errors) = read(text)
            if let rule {
                accepted += 1
                try expectSame(rule, text)
            } else {
                #expect(!errors.isEmpty, "\(text)")
            }
            for error in errors {
                #expect((1...7).contains(error.position.line) && error.position.column >= 1, "\(text)")
                #expect(!error.message.isEmpty && !error.message.hasSuffix("."), "\(text)")
            }
        }
        // Both happen often, or else nothing was tried.
        #expect((100...1400).contains(accepted))
    }

    /// The rule is read again from its meaning alone.
    private func expectSame(_ rule: Rule, _ text: String) throws {
        let written = rule.canonicalText
        let again = try #require(read(written).rule, "\(text) → \(written)")
        #expect(again.id == rule.id, "\(text) → \(written)")
        #expect(again.statistic == rule.statistic && again.metric == rule.metric, "\(text) → \(written)")
        #expect(again.condition == rule.condition, "\(text) → \(written)")
        #expect(again.operations == rule.operations, "\(text) → \(written)")
    }

    private func read(_ text: String) -> (rule: Rule?, errors: [PipelineError]) {
        let escaped = text.replacing("'", with: "''")
        do {
            let pipeline = try parsePipeline(
                """
                pawl: 1
                name: rules
                environment: test
                service: { start: ./serve, ready: GET / }
                operations: { one: GET /1, two: GET /2, 3-four: GET /34 }
                metrics: { queries: { header: X-Queries, unit: count }, score: { run: ./score } }
                stages: [ { regress: { pairs: 1000, rules: [ '\(escaped)' ] } } ]
                """, path: "pipelines/rules.yaml"
            ).pipeline
            return (pipeline.stages[0].rules.first, [])
        } catch {
            return (nil, error.errors)
        }
    }
}

private enum RuleWriter {
    static func rule(_ generator: inout SeededGenerator) -> String {
        let space = { (generator: inout SeededGenerator) in
            String(repeating: " ", count: Int(generator.next() % 3))
        }
        let (metric, units) = pick(
            [
                ("response_time", ["us", "ms", "s", "m", "h", "d"]), ("queries", [""]),
                ("body_bytes", ["B", "KB", "MB", "GB", "KiB", "MiB", "GiB"]),
                ("cpu_time", ["us", "ms", "s"]),
                ("score", [""]),
            ], &generator)
        let isPerOperation = metric != "score" && metric != "cpu_time"
        let statistics =
            isPerOperation
            ? ["mean", "median", "med", "p50", "p95", "p(99)", "p(97.5)", "p99.9"] : ["mean", "median"]
        let amount = { (generator: inout SeededGenerator) in
            number(&generator) + pick(units, &generator)
        }
        var text = "\(pick(statistics, &generator))(\(space(&generator))\(metric)\(space(&generator)))"
        switch generator.next() % 4 {
        case 0:
            let unit = pick(units, &generator)
            let low = generator.next() % 50
            text += " in \(space(&generator))\(low)\(unit)..\(low + generator.next() % 50)"
            // Without digits behind the point it would be the range's own.
            text += pick([".5", ""], &generator) + unit
        case 1:
            text += space(&generator) + pick(["<=", "<", ">=", ">"], &generator) + space(&generator)
            text += amount(&generator)
        default:
            text += space(&generator) + pick(["<= +", "< +", ">= -", "> -"], &generator)
            text += "\(1 + generator.next() % 98).\(generator.next() % 10)%"
        }
        if isPerOperation, generator.next() % 3 == 0 {
            text += "  for \(pick(["one", "two", "one ,two", "3-four,one"], &generator))\(space(&generator))"
        }
        return text
    }

    /// One or two characters are put in, taken out, doubled or exchanged.
    static func mutated(_ text: String, _ generator: inout SeededGenerator) -> String {
        let signs = Array("()<>=+-.%/ ,0159eExmsKBinforé…²٣\u{200B}😀'\"\\{}[]#:&*!|")
        var characters = Array(text)
        for _ in 0...(generator.next() % 2) {
            let offset = Int(generator.next() % UInt64(max(1, characters.count)))
            switch generator.next() % 4 {
            case 0: characters.insert(pick(signs, &generator), at: min(offset, characters.count))
            case 1 where !characters.isEmpty: characters.remove(at: offset)
            case 2 where !characters.isEmpty: characters.insert(characters[offset], at: offset)
            default:
                if characters.isEmpty { break }
                characters[offset] = pick(signs, &generator)
            }
        }
        return String(characters)
    }

    private static func number(_ generator: inout SeededGenerator) -> String {
        pick(["7", "12.5", "0.25", "100", "3", "0.007"], &generator)
    }

    private static func pick<Value>(_ values: [Value], _ generator: inout SeededGenerator) -> Value {
        values[Int(generator.next() % UInt64(values.count))]
    }
}

extension Rule {
    /// The rule in base units, from what it means and not from its text.
    fileprivate var canonicalText: String {
        let subject = statistic.map { "\($0)(\(metric.name))" } ?? metric.name
        let unit = [MetricUnit.time: "s", .bytes: "B", .share: "%", .rate: "/s"][metric.unit] ?? ""
        let amount = { (value: Double) in
            metric.unit == .share ? decimal(value, shiftedBy: 2) + unit : decimal(value) + unit
        }
        let limit = { (limit: Limit) in
            switch limit {
            case .absolute(let bound): amount(bound)
            case .relativeShare(let share):
                (share < 0 ? "-" : "+") + decimal(abs(share), shiftedBy: 2) + "%"
            case .relativeAmount(let change): (change < 0 ? "-" : "+") + amount(abs(change))
            }
        }
        let limits =
            switch condition {
            case .range(let low, let high): "in \(amount(low))..\(amount(high))"
            case .compare(let comparison, let first, let second):
                "\(comparison.rawValue) \(limit(first))" + (second.map { " or \(limit($0))" } ?? "")
            }
        return "\(subject) \(limits)"
            + (operations.isEmpty ? "" : " for \(operations.joined(separator: ","))")
    }
}

/// The shortest digits that give the number again, without an exponent: `1e-06` is `0.000001`.
///
/// - Parameter places: By how many the point goes to the right.
private func decimal(_ value: Double, shiftedBy places: Int = 0) -> String {
    let parts = value.description.split(separator: "e")
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + places
    let digits = parts[0].split(separator: ".")
    let (whole, fraction) = (String(digits[0]), digits.count > 1 && digits[1] != "0" ? String(digits[1]) : "")
    let point = whole.count + exponent
    let all = whole + fraction
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + all }
    if point >= all.count { return all + String(repeating: "0", count: point - all.count) }
    return all.prefix(point) + "." + all.dropFirst(point)
}
