import GateModel
import Testing

@testable import Pipelines
@testable import Reports

@Suite struct ExponentRuleTests {
    /// The example with this rule in place of `max(queries) <= 10`, on line 66.
    private func told(_ rule: String) -> String { report(replacing: "max(queries) <= 10", with: rule) }

    @Test(
        "an exponent is a plain number, of what each answer costs or counts",
        arguments: [
            (
                "exponent(response_time) <= 1.1 for reads",
                Rule.Condition.compare(.lessOrEqual, .absolute(1.1), or: nil)
            ),
            ("exponent(queries) < 1", .compare(.less, .absolute(1), or: nil)),
            ("exponent(body_bytes) <= 0", .compare(.lessOrEqual, .absolute(0), or: nil)),
            ("exponent(response_time) in 0..2", .range(0, 2)),
        ])
    func understood(rule: String, condition: Rule.Condition) throws {
        let text = membership.replacing("max(queries) <= 10", with: rule)
        let pipeline = try parsePipeline(text, path: "pipelines/membership.yaml").pipeline
        let read = try #require(pipeline.stage(.scale)?.rules.first { $0.statistic == .exponent })
        #expect(read.condition == condition)
        #expect(read.id.hasPrefix("scale/exponent-"))
        #expect(pipeline.smallerData == [.quarter, .half])
    }

    @Test(
        "with 'at' an exponent's limit is the cost that is predicted at that size",
        arguments: [
            ("{ members: 1000000 }", Rule.DataAmount(name: "members", rows: 1_000_000)),
            ("{ payments: 50000 }", Rule.DataAmount(name: "payments", rows: 50_000)),
        ])
    func predicted(at: String, amount: Rule.DataAmount) throws {
        let text = membership.replacing(
            "max(queries) <= 10",
            with: "{ rule: exponent(response_time) <= 200ms for search, at: \(at), warn: 100ms }")
        let pipeline = try parsePipeline(text, path: "pipelines/membership.yaml").pipeline
        let read = try #require(pipeline.stage(.scale)?.rules.first { $0.statistic == .exponent })
        #expect(read.at == amount)
        #expect(read.condition == .compare(.lessOrEqual, .absolute(0.2), or: nil))
        #expect(read.warn == .compare(.lessOrEqual, .absolute(0.1), or: nil))
        #expect(RuleDemand(read).limitText == "<= 200 ms at \(amount.rows) \(amount.name)")
    }

    @Test("a power and a predicted cost of one operation stand in one stage")
    func both() throws {
        let text = membership.replacing(
            "max(queries) <= 10",
            with: """
                exponent(response_time) <= 1.4 for search
                    - { rule: exponent(response_time) <= 200ms for search, at: { members: 1000000 } }
                """.replacing("\n    -", with: "\n        -"))
        let pipeline = try parsePipeline(text, path: "pipelines/membership.yaml").pipeline
        let ids = pipeline.stage(.scale)?.rules.filter { $0.statistic == .exponent }.map(\.id)
        #expect(ids == ["scale/exponent-response_time-abs", "scale/exponent-response_time-at"])
    }

    @Test(
        "an amount that is none is shown where it is wrong",
        arguments: [
            (
                "{ rule: exponent(response_time) <= 200ms, at: 1000000 }",
                "'at' needs the name of what is counted: members, payments"
            ),
            (
                "{ rule: exponent(response_time) <= 200ms, at: { member: 9 } }",
                "no count of the data is named 'member'"
            ),
            (
                "{ rule: exponent(response_time) <= 1.1, at: { members: 9 } }",
                "'1.1' needs a unit: 'response_time' is a time"
            ),
            ("{ rule: max(queries) <= 10, at: 9 }", "'at' belongs to a rule about 'exponent'"),
        ])
    func misplaced(rule: String, message: String) throws {
        let errors = try #require(throws: PipelineErrors.self) {
            try parsePipeline(
                membership.replacing("max(queries) <= 10", with: rule), path: "pipelines/membership.yaml"
            ).pipeline
        }
        #expect(errors.errors.map(\.message) == [message])
    }

    @Test func onlyWhereAnExponentIsDeclaredThereIsSmallerData() throws {
        #expect(try parsePipeline(membership, path: "pipelines/membership.yaml").pipeline.smallerData == [])
    }

    @Test(
        "what no exponent can be is shown where it is wrong",
        arguments: [
            BadRule(
                "exponent(response_time) <= 50ms",
                #"""
                pipelines/membership.yaml:66:38: error: '50ms' is no limit for 'exponent(response_time)': it is a power of the data's size
                  66 |         - exponent(response_time) <= 50ms
                     |                                      ^^^^
                  hint: write a plain number: 1.1 lets the cost grow a little faster than the data
                """#),
            BadRule(
                "exponent(response_time) <= +0.1",
                #"""
                pipelines/membership.yaml:66:38: error: an exponent is measured on the candidate alone and not compared with the baseline
                  66 |         - exponent(response_time) <= +0.1
                     |                                      ^^^^
                  hint: write a limit of its own, such as '<= 1.1'
                """#),
            BadRule(
                "exponent(queries) == 1",
                #"""
                pipelines/membership.yaml:66:29: error: '==' cannot be shown for an exponent
                  66 |         - exponent(queries) == 1
                     |                             ^^
                  hint: write '<=' or 'in'
                """#),
            BadRule(
                "exponent(throughput) <= 1",
                #"""
                pipelines/membership.yaml:66:11: error: 'exponent' does not suit 'throughput'
                  66 |         - exponent(throughput) <= 1
                     |           ^^^^^^^^
                  hint: use response_time, body_bytes, or a metric that each answer tells: 'header' or 'server_timing'
                """#),
        ])
    func misunderstood(bad: BadRule) {
        #expect(told(bad.rule) == bad.report)
    }

    @Test func withoutDataThereIsNothingToMakeLessOf() throws {
        let start = try #require(membership.firstRange(of: "  data:\n"))
        let end = try #require(membership.firstRange(of: "values:\n"))
        let text = (membership[..<start.lowerBound] + membership[end.lowerBound...])
            .replacing("max(queries) <= 10", with: "exponent(queries) <= 1")
        #expect(
            report(on: String(text)).hasSuffix(
                """
                error: 'exponent' needs data of three sizes, and the service declares none
                  57 |         - exponent(queries) <= 1
                     |           ^^^^^^^^
                  hint: declare 'data' with a 'seed' that makes as much as PAWL_SCALE says: 1, 0.5 or 0.25
                """))
    }
}
