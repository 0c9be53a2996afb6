import GateModel
import Testing

@testable import Pipelines

/// A small pipeline with these lines under `stages`.
private func pipeline(stages: String) throws -> Pipeline {
    try parsePipeline(file(stages: stages), path: "pipelines/small.yaml").pipeline
}

private func file(stages: String) -> String {
    """
    pawl: 1
    name: small
    environment: test
    service: { start: ./serve, ready: GET / }
    operations:
      list: GET /items
      probe: HEAD /items
      save: POST /items
      touch: { request: GET /touch, then: "POST /again" }
      follow: { request: GET /a, then: "/b/{response.b.c}" }
    groups: { reads: [list, probe] }
    stages:
    \(stages)
    rollback: { scripts: rollback/small }
    """
}

private func messages(stages: String) -> [String] {
    do {
        _ = try pipeline(stages: stages)
        return []
    } catch let errors as PipelineErrors {
        return errors.errors.map(\.message)
    } catch {
        return ["\(error)"]
    }
}

@Test("'only' names operations and groups, and keeps the file's order")
func only() throws {
    let stage = try pipeline(
        stages: "- regress: { only: [save, reads], within: 90s, rules: [ errors == 0 ] }"
    ).stages[0]
    #expect(stage.operations == ["list", "probe", "save"])
    #expect(stage.rules[0].operations == ["list", "probe", "save"])
    #expect(stage.within == .seconds(90))
}

@Test("a rule holds for those of its group that take part")
func groupInStage() throws {
    let stage = try pipeline(stages: "- regress: { only: [list, save], rules: [ errors == 0 for reads ] }")
        .stages[0]
    #expect(stage.rules[0].operations == ["list"])
}

@Test("a rule for an operation that takes no part would never be judged")
func absentOperation() {
    #expect(
        messages(stages: "- regress: { only: [list], rules: [ errors == 0 for save ] }")
            == ["'save' takes no part in this stage"])
}

private let watch =
    "- deploy: { run: ./deploy }\n- watch: { url: \"http://a:1\", for: 1m, every: 10s, rules: [ errors == 0 ]"

@Test("without being told, a watch only reads")
func watchReads() throws {
    #expect(try pipeline(stages: watch + " }").stages[1].operations == ["list", "probe", "follow"])
}

@Test("a watch does what it is told to")
func watchNamed() throws {
    let stage = try pipeline(stages: watch + ", operations: [save], on_inconclusive: hold }").stages[1]
    #expect(stage.operations == ["save"])
    guard case .watch(let settings) = stage.kind else { throw PipelineErrors(errors: []) }
    #expect(settings.onInconclusive == .hold)
}

@Test("a measuring stage without rules decides nothing", arguments: ["regress", "memory", "scale"])
func noRules(stage: String) {
    #expect(messages(stages: "- \(stage): {}") == ["'\(stage)' needs the key 'rules'"])
    #expect(messages(stages: "- \(stage): { rules: [] }") == ["'\(stage)' without rules decides nothing"])
}

@Test("relative rules are for regress and watch", arguments: ["baseline", "scale"])
func relativeElsewhere(stage: String) {
    #expect(
        messages(stages: "- \(stage): { rules: [ median(response_time) <= +5% ] }")
            == ["relative rules are judged in 'regress', 'watch', and of a service's memory in 'memory'"])
}

@Test("a watch may compare any value with the windows before")
func relativeInWatch() {
    let rules = "rules: [ max(response_time) <= +50%, response_time <= +1s ]"
    let longer = watch.replacingRules(with: rules).replacing("for: 1m", with: "for: 3m")
    #expect(messages(stages: longer + ", before: 1m }") == [])
}

/// Half of 1 % fails, of 10 requests a second: 6 windows of 100 are far too few, 40 windows of 150 are enough.
@Test(
    "a watch that cannot show half of its limit is refused",
    arguments: [
        (
            "for: 1m, every: 10s", "errors <= 1%",
            "with 6 windows of 100 requests, half of the limit passes in 0 % of watches, and 95 % are required"
        ),
        ("for: 10m, every: 15s", "errors <= 1%", nil),
        ("for: 1m, every: 10s, rate: 200/s", "errors <= 1%", nil),
        ("for: 1m, every: 10s, sustained: 3 of 5", "errors <= 1%", nil),
        ("for: 2m, every: 10s", "p95(response_time) <= 50ms", nil),
        ("for: 40s, every: 10s", "errors <= 1%", "it needs 5 windows to pass, 4 are planned"),
        ("for: 2m, every: 10s", "mean(response_time) <= 50ms", "it needs 14 windows to pass, 12 are planned"),
        (
            "for: 10m, every: 10s, before: 30s", "median(response_time) <= +20%",
            "it compares with 5 windows before the deploy or more, 3 are planned"
        ),
        ("for: 10s, every: 10s", "errors == 0", nil),
    ] as [(String, String, String?)])
func watchTooShort(settings: String, rule: String, message: String?) {
    let stages =
        "- deploy: { run: ./deploy }\n- watch: { url: \"http://a:1\", \(settings), rules: [ \"\(rule)\" ] }"
    #expect(messages(stages: stages) == [message].compactMap { $0 })
}

@Test(
    "an order that cannot be run is refused",
    arguments: [
        (
            "- watch: { url: \"http://a:1\", for: 1m, every: 10s, rules: [ errors == 0 ] }\n- deploy: { run: a }",
            "'watch' must come after 'deploy'"
        ),
        (
            "- watch: { url: \"http://a:1\", for: 1m, every: 10s, rules: [ errors == 0 ] }",
            "'watch' without 'deploy'"
        ),
        ("- deploy: { run: a }\n- compat", "'compat' must come before 'deploy'"),
        ("- baseline", "no stage looks at the candidate: 'baseline' measures only what runs"),
        ("- compat\n- compat", "the stage 'compat' is there twice, first on line 13"),
    ])
func order(stages: String, message: String) {
    #expect(messages(stages: stages) == [message])
}

@Test("an empty list of stages says that a stage is missing")
func noStage() throws {
    let text = file(stages: "").replacing("stages:\n", with: "stages: []\n")
    let errors = try #require(throws: PipelineErrors.self) {
        try parsePipeline(text, path: "pipelines/small.yaml")
    }
    #expect(errors.errors.map(\.message) == ["there is no stage"])
}

@Test("settings that are not indented are no second stage")
func indentation() throws {
    let errors = try #require(throws: PipelineErrors.self) {
        try pipeline(stages: "- regress:\n  rules: [ errors == 0 ]")
    }
    #expect(errors.errors.map(\.message) == ["expected one stage, found keys with values"])
    #expect(errors.errors.map(\.hint) == ["write '- regress:' and indent its settings by four"])
}

extension String {
    fileprivate func replacingRules(with rules: String) -> String {
        guard let range = firstRange(of: "rules: [ errors == 0 ]") else { return self }
        return String(self[..<range.lowerBound]) + rules + self[range.upperBound...]
    }
}
