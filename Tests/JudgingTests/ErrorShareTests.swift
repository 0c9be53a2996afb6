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
        #expect(judgement.finding.candidate == Double(failed) / 100)
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
            result.judgements.map(\.verdict) == [inconclusive(.failedOperations, detail), .violation])
        #expect(result.verdict == .violation)
    }
}
