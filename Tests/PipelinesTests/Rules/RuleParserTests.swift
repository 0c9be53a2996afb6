import GateModel
import Testing

@testable import Pipelines

/// A rule and what it means; operations only where the rule names some.
struct GoodRule: Sendable, CustomTestStringConvertible {
    let text: String
    let statistic: Statistic?
    let metric: String
    let condition: Rule.Condition
    let operations: [String]?

    init(
        _ text: String, _ statistic: Statistic?, _ metric: String, _ condition: Rule.Condition,
        _ operations: [String]? = nil
    ) {
        self.text = text
        self.statistic = statistic
        self.metric = metric
        self.condition = condition
        self.operations = operations
    }

    var testDescription: String { text }
}

@Test("a rule means what it says", arguments: goodRules)
func ruleMeaning(good: GoodRule) throws {
    let stage = good.metric == "memory" ? "memory" : "regress"
    let pipeline = try parsePipeline(
        """
        pawl: 1
        name: rules
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { one: GET /1, two: GET /2, 3-four: GET /34 }
        metrics:
          queries: { header: X-Queries, unit: count }
          rows-read: { server_timing: db }
          cache: { header: X-Hit, unit: share, better: higher }
          score: { run: ./score }
        groups: { both: [one, two] }
        stages:
          - \(stage):
              rules:
                - '\(good.text)'
        """, path: "pipelines/rules.yaml"
    ).pipeline
    let rule = pipeline.stages[0].rules[0]
    #expect(rule.text == good.text)
    #expect(rule.statistic == good.statistic)
    #expect(rule.metric.name == good.metric)
    #expect(rule.condition == good.condition)
    if let operations = good.operations { #expect(rule.operations == operations) }
}

private let goodRules = [
    GoodRule(
        "mean(response_time) <= 5ms", .mean, "response_time",
        .compare(.lessOrEqual, .absolute(0.005), or: nil)),
    GoodRule(
        "med(response_time)<5us", .median, "response_time", .compare(.less, .absolute(0.000005), or: nil)),
    GoodRule("min(response_time) > 1.5s", .min, "response_time", .compare(.greater, .absolute(1.5), or: nil)),
    GoodRule(
        "max( response_time ) <= 2m", .max, "response_time", .compare(.lessOrEqual, .absolute(120), or: nil)),
    GoodRule(
        "p50(response_time) <= 1h", .quantile(0.5), "response_time",
        .compare(.lessOrEqual, .absolute(3600), or: nil)),
    GoodRule(
        "p(95)(response_time) <= 1d", .quantile(0.95), "response_time",
        .compare(.lessOrEqual, .absolute(86400), or: nil)),
    GoodRule(
        "p99.5(response_time) <= 1ms", .quantile(0.995), "response_time",
        .compare(.lessOrEqual, .absolute(0.001), or: nil)),
    GoodRule(
        "p95(response_time) <= +5% or +0.02ms", .quantile(0.95), "response_time",
        .compare(.lessOrEqual, .relativeShare(0.05), or: .relativeAmount(0.00002))),
    GoodRule(
        "median(response_time) <= +1ms or +2.5%", .median, "response_time",
        .compare(.lessOrEqual, .relativeAmount(0.001), or: .relativeShare(0.025))),
    GoodRule(
        "median(response_time) <= -10%", .median, "response_time",
        .compare(.lessOrEqual, .relativeShare(-0.1), or: nil)),
    GoodRule("median(response_time) in 0.01ms..100ms", .median, "response_time", .range(0.00001, 0.1)),
    GoodRule("median(response_time) in 0..1ms", .median, "response_time", .range(0, 0.001)),
    GoodRule("response_time <= 1s", nil, "response_time", .compare(.lessOrEqual, .absolute(1), or: nil)),
    GoodRule(
        "median(rows-read) <= 5ms", .median, "rows-read", .compare(.lessOrEqual, .absolute(0.005), or: nil)),
    GoodRule("mean(queries) in 1..10", .mean, "queries", .range(1, 10)),
    GoodRule("mean(queries) in 1.5..2", .mean, "queries", .range(1.5, 2)),
    GoodRule("mean(queries) <= +0", .mean, "queries", .compare(.lessOrEqual, .relativeAmount(0), or: nil)),
    GoodRule("mean(queries) == +0", .mean, "queries", .compare(.equal, .relativeAmount(0), or: nil)),
    GoodRule("queries == 3", nil, "queries", .compare(.equal, .absolute(3), or: nil)),
    GoodRule("errors == 0", nil, "errors", .compare(.equal, .absolute(0), or: nil)),
    GoodRule("errors <= 1%", nil, "errors", .compare(.lessOrEqual, .absolute(0.01), or: nil)),
    GoodRule("mean(cache) >= 90%", .mean, "cache", .compare(.greaterOrEqual, .absolute(0.9), or: nil)),
    GoodRule("throughput >= 50/s", nil, "throughput", .compare(.greaterOrEqual, .absolute(50), or: nil)),
    GoodRule(
        "throughput >= -5%", nil, "throughput", .compare(.greaterOrEqual, .relativeShare(-0.05), or: nil)),
    GoodRule(
        "max(body_bytes) <= 10KiB", .max, "body_bytes", .compare(.lessOrEqual, .absolute(10240), or: nil)),
    GoodRule("score >= 85", nil, "score", .compare(.greaterOrEqual, .absolute(85), or: nil), []),
    GoodRule(
        "mean(score) >= -2", .mean, "score", .compare(.greaterOrEqual, .relativeAmount(-2), or: nil), []),
    GoodRule("errors == 0 for both", nil, "errors", .compare(.equal, .absolute(0), or: nil), ["one", "two"]),
    GoodRule(
        "errors == 0 for 3-four,one", nil, "errors", .compare(.equal, .absolute(0), or: nil),
        ["one", "3-four"]),
    GoodRule(
        "errors == 0", nil, "errors", .compare(.equal, .absolute(0), or: nil), ["one", "two", "3-four"]),
    GoodRule(
        "steady(memory) <= 100MB", .steady, "memory", .compare(.lessOrEqual, .absolute(100_000_000), or: nil),
        []),
    GoodRule(
        "peak(memory) <= 2GiB", .peak, "memory", .compare(.lessOrEqual, .absolute(2_147_483_648), or: nil)),
    GoodRule("growth(memory) <= 1KB/op", .growth, "memory", .compare(.lessOrEqual, .absolute(1000), or: nil)),
    GoodRule(
        "retained(memory) <= 512B", .retained, "memory", .compare(.lessOrEqual, .absolute(512), or: nil)),
]
