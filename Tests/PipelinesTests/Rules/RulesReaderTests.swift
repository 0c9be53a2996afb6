import GateModel
import Testing

@testable import Pipelines

/// The rules of a small pipeline's regression stage.
private func regressRules(_ rules: String) throws -> [Rule] {
    try parsePipeline(
        """
        pawl: 1
        name: rules
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { one: GET /1, two: GET /2 }
        stages:
          - regress:
              rules:
                - \(rules)
        """, path: "pipelines/rules.yaml"
    ).pipeline.stages[0].rules
}

@Test("a long rule keeps its mode, its reason and its own id")
func longRuleKeys() throws {
    let rule = try regressRules(
        "{ rule: errors <= 1%, mode: observe, on_inconclusive: warn, because: old bug, id: tolerated }")[0]
    #expect(rule.id == "regress/tolerated")
    #expect(rule.mode == .observe)
    #expect(rule.onInconclusive == .warn)
    #expect(rule.because == "old bug")
}

@Test("a relative rule of regress may lean")
func leaning() throws {
    let rule = try regressRules("{ rule: median(response_time) <= +5%, on_inconclusive: lean }")[0]
    #expect(rule.onInconclusive == .lean)
}

@Test("the same id on different operations is no clash")
func idsPerOperation() throws {
    let rules = try regressRules("errors == 0 for one\n        - errors <= 5% for two")
    #expect(rules.map(\.id) == ["regress/errors-abs", "regress/errors-abs"])
}

@Test(
    "a warning must be tighter",
    arguments: [
        ("median(response_time) <= 5ms", "4ms", true), ("median(response_time) <= 5ms", "5ms", false),
        ("median(response_time) <= 5ms", "+5%", false), ("median(response_time) <= +5%", "+2%", true),
        ("median(response_time) <= +5% or +1ms", "+5%", true),
        ("median(response_time) <= +5%", "+2% or +1ms", false),
        ("median(response_time) <= +5% or +1ms", "+5% or +0.5ms", true),
        ("median(response_time) <= +5% or +1ms", "+2% or +2ms", false),
        ("throughput >= 50/s", "60/s", true), ("throughput >= 50/s", "40/s", false),
        ("median(response_time) in 1ms..9ms", "2ms..9ms", true),
        ("median(response_time) in 1ms..9ms", "in 1ms..8ms", true),
        ("median(response_time) in 1ms..9ms", "1ms..9ms", false),
        ("median(response_time) in 1ms..9ms", "0.5ms..8ms", false),
        ("median(response_time) in 1ms..9ms", "8ms", false),
        ("median(response_time) in 1ms..9ms", "2..8", false),
        ("median(response_time) <= 5ms", "1ms..4ms", false),
        ("median(response_time) <= +10% vs one", "+5%", true),
        ("median(response_time) <= +10% vs one", "5ms", false),
    ])
func tighterWarning(rule: String, warn: String, isTighter: Bool) throws {
    let text = "{ rule: \(rule), warn: \(warn) }"
    if isTighter {
        #expect(try regressRules(text)[0].warn != nil)
    } else {
        #expect(throws: PipelineErrors.self) { try regressRules(text) }
    }
}
