import GateModel
import Testing

@testable import Pipelines

/// A pipeline of a service with three operations, with one stage.
private func parsed(_ stage: String) throws(PipelineErrors) -> Pipeline {
    try parsePipeline(
        """
        pawl: 1
        name: versus
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { plain: GET /1, traced: GET /2, other: GET /3 }
        metrics:
          queries: { header: X-Queries, unit: count }
          score: { run: ./score }
        groups: { both: [plain, traced] }
        stages:
          - \(stage)
        """, path: "pipelines/versus.yaml"
    ).pipeline
}

private func rule(_ text: String, only: String = "plain, traced, other") throws(PipelineErrors) -> Rule {
    try parsed("regress: { only: [\(only)], rules: [ \"\(text)\" ] }").stages[0].rules[0]
}

@Test("'vs' names the operation to compare with, and the rule is about the others")
func versusMeaning() throws {
    let rule = try rule("median(response_time) <= +10% or +1ms vs plain for traced")
    #expect(rule.versus == "plain")
    #expect(rule.operations == ["traced"])
    #expect(rule.condition == .compare(.lessOrEqual, .relativeShare(0.1), or: .relativeAmount(0.001)))
    #expect(rule.id == "regress/median-response_time-vs")
}

@Test(
    "the operation after 'vs' is none of those that are judged",
    arguments: [
        ("", ["traced", "other"]), (" for both", ["traced"]), (" for both, other", ["traced", "other"]),
    ])
func versusOperations(names: String, operations: [String]) throws {
    #expect(try rule("mean(queries) <= +10% vs plain\(names)").operations == operations)
}

@Test("without 'vs' a rule compares with the baseline")
func noVersus() throws {
    #expect(try rule("median(response_time) <= +10%").versus == nil)
}

@Test(
    "a comparison of operations that cannot be made is refused where it stands",
    arguments: [
        ("median(response_time) <= +10% vs plain for plain", "'plain' is compared with itself"),
        ("median(response_time) <= +10% vs plian", "unknown operation 'plian'"),
        ("median(response_time) <= +10% vs both", "'both' is a group, and 'vs' takes one operation"),
        ("score >= -10% vs plain", "a relative rule of 'regress' needs mean, median or a percentile"),
        (
            "mean(score) >= -10% vs plain",
            "'score' is a metric of the whole service, and 'vs' compares operations"
        ),
        (
            "median(response_time) <= 5ms vs plain",
            "'5ms' is an absolute limit, but 'vs' compares with an operation"
        ),
        (
            "median(response_time) <= 10% vs plain",
            "'10%' is an absolute limit, but 'vs' compares with an operation"
        ),
        (
            "median(response_time) in 1ms..5ms vs plain",
            "a range is an absolute limit, but 'vs' compares with an operation"
        ),
        ("mean(queries) == +1 vs plain", "'==' cannot be shown for two operations"),
        ("mean(queries) <= +0 vs plain", "two operations cannot be shown to be equal"),
    ])
func badVersus(text: String, message: String) throws {
    let errors = try #require(throws: PipelineErrors.self) { try rule(text) }
    #expect(errors.errors.map(\.message) == [message])
}

@Test("the operation after 'vs' must take part in the stage")
func versusOutsideStage() throws {
    let text = "median(response_time) <= +10% vs plain"
    let outside = try #require(throws: PipelineErrors.self) { try rule(text, only: "traced, other") }
    #expect(outside.errors.map(\.message) == ["'plain' takes no part in this stage"])
    let alone = try #require(throws: PipelineErrors.self) { try rule(text, only: "plain") }
    #expect(alone.errors.map(\.message) == ["the stage has no other operation to compare with 'plain'"])
}

@Test(
    "a stage that measures no blocks side by side cannot compare operations",
    arguments: [
        "scale: { rules: [ \"p95(response_time) <= +10% vs plain\" ] }",
        "baseline: { rules: [ \"median(response_time) <= +10% vs plain\" ] }",
    ])
func versusElsewhere(stage: String) throws {
    let errors = try #require(throws: PipelineErrors.self) { try parsed(stage) }
    #expect(
        errors.errors.contains {
            $0.message
                == "'vs' is judged in 'regress' only, where operations are measured side by side in blocks"
        })
}
