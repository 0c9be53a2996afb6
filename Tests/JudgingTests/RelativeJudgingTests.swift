import GateModel
import Testing

@testable import Judging

struct RelativeJudgingTests {
    /// At most 40 blocks: the first look is at 8 with critical value 0, so all eight margins have one sign.
    @Test(
        "a median is judged by its blocks against the margin",
        arguments: [
            (1.00, Verdict.pass),  // ln 1 − ln 1.05 < 0 in all eight
            (1.04, .pass),
            (1.06, .violation),
            (1.10, .violation),
        ])
    func median(ratio: Double, verdict: Verdict) throws {
        let samples = ratios(repeated([ratio], 8))
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), regress(), run(.regress, samples))
        #expect(judgement.verdict == verdict)
        #expect(judgement.numbers.scale == .ratio)
        #expect(try #require(judgement.numbers.estimate).isClose(to: ratio))
        #expect(judgement.numbers.samples == .sizedBlocks(count: 8, least: 1, most: 1))
        #expect(judgement.said == ["limit in force +5 %, decided at block 8"])
        #expect(judgement.saidLimit == "<= +5 %")
    }

    /// The floor of 0.02 ms is 20 % of 0.1 ms, and 0.2 % of 10 ms.
    @Test(
        "of a tolerance and a floor the looser one counts",
        arguments: [
            (0.0001, 1.15, Verdict.pass, "limit in force +20 %, decided at block 8"),
            (0.0001, 1.25, .violation, "limit in force +20 %, decided at block 8"),
            (0.010, 1.15, .violation, "limit in force +5 %, decided at block 8"),
        ])
    func floor(level: Double, ratio: Double, verdict: Verdict, note: String) throws {
        let condition = Rule.Condition.compare(
            .lessOrEqual, .relativeShare(0.05), or: .relativeAmount(0.00002))
        let judgement = try judged(
            rule(.median, responseTime, condition), regress(),
            run(.regress, ratios(repeated([ratio], 8), of: level)))
        #expect(judgement.verdict == verdict)
        #expect(judgement.said == [note])
    }

    @Test(
        "a lower limit is mirrored: only less is worse",
        arguments: [(0.96, Verdict.pass), (0.94, .violation), (1.5, .pass)])
    func mirrored(ratio: Double, verdict: Verdict) throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.05), or: nil)
        let judgement = try judged(
            rule(.median, score, condition), regress(),
            run(.regress, ratios(repeated([ratio], 8), of: 90, score)))
        #expect(judgement.verdict == verdict)
        #expect(try #require(judgement.numbers.estimate).isClose(to: ratio))
        #expect(judgement.said == ["limit in force −5 %, decided at block 8"])
    }

    @Test("the comparison says which direction is worse, not the metric")
    func upperLimitOnAMetricWhereHigherIsBetter() throws {
        let more = run(.regress, ratios(repeated([1.2], 8), of: 90, score))
        #expect(try judged(rule(.median, score, fivePercent), regress(), more).verdict == .violation)
    }

    @Test("bounds of a mirrored rule stand in the order of ratios")
    func mirroredBounds() throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.05), or: nil)
        let samples = ratios([0.97, 0.98, 0.99, 1.00, 1.01, 1.02, 1.03, 1.04], of: 90, score)
        let numbers = try judged(rule(.median, score, condition), regress(), run(.regress, samples)).numbers
        // Critical value 0 at block 8: the bounds are the smallest and the largest block.
        #expect(try #require(numbers.lower).isClose(to: 0.97))
        #expect(try #require(numbers.upper).isClose(to: 1.04))
    }

    @Test("equal sides pass a tolerance, and violate a demand to be faster")
    func equalSides() throws {
        let equal = run(.regress, ratios(repeated([1], 8)))
        let faster = Rule.Condition.compare(.lessOrEqual, .relativeShare(-0.05), or: nil)
        #expect(try judged(rule(.median, responseTime, fivePercent), regress(), equal).verdict == .pass)
        #expect(try judged(rule(.median, responseTime, faster), regress(), equal).verdict == .violation)
    }

    @Test("a violation is final, whatever blocks follow", arguments: [8, 12, 40])
    func firstViolation(blocks: Int) throws {
        // Violated at the look of 8; all later blocks are unchanged.
        let samples = ratios(repeated([2], 8) + repeated([1], blocks - 8))
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), regress(), run(.regress, samples))
        #expect(judgement.verdict == .violation)
        #expect(judgement.said == ["limit in force +5 %, decided at block 8"])
    }

    @Test("ratios beyond all numbers are judged, and not drawn")
    func huge() throws {
        let samples = pairs(score, repeated([0.5], 8), repeated([1.7e308], 8))
        let judgement = try judged(rule(.median, score, fivePercent), regress(), run(.regress, samples))
        #expect(judgement.verdict == .violation)
        #expect(judgement.numbers.blockRatios == nil)
    }

    /// Passes at the look of 8; all later blocks are twice as slow.
    @Test(
        "a pass has to hold on all blocks in the end",
        arguments: [
            (12, Inconclusive.Reason.tooFewSamples, ""),
            (
                40, .notSteady,
                ": they show +100 %, beyond it; the first were lucky, or something changed meanwhile"
            ),
        ])
    func lostPass(blocks: Int, reason: Inconclusive.Reason, advice: String) throws {
        let samples = ratios(repeated([1], 8) + repeated([2], blocks - 8))
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), regress(), run(.regress, samples))
        #expect(
            judgement.verdict.inWords
                == inconclusive(
                    reason,
                    "within the limit after 8 blocks, and no longer shown by all \(blocks)\(advice)"))
        #expect(
            try judged(
                rule(.median, responseTime, fivePercent), regress(),
                run(.regress, ratios(repeated([1], blocks)))
            ).verdict == .pass)
    }

    @Test("an undecided first look is followed by the next at 12")
    func secondLook() throws {
        // One block of eight beyond the margin, by the smallest magnitude: W+ = 1 > c = 0. At 12 W+ = 1 ≤ c =
        // 7.
        let blocks = [1.051] + repeated([1], 11)
        let looks = try [8, 11, 12].map { count in
            try judged(
                rule(.median, responseTime, fivePercent), regress(),
                run(.regress, ratios(Array(blocks.prefix(count)))))
        }
        #expect(
            looks[0].verdict.inWords == inconclusive(.tooFewSamples, "undecided after 8 of at most 40 blocks")
        )
        #expect(
            looks[1].verdict.inWords
                == inconclusive(.tooFewSamples, "undecided after 11 of at most 40 blocks"))
        #expect(looks[2].verdict == .pass)
        #expect(looks[2].said == ["limit in force +5 %, decided at block 12"])
    }

    @Test("the more a stage judges, the more blocks a violation needs")
    func multiplicity() throws {
        // Level at block 8 of 40: .00438 for one judgement, about half of it for two; eight signs alike have
        // 1/256.
        let operations = ["search", "history"]
        for (names, count, expected) in [
            (["search"], 8, Verdict.violation),
            (operations, 8, inconclusive(.tooFewSamples, "undecided after 8 of at most 40 blocks")),
            (operations, 12, .violation),
        ] {
            let stage = stage(
                regress(), [rule(.median, responseTime, fivePercent, on: names)], operations: names)
            let result = judge(
                run(.regress, ratios(repeated([1.5], count))), of: stage, in: pipeline(stage), after: [])
            #expect(result.judgements.first { $0.id == "r/search" }?.verdict.inWords == expected)
        }
    }

    @Test("mean and percentiles have block ratios of their own")
    func statistics() throws {
        // Of ten values nine are alike and one is ten times as long: the median stays, the mean grows by 90
        // %.
        let block = Block(
            baseline: repeated([.value(0.01)], 10), candidate: repeated([.value(0.01)], 9) + [.value(0.1)])
        let samples = Samples(metric: "response_time", operation: "search", blocks: repeated([block], 8))
        let ratios: [(Statistic, Verdict, Double)] = [
            (.median, .pass, 1), (.mean, .violation, 1.9),
            // Type 7 at .95 of ten values: 8.55, so 0.01 + 0.55 · 0.09 = 0.0595.
            (.quantile(0.95), .violation, 5.95),
        ]
        for (statistic, verdict, ratio) in ratios {
            let judgement = try judged(
                rule(statistic, responseTime, fivePercent), regress(pairs: 10), run(.regress, samples))
            #expect(judgement.verdict == verdict)
            #expect(try #require(judgement.numbers.estimate).isClose(to: ratio))
        }
    }

    @Test(
        "what blocks cannot be compared by is not judged by something else",
        arguments: [
            (Statistic?.some(.max), Rule.Comparison.lessOrEqual), (nil, .lessOrEqual),
            (.some(.median), .equal),
        ])
    func otherStatistics(statistic: Statistic?, comparison: Rule.Comparison) throws {
        let condition = Rule.Condition.compare(comparison, .relativeShare(0.05), or: nil)
        let judgement = try judged(
            rule(statistic, responseTime, condition), regress(), run(.regress, ratios(repeated([1], 8))))
        let detail = "blocks are compared by their mean, median or a percentile, with '<=' or '>='"
        #expect(judgement.verdict.inWords == inconclusive(.notEvaluated, detail))
    }

    @Test("a time of zero has no ratio")
    func zeros() throws {
        let zeros = run(.regress, pairs(responseTime, repeated([0], 8), repeated([0], 8)))
        let detail = "the value at index 0 is 0.0, but ratios need numbers above 0"
        #expect(
            try judged(rule(.median, responseTime, fivePercent), regress(), zeros).verdict.inWords
                == inconclusive(.notANumber, detail))
    }
}
