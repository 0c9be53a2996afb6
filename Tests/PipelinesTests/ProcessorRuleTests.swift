import GateModel
import Testing

@testable import Pipelines

private func rules(_ settings: String) throws -> [Rule] {
    try parsePipeline(file(settings), path: "pipelines/small.yaml").pipeline.stages[0].rules
}

private func file(_ settings: String, subject: String = "service: { start: ./serve, ready: GET / }") -> String
{
    """
    pawl: 1
    name: small
    environment: test
    \(subject)
    operations: { list: GET /items }
    stages: [ { regress: { \(settings) } } ]
    """
}

private func messages(_ text: String) -> [String] {
    do {
        _ = try parsePipeline(text, path: "pipelines/small.yaml").pipeline
        return []
    } catch {
        return error.errors.map(\.message)
    }
}

@Suite struct ProcessorRuleTests {
    @Test("a regression compares processor time without being told")
    func usual() throws {
        let rule = try #require(try rules("rules: [ median(response_time) <= +5% ]").last)
        #expect(rule.id == "regress/cpu")
        #expect(rule.text == "median(cpu_time) <= +25% or +0.1ms")
        #expect(
            rule.condition == .compare(.lessOrEqual, .relativeShare(0.25), or: .relativeAmount(0.0001)))
        #expect(rule.metric == Metric(.cpuTime) && rule.operations == [] && rule.mode == .enforce)
    }

    @Test("another limit, or none")
    func declared() throws {
        let rule = try #require(try rules("cpu: +10%, rules: [ errors == 0 ]").last)
        #expect(rule.id == "regress/cpu" && rule.text == "median(cpu_time) <= +10%")
        #expect(rule.condition == .compare(.lessOrEqual, .relativeShare(0.1), or: nil))
        #expect(
            try rules("cpu: off, rules: [ median(response_time) <= +5% ]").map(\.id) == [
                "regress/median-response_time-rel"
            ])
    }

    @Test("a rule of the pipeline's own takes its place")
    func own() throws {
        #expect(
            try rules(#"rules: [ "mean(cpu_time) <= +40%" ]"#).map(\.id) == ["regress/mean-cpu_time-rel"])
        #expect(try rules(#"rules: [ "mean(cpu_time) <= 5ms", "mean(response_time) <= +5%" ]"#).count == 3)
    }

    @Test("one that only observes or warns does not")
    func harmless() throws {
        for option in ["mode: observe", "on_inconclusive: warn"] {
            #expect(
                try rules("rules: [ { rule: median(cpu_time) <= +40%, \(option) } ]").map(\.id) == [
                    "regress/median-cpu_time-rel", "regress/cpu",
                ])
        }
    }

    @Test("more blocks than the sequential comparison is laid out for are refused")
    func blocks() throws {
        #expect(try rules("blocks: 128, rules: [ errors == 0 ]").count == 1)
        #expect(messages(file("blocks: 129, rules: [ errors == 0 ]")).count == 1)
    }

    @Test("where nothing is compared nothing hides")
    func noComparison() throws {
        #expect(try rules("rules: [ errors == 0 ]").count == 1)
        let rule = "{ rule: median(response_time) <= +5%, mode: observe }"
        #expect(try rules("blocks: 7, rules: [ \(rule) ]").count == 1)
        #expect(try rules("blocks: 8, rules: [ \(rule) ]").count == 2)
        #expect(messages(file("blocks: 7, cpu: +10%, rules: [ errors == 0 ]")).count == 1)
    }

    @Test func whatIsNoChangeIsAnError() {
        #expect(
            messages(file("cpu: 5ms, rules: [ errors == 0 ]")) == ["'cpu' is a change against the baseline"])
        #expect(messages(file("cpu: yes, rules: [ errors == 0 ]")).count == 1)
        #expect(messages(file("cpu: 25%, rules: [ errors == 0 ]")).count == 1)
    }

    @Test("what others use too is not followed")
    func external() throws {
        let outside = #"external: { url: "http://127.0.0.1:80" }"#
        #expect(messages(file("rules: [ errors == 0 ]", subject: outside)) == [])
        #expect(
            messages(file("cpu: +25%, rules: [ errors == 0 ]", subject: outside))
                == ["'cpu' needs a 'service' that Pawl starts"])
    }
}
