import GateModel
import Testing

@testable import Judging

struct ErrorShareTests {
    private func judgedErrors(_ condition: Rule.Condition, failed: Int, of count: Int) throws -> Judgement {
        let observed = repeated([Observed.value(1)], failed) + repeated([.value(0)], count - failed)
        return try judged(rule(nil, errors, condition), scale(count), run(.scale, single(errors, observed)))
    }

    @Test("'errors == 0' is any failed operation", arguments: [(0, Verdict.pass), (1, .violation)])
    func none(failed: Int, expected: Verdict) throws {
        let none = Rule.Condition.compare(.equal, .absolute(0), or: nil)
        let judgement = try judgedErrors(none, failed: failed, of: 100)
        #expect(judgement.verdict == expected)
        #expect(judgement.numbers.candidate == Double(failed) / 100)
    }

    /// 0.99^298 = .0500 and a little more, 0.99^299 = .0495. Of 299 with .01: P(X ≥ 6) = .083, P(X ≥ 7) =
    /// .033.
    @Test(
        "a share of errors is shown by an exact binomial test, either way",
        arguments: [
            (0, 298, "inconclusive"), (0, 299, "pass"), (1, 299, "inconclusive"), (6, 299, "inconclusive"),
            (7, 299, "violation"),
        ])
    func share(failed: Int, count: Int, word: String) throws {
        #expect(try judgedErrors(atMost(0.01), failed: failed, of: count).verdict.word == word)
    }

    @Test("a range from zero on has no lower end that a failure could break")
    func range() throws {
        #expect(try judgedErrors(.range(0, 0.5), failed: 1, of: 100).verdict == .pass)
        #expect(try judgedErrors(.range(0, 0.5), failed: 99, of: 100).verdict == .violation)
    }

    @Test("a failed operation counts for 'errors' and makes any other rule inconclusive")
    func beside() throws {
        let rules = [
            rule(.max, responseTime, atMost(1), id: "time"),
            rule(nil, errors, .compare(.equal, .absolute(0), or: nil), id: "errors"),
        ]
        let stage = stage(scale(3), rules)
        let run = run(
            .scale, single(responseTime, [.value(0.1), .failed("status 500"), .failed("reset")]),
            single(errors, [.value(0), .value(1), .value(1)]))
        let result = judge(run, of: stage, in: pipeline(stage), after: [])
        let detail = "2 of 3 on the candidate's side failed, the first with: status 500"
        #expect(
            result.judgements.map(\.verdict.inWords) == [inconclusive(.failedOperations, detail), .violation])
        #expect(result.verdict == .violation)
    }

    /// `p95(response_time) <= 20ms` of 400 requests: .95^n, and P(X ≤ 12 of 400) = .036, P(X ≤ 13) = .063.
    private func judgedTime(
        slow: Int, failed: Int, _ limit: Rule.Condition = atMost(0.05),
        onInconclusive: Rule.OnInconclusive = .block
    ) throws -> Judgement {
        let times =
            repeated([Observed.failed("status 503")], failed) + repeated([.value(0.050)], slow)
            + repeated([.value(0.010)], 400 - slow - failed)
        let failures = repeated([Observed.value(1)], failed) + repeated([.value(0)], 400 - failed)
        let rules = [
            rule(.quantile(0.95), responseTime, atMost(0.020), id: "time"),
            rule(nil, errors, limit, id: "errors", onInconclusive: onInconclusive),
        ]
        let stage = stage(scale(400), rules)
        let run = run(.scale, single(responseTime, times), single(errors, failures))
        return try #require(
            judge(run, of: stage, in: pipeline(stage), after: []).judgements.first { $0.id.hasPrefix("time") }
        )
    }

    @Test("failures that 'errors' tolerates count as the slowest for a percentile to pass")
    func tolerated() throws {
        let judgement = try judgedTime(slow: 8, failed: 4)
        #expect(judgement.verdict == .pass)
        #expect(
            judgement.said.first
                == "4 of 400 failed, which 'errors' tolerates: as the slowest of all for a pass"
        )
        #expect(judgement.numbers.candidate == 0.010)
        #expect(try judgedTime(slow: 10, failed: 4).verdict.reason == .tooClose)
        // All of them fail: the longest time is shown nowhere.
        let numbers = try judgedTime(slow: 0, failed: 390).numbers
        #expect([numbers.estimate, numbers.upper, numbers.lower].allSatisfy { ($0 ?? 0) < 1 })
    }

    /// Two judgements have .025 each: P(X ≥ 30 of 400) = .019, P(X ≥ 29) = .031.
    @Test("they count for no violation, which the others have to show")
    func noViolation() throws {
        let detail =
            "31 of 400 failed; without them the limit is not shown to be broken, and with them as the slowest it "
            + "is: mend what fails, or move the limit"
        #expect(
            try judgedTime(slow: 0, failed: 31).verdict.inWords == inconclusive(.failedOperations, detail))
        #expect(try judgedTime(slow: 31, failed: 4).verdict == .violation)
    }

    @Test("nothing tolerates failures but a limit above 0 that stops the gate")
    func notTolerated() throws {
        let none = Rule.Condition.compare(.equal, .absolute(0), or: nil)
        #expect(try judgedTime(slow: 0, failed: 1, none).verdict.reason == .failedOperations)
        #expect(try judgedTime(slow: 0, failed: 1, atMost(1)).verdict.reason == .failedOperations)
        #expect(
            try judgedTime(slow: 0, failed: 1, onInconclusive: .warn).verdict.reason == .failedOperations)
        #expect(try judgedTime(slow: 0, failed: 1).verdict == .pass)
    }
}
