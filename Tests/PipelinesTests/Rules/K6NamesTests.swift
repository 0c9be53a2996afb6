import GateModel
import Testing

@testable import Pipelines

private func rule(_ text: String, metrics: String = "queries") throws(PipelineErrors) -> Rule {
    try parsePipeline(
        """
        pawl: 1
        name: k6
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { one: GET /1 }
        metrics: { \(metrics): { header: X-Number, unit: count } }
        stages:
          - regress: { blocks: 40, rules: [ "\(text)" ] }
        """, path: "pipelines/k6.yaml"
    ).pipeline.stages[0].rules[0]
}

@Test(
    "k6's spellings mean what they mean there",
    arguments: [
        ("p(95)(http_req_duration) < 500ms", "p95(response_time) < 500ms"),
        ("p(90)(http_req_duration) < 500ms", "p90(response_time) < 500ms"),
        ("avg(http_req_duration) < 200ms", "mean(response_time) < 200ms"),
        ("med(http_req_duration) < +5%", "median(response_time) < +5%"),
        ("max(http_req_duration) < 2s", "max(response_time) < 2s"),
        ("http_req_failed < 1%", "errors < 1%"),
    ])
func sameMeaning(k6: String, own: String) throws {
    let (first, second) = (try rule(k6), try rule(own))
    #expect(first.id == second.id)
    #expect(first.metric == second.metric)
    #expect(first.statistic == second.statistic)
    #expect(first.condition == second.condition)
    #expect(first.text == k6)
}

@Test("a metric that the file declares under k6's name is that metric")
func declaredName() throws {
    let rule = try rule("mean(http_req_duration) <= 5", metrics: "http_req_duration")
    #expect(rule.metric.source == .header("X-Number"))
}

@Test(
    "where k6 means something else the hint names what there is here",
    arguments: [
        (
            "http_reqs > 100", "unknown metric 'http_reqs'",
            "that is k6's name; here write 'throughput >= 50/s'"
        ),
        (
            "p(95)(http_req_waiting) < 1s", "unknown metric 'http_req_waiting'",
            "that is k6's name; here write median(response_time)"
        ),
        (
            "rate(http_req_failed) < 1%", "'errors' takes no statistic",
            "write 'errors == 0' or 'errors <= 1%'"
        ),
        (
            "http_req_duration < 500", "'500' needs a unit: 'response_time' is a time",
            "write an amount such as 50ms"
        ),
        (
            "p(99.99)(http_req_duration) < 1s",
            "percentiles go from p50 to p99.9, with at most one decimal", nil
        ),
    ] as [(String, String, String?)])
func otherMeaning(text: String, message: String, hint: String?) throws {
    let errors = try #require(throws: PipelineErrors.self) { try rule(text) }
    #expect(errors.errors.map(\.message) == [message])
    #expect(errors.errors.map(\.hint) == [hint])
}

@Test(
    "every unit is what its name says",
    arguments: [
        ("response_time <= 5us", 5e-6), ("response_time <= 5ms", 0.005), ("response_time <= 5s", 5),
        ("response_time <= 5m", 300), ("response_time <= 5h", 18_000), ("response_time <= 5d", 432_000),
        ("body_bytes <= 5B", 5), ("body_bytes <= 5KB", 5000), ("body_bytes <= 5MB", 5_000_000),
        ("body_bytes <= 5GB", 5_000_000_000), ("body_bytes <= 5KiB", 5120),
        ("body_bytes <= 5MiB", 5_242_880), ("body_bytes <= 5GiB", 5_368_709_120), ("errors <= 5%", 0.05),
        ("throughput <= 5/s", 5),
    ] as [(String, Double)])
func units(text: String, limit: Double) throws {
    #expect(try rule(text).condition == .compare(.lessOrEqual, .absolute(limit), or: nil))
}

@Test(
    "a range takes points and units on both sides",
    arguments: [
        ("mean(queries) in 0.5..1", 0.5, 1.0), ("mean(queries) in 0..0.5", 0, 0.5),
        ("median(response_time) in 0.5ms..1s", 0.0005, 1), ("errors in 0%..2.5%", 0, 0.025),
        ("throughput in 5/s..7.5/s", 5, 7.5),
    ] as [(String, Double, Double)])
func ranges(text: String, low: Double, high: Double) throws {
    #expect(try rule(text).condition == .range(low, high))
}

@Test("a digit with an accent is no digit")
func accentedDigit() throws {
    let errors = try #require(throws: PipelineErrors.self) { try rule("mean(queries) <= 1\u{301}") }
    #expect(errors.errors.map(\.message) == ["expected a number, found '1\u{301}'"])
}
