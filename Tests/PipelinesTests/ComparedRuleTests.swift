import GateModel
import Testing

@testable import Pipelines
@testable import Reports

/// Statistics that only a comparison over blocks has: `tail`, `worst`, `warmup`.
@Suite struct ComparedRuleTests {
    private let first = "median(response_time) <= +5% or +0.02ms"

    private func rule(_ text: String) throws -> Rule {
        let pipeline = try parsePipeline(
            membership.replacing(first, with: text), path: "pipelines/membership.yaml"
        ).pipeline
        return try #require(pipeline.stage(.regress)?.rules.first)
    }

    @Test(
        "a tail is limited by a share of requests, the others by a change",
        arguments: [
            (
                "tail(response_time) <= +1%", Statistic.tail,
                Rule.Condition.compare(.lessOrEqual, .relativeAmount(0.01), or: nil), "<= +1 % of requests"
            ),
            (
                "worst(response_time) <= +10% or +0.1ms", .worst,
                .compare(.lessOrEqual, .relativeShare(0.1), or: .relativeAmount(0.0001)),
                "<= +10 % or +100 µs"
            ),
            (
                "warmup(response_time) < +20%", .warmup, .compare(.less, .relativeShare(0.2), or: nil),
                "< +20 %"
            ),
        ])
    func understood(text: String, statistic: Statistic, condition: Rule.Condition, limit: String) throws {
        let rule = try rule(text)
        #expect(rule.statistic == statistic)
        #expect(rule.condition == condition)
        #expect(RuleDemand(rule).limitText == limit)
        #expect(rule.id == "regress/\(statistic)-response_time-rel")
    }

    @Test("the time to ready is judged in 'baseline' and 'regress', by changes and by limits")
    func ready() throws {
        #expect(try rule("median(ready_time) <= +20%").operations == [])
        #expect(try rule("ready_time <= 5s").condition == .compare(.lessOrEqual, .absolute(5), or: nil))
        #expect(report(replacing: "health_score in 85..100", with: "median(ready_time) <= 3s") == "nothing")
    }

    @Test(
        "what no such rule can be is said with what it can be",
        arguments: [
            (
                "tail(response_time) <= 1%",
                "'tail' limits a change for the worse, so its limit starts with '+'",
                "write tail(response_time) <= +1%"
            ),
            (
                "tail(response_time) <= +5ms",
                "'+5ms' is not a share of requests, and 'tail' counts requests",
                "write tail(response_time) <= +1%: so many more of a hundred requests may be slow"
            ),
            (
                "tail(response_time) <= +1% or +2%", "the tail has one limit, a share of requests",
                "write tail(response_time) <= +1%"
            ),
            (
                "tail(response_time) <= +100%", "'+100%' lets every request be slow",
                "write tail(response_time) <= +1%"
            ),
            (
                "worst(response_time) >= -5%", "'worst' is limited from above, by a change",
                "write worst(response_time) <= +10%"
            ),
            (
                "worst(response_time) <= 5ms",
                "'worst' limits a change for the worse, so its limit starts with '+'",
                "write worst(response_time) <= +10%"
            ),
            (
                "worst(response_time) <= +10% vs search for member-measurement",
                "'worst' compares with the baseline, not with 'vs'",
                "compare operations by median(response_time)"
            ),
            (
                "tail(queries) <= +1%", "'tail' does not suit 'queries'",
                "use mean, median, min, max or p50 … p99.9"
            ),
            (
                "warmup(body_bytes) <= +1%", "'warmup' does not suit 'body_bytes'",
                "use mean, median, min, max or p50 … p99.9"
            ),
            (
                "p95(ready_time) <= +10%", "'p95' does not suit 'ready_time'",
                "it is taken once a block: use mean, median, min, max or no statistic"
            ),
        ])
    func misunderstood(text: String, message: String, hint: String) throws {
        let errors = try #require(throws: PipelineErrors.self) { try rule(text) }
        #expect(errors.errors.map(\.message) == [message])
        #expect(errors.errors.map(\.hint) == [hint])
        #expect(errors.errors.map(\.position.line) == [47])
    }

    @Test(
        "what warns is a change of the same kind",
        arguments: [
            (
                "tail(response_time) <= +1%, warn: +5ms",
                "'+5ms' is not a share of requests, and 'tail' counts requests"
            ),
            (
                "tail(response_time) <= +1%, warn: 0.5%",
                "'tail' limits a change for the worse, so its limit starts with '+'"
            ),
            (
                "worst(response_time) <= +10%, warn: -5%",
                "'worst' limits a change for the worse, so its limit starts with '+'"
            ),
            (
                "warmup(response_time) <= +20%, warn: 5%",
                "'warmup' limits a change for the worse, so its limit starts with '+'"
            ),
        ])
    func warning(rule: String, message: String) throws {
        let errors = try #require(throws: PipelineErrors.self) { try self.rule("{ rule: \(rule) }") }
        #expect(errors.errors.map(\.message) == [message])
    }

    @Test func aWarningOfATailIsAShare() throws {
        let warn = try rule("{ rule: tail(response_time) <= +1%, warn: +0.5% }").warn
        #expect(warn == .compare(.lessOrEqual, .relativeAmount(0.005), or: nil))
    }

    @Test("they are shown where they stand in other stages")
    func otherStages() {
        #expect(
            report(replacing: "max(queries) <= 10", with: "tail(response_time) <= +1%") == #"""
                pipelines/membership.yaml:66:11: error: 'tail' is judged only in the stage 'regress'
                  66 |         - tail(response_time) <= +1%
                     |           ^^^^
                  hint: move the rule below 'regress:' and write tail(response_time) <= +1%
                """#)
        #expect(
            report(replacing: "max(queries) <= 10", with: "ready_time <= 5s") == #"""
                pipelines/membership.yaml:66:11: error: 'ready_time' is not judged in 'scale'
                  66 |         - ready_time <= 5s
                     |           ^^^^^^^^^^
                  hint: it is taken at the start of each block in 'baseline' and 'regress' of a 'service'
                """#)
    }

    @Test("where nothing is started there is no warm-up, and where no inputs are kept no worst one")
    func otherSubjects() throws {
        func message(_ subject: String, _ rule: String) throws -> [String] {
            let text = """
                pawl: 1
                name: small
                environment: test
                \(subject)
                operations: { home: GET / }
                stages: [ { regress: { rules: [ "\(rule)" ] } } ]
                """
            let errors = try #require(throws: PipelineErrors.self) {
                try parsePipeline(text, path: "pipelines/small.yaml").pipeline
            }
            return errors.errors.map(\.message)
        }
        let external = "external: { url: http://staging:8080 }"
        #expect(
            try message(external, "warmup(response_time) <= +20%")
                == ["'warmup' needs a 'service', which Pawl starts anew for each block"])
        #expect(
            try message(external, "worst(response_time) <= +20%")
                == ["'worst' is not judged for an external service, because its inputs are not kept"])
        #expect(
            try message(external, "median(ready_time) <= +20%")
                == ["'ready_time' is a metric of services that Pawl starts"])
    }

    @Test("a mean of single requests needs 320 of them, and a tail nearly as many")
    func budget() throws {
        let part = "- regress:\n      rules:"
        for (text, message) in [
            ("mean(response_time) <= +5%", "mean needs 320 operations to pass, 80 are planned"),
            ("mean(response_time) <= 5ms", "mean needs 320 operations to pass, 80 are planned"),
            ("tail(response_time) <= +1%", "tail needs 299 operations to pass, 80 are planned"),
        ] {
            let file = membership.replacing(first, with: text).replacing(
                part, with: "- regress:\n      blocks: 8\n      pairs: 10\n      rules:")
            let errors = try #require(throws: PipelineErrors.self) {
                try parsePipeline(file, path: "pipelines/membership.yaml").pipeline
            }
            #expect(errors.errors.map(\.message).contains(message))
        }
    }
}
