import GateModel
import Testing

@testable import Judging

/// At which level percentiles and shares of a load are tested.
struct ScaleLevelsTests {
    /// `p95(response_time) <= 20ms`, so many times, over 100 requests of which some take 50 ms.
    private func judged(slow: Int, rules: Int = 1, attempt: Int = 1) throws -> Judgement {
        let all = (0..<rules).map { rule(.quantile(0.95), responseTime, atMost(0.020), id: "r\($0)") }
        let values = (0..<100).map { Observed.value($0 < slow ? 0.050 : 0.010) }
        var run = run(.scale, single(responseTime, values))
        run.common.attempt = attempt
        let stage = stage(scale(100), all)
        return try #require(judge(run, of: stage, in: pipeline(stage), after: []).judgements.first)
    }

    /// P(X ≥ 10) = .028, and P(X ≥ 12) = .0043 where .005 is what ten judgements leave each.
    @Test(
        "the error of violations is shared out among the judgements of the stage",
        arguments: [(10, 1, true), (10, 10, false), (12, 10, true), (9, 1, false)])
    func violations(slow: Int, rules: Int, isViolation: Bool) throws {
        let found = try judged(slow: slow, rules: rules)
        #expect((found.verdict == .violation) == isViolation)
        #expect(isViolation || found.verdict.reason == .tooClose)
    }

    @Test("a pass is tested at the whole level, however many there are", arguments: [1, 10])
    func passes(rules: Int) throws {
        #expect(try judged(slow: 1, rules: rules).verdict == .pass)
    }

    /// P(X ≤ 1) = .037 and P(X ≤ 0) = .0059, of .05, .025, .0125 and .00625, .003125.
    @Test(
        "each further attempt has to be twice as sure of a pass, and says so",
        arguments: [
            (1, 1, nil), (1, 2, .tooClose), (0, 2, nil), (0, 4, nil), (0, 5, .tooFewSamples),
        ] as [(Int, Int, Inconclusive.Reason?)])
    func attempts(slow: Int, attempt: Int, reason: Inconclusive.Reason?) throws {
        let found = try judged(slow: slow, attempt: attempt)
        let passes = reason == nil
        #expect((found.verdict == .pass) == passes)
        #expect(found.verdict.reason == reason)
        let notes = found.said.filter { $0.hasPrefix("attempt") }
        #expect(notes.isEmpty == (attempt == 1 || !passes))
        if attempt == 2, passes {
            #expect(notes == ["attempt 2 at the same revisions: passes at a level of 2.5 %"])
        }
        // A violation is no easier and no harder.
        #expect(try judged(slow: 10, attempt: attempt).verdict == .violation)
    }
}
