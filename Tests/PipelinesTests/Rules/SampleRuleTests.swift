import GateModel
import Pipelines
import Testing

@Suite("Limits without a metric")
struct SampleRuleTests {
    @Test(
        "a statistic and a limit, in the base unit",
        arguments: [
            (
                "p95 <= 50ms", Statistic.quantile(0.95),
                Rule.Condition.compare(.lessOrEqual, .absolute(0.05), or: nil)
            ),
            ("p(95)<50ms", .quantile(0.95), .compare(.less, .absolute(0.05), or: nil)),
            ("med <= 2s", .median, .compare(.lessOrEqual, .absolute(2), or: nil)),
            ("mean in 1ms..2ms", .mean, .range(0.001, 0.002)),
            ("  p99.9(response_time) <= 1s", .quantile(0.999), .compare(.lessOrEqual, .absolute(1), or: nil)),
            ("<= 100ms", nil, .compare(.lessOrEqual, .absolute(0.1), or: nil)),
            ("value >= 1us", nil, .compare(.greaterOrEqual, .absolute(1e-6), or: nil)),
            ("in 1ms..2ms", nil, .range(0.001, 0.002)),
        ] as [(String, Statistic?, Rule.Condition)])
    func read(text: String, statistic: Statistic?, condition: Rule.Condition) throws {
        let rule = try SampleRule(text, unit: .time, option: "--rule")
        #expect(rule.statistic == statistic)
        #expect(rule.condition == condition)
    }

    private func message(_ text: String, _ unit: MetricUnit = .time) -> String {
        do {
            return "read: \(try SampleRule(text, unit: unit, option: "--rule"))"
        } catch {
            return error.description
        }
    }

    @Test(
        "what cannot be judged is refused",
        arguments: [
            ("", "expected a comparison"), ("p95", "expected a comparison"),
            ("pp95 <= 50ms", "unknown statistic 'pp95'"),
            ("p95 <= 50", "'50' needs a unit"), ("p95 <= 50KB", "'50KB' is no limit"),
            (
                "p95 <= +5%",
                "relative rules are judged in 'regress', 'watch', and of a service's memory in 'memory'"
            ),
            ("growth <= 5ms/op", "a list of samples is not judged by this statistic"),
            ("p95 <= 50ms for search", "there are no operations here"),
            ("p20 <= 5ms", "percentiles go from p50 to p99.9"),
            ("p95 <= nan", "expected a number"),
        ])
    func refused(text: String, part: String) {
        let message = message(text)
        #expect(message.hasPrefix("--rule:1:"))
        #expect(message.contains(part), "\(message)")
    }

    @Test("a limit on growth is an amount an operation")
    func growth() throws {
        #expect(try SampleRule.growthLimit("1KB/op", unit: .bytes, option: "--limit") == 1000)
        #expect(throws: PipelineErrors.self) {
            try SampleRule.growthLimit("1KB", unit: .bytes, option: "--limit")
        }
        #expect(throws: PipelineErrors.self) {
            try SampleRule.growthLimit("fast", unit: .bytes, option: "--limit")
        }
    }
}
