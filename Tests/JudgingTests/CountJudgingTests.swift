import GateModel
import Testing

@testable import Judging

struct CountJudgingTests {
    private let nothingMore = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
    private let tenPercentOrOne = Rule.Condition.compare(
        .lessOrEqual, .relativeShare(0.1), or: .relativeAmount(1))
    private let notLess = Rule.Condition.compare(.greaterOrEqual, .relativeAmount(-1), or: nil)

    private func verdict(
        _ condition: Rule.Condition, _ baseline: [Double], _ candidate: [Double],
        after earlier: [StageRun] = []
    ) throws -> Judgement {
        try judged(
            rule(.mean, queries, condition), regress(), run(.regress, pairs(queries, baseline, candidate)),
            after: earlier)
    }

    @Test("equal counts pass, in eight blocks")
    func equal() throws {
        let counts = [1, 2, 3, 4, 5, 6, 7, 8.0]
        let judgement = try verdict(nothingMore, counts, counts)
        #expect(judgement.verdict == .pass)
        #expect(judgement.notes == ["compared pair by pair, exactly"])
        #expect(judgement.finding.samples == "8 pairs")
    }

    @Test("one pair beyond the limit is a violation, though the mean is lower")
    func onePair() throws {
        let judgement = try verdict(nothingMore, repeated([6], 8), [7] + repeated([1], 7))
        #expect(judgement.verdict == .violation)
        #expect(judgement.notes == ["1 of 8 pairs beyond it, the worst: 6 → 7"])
        #expect(judgement.finding.baseline == 6)
        // (7 + 7 · 1) / 8
        #expect(judgement.finding.candidate == 1.75)
    }

    @Test("a violation is shown by one block, a pass by eight")
    func fewBlocks() throws {
        #expect(try verdict(nothingMore, [6], [7]).verdict == .violation)
        #expect(
            try verdict(nothingMore, repeated([6], 7), repeated([6], 7)).verdict
                == inconclusive(.tooFewSamples, "undecided after 7 of at most 40 blocks, at least 8 needed"))
    }

    @Test(
        "a share of nothing is nothing, an amount is not",
        arguments: [
            (Rule.Condition.compare(.lessOrEqual, .relativeShare(0.5), or: nil), Verdict.violation),
            (.compare(.lessOrEqual, .relativeShare(0.5), or: .relativeAmount(1)), .pass),
        ])
    func zeroBaseline(condition: Rule.Condition, expected: Verdict) throws {
        #expect(try verdict(condition, repeated([0], 8), [1] + repeated([0], 7)).verdict == expected)
    }

    @Test("of two limits the looser one counts, pair by pair")
    func either() throws {
        // 100 → 110 is within 10 %, 2 → 3 within one more.
        #expect(try verdict(tenPercentOrOne, repeated([100, 2], 4), repeated([110, 3], 4)).verdict == .pass)
        #expect(
            try verdict(tenPercentOrOne, repeated([100, 2], 4), repeated([111, 3], 4)).verdict == .violation)
    }

    @Test("the worst pair of a lower limit is the one that fell most")
    func lowerLimit() throws {
        let judgement = try verdict(notLess, repeated([10], 8), [9, 8, 3, 9, 9, 9, 9, 9])
        #expect(judgement.verdict == .violation)
        #expect(judgement.notes == ["2 of 8 pairs beyond it, the worst: 10 → 3"])
    }

    /// What the baseline gave against itself: another count for the same input in one of eight pairs.
    private let restless = run(.baseline, pairs(queries, repeated([5], 8), [6] + repeated([5], 7)))

    @Test("a count that does not repeat is not compared exactly")
    func notRepeatable() throws {
        let judgement = try verdict(nothingMore, repeated([5], 8), repeated([5], 8), after: [restless])
        let detail = "the baseline gave another count for the same input 1 times; use a limit without '+'"
        #expect(judgement.verdict == inconclusive(.notRepeatable, detail))
    }

    @Test("where the rule tolerates a change, it is compared by intervals then")
    func byIntervals() throws {
        // One pair of eight is beyond 10 % and the others far within: by intervals undecided, exactly a
        // violation.
        let judgement = try verdict(
            .compare(.lessOrEqual, .relativeShare(0.1), or: nil), repeated([5], 8), [6] + repeated([5], 7),
            after: [restless])
        #expect(judgement.verdict == inconclusive(.tooFewSamples, "undecided after 8 of at most 40 blocks"))
        #expect(
            judgement.notes == [
                "compared by intervals: the baseline gave another count for the same input 1 times"
            ])
    }
}
