import GateModel
import Testing

@testable import Judging

struct BaselineQualityTests {
    private let baseline = stage(.baseline(cycles: 5))
    private let quiet = [1.001, 0.999, 1.002, 0.998, 1.003, 0.997, 1.001, 0.999, 1.002, 0.998, 1.001, 0.999]

    private func result(
        _ samples: Samples..., rules: [Rule], blocks: Int? = nil, maximumBlocks: Int = 40,
        failure: Inconclusive? = nil
    ) -> StageResult {
        var run = run(.baseline, maximumBlocks: maximumBlocks, failure: failure)
        run.blocks.samples = samples
        return judge(
            run, of: baseline, in: pipeline(baseline, stage(regress(blocks: blocks), rules)), after: [])
    }

    private var relative: [Rule] {
        [rule(.median, responseTime, fivePercent, id: "regress/median-response_time-rel")]
    }

    @Test("a quiet baseline passes, by one judgement a rule and one for its steadiness")
    func quietPasses() {
        let rules =
            relative + [rule(.quantile(0.95), responseTime, fivePercent, id: "regress/p95-response_time-rel")]
        let result = result(ratios(quiet), rules: rules)
        #expect(
            result.judgements.map(\.id) == [
                "baseline/resolution-median-response_time-rel/search",
                "baseline/resolution-p95-response_time-rel/search", "baseline/steadiness/search",
            ])
        #expect(result.judgements.map(\.verdict) == repeated([.pass], 3))
    }

    /// Ratios 1.1 and 1/1.1 in turns: the robust deviation is 1.4826 · ln 1.1 = .1413, and the 128 blocks that there may be
    /// show exp(3.97 · .1413 · √(1.1/128)) − 1 = 5.3 %. At 99 % it is at least .1413 / (1 + 2.73/√n).
    @Test("while the noise may turn out smaller more is measured, and what may still be shown is tried")
    func noisy() {
        let noisy = repeated([1.1, 1 / 1.1], 20)
        let few = result(ratios(Array(noisy.prefix(12))), rules: relative)
        #expect(few.judgements[0].verdict.reason == .tooFewSamples)
        #expect(!few.isDecided)
        #expect(result(ratios(noisy), rules: relative).judgements[0].verdict == .pass)
    }

    /// Ratios 1.0489 and its inverse in turns: the robust deviation is 1.4826 · ln 1.0489 = .07078. 8 blocks show
    /// exp(3.97 · .07078 · √(1.1/8)) − 1 = 11 %, and at 99 % of the noise of twelve blocks still 6 %.
    @Test("where not even the most blocks could show the tolerance it is too noisy at once")
    func resolution() {
        let spread = ratios(Array(repeated([1.0489, 1 / 1.0489], 6)))
        let detail =
            "8 blocks of 1 pair, the most there may be, show a change of 11 % with this noise, and the rule "
            + "tolerates 5 %; tolerate at least 11 %, or use a quieter host"
        let declared = result(spread, rules: relative, blocks: 8)
        #expect(declared.judgements[0].verdict.inWords == inconclusive(.tooNoisy, detail))
        #expect(declared.isDecided)
        #expect(result(spread, rules: relative).judgements[0].verdict == .pass)
    }

    @Test("a baseline that comes out worse than itself is no violation of the candidate's")
    func worseThanItself() {
        let result = result(ratios(repeated([1.2], 12)), rules: relative)
        let why =
            "the baseline came out worse than itself: something else on this host is in the way; repeat the gate when the "
            + "host is quiet"
        #expect(result.judgements[0].verdict.inWords == inconclusive(.notSteady, why))
    }

    @Test("a host that slows down moves both sides of a pair alike, and is no reason to stop")
    func slowingHost() {
        let rising = (0..<12).map { 0.010 + 0.001 * Double($0) }
        #expect(result(pairs(responseTime, rising, rising), rules: relative).verdict == .pass)
    }

    private let whatToDo =
        "; look for what one start leaves to the next, or repeat the gate when the host is quiet"

    @Test("one side that drifts away from the other is not steady")
    func drift() {
        let apart = (0..<12).map { 0.990 + 0.001 * Double($0) }
        let why = "the two processes of a pair drift apart from pair to pair" + whatToDo
        #expect(
            result(ratios(apart), rules: relative).judgements[1].verdict.inWords
                == inconclusive(.notSteady, why))
    }

    @Test("neighbouring pairs that are alike without a trend are not steady")
    func neighbours() {
        // Up and down again: no pair more rises than falls, but each block is close to the one before.
        let hill = (0..<24).map { 0.995 + 0.001 * Double(min($0, 23 - $0)) }
        let why = "neighbouring pairs are alike: they are no independent evidence" + whatToDo
        #expect(
            result(ratios(hill), rules: relative).judgements[1].verdict.inWords
                == inconclusive(.notSteady, why))
    }

    @Test("fewer than eight process pairs prove nothing")
    func fewBlocks() {
        let result = result(ratios(Array(quiet.prefix(7))), rules: relative)
        #expect(
            result.judgements.map(\.verdict.inWords) == [
                inconclusive(.tooFewSamples, "undecided after 7 of at most 40 blocks, at least 8 needed"),
                inconclusive(.tooFewSamples, "7 process pairs, at least 8 needed"),
            ])
    }

    @Test("a failed operation, or a metric that was not measured, is named")
    func missing() {
        var samples = ratios(quiet)
        samples.blocks[3].candidate = [.failed("reset")]
        let failed = inconclusive(
            .failedOperations, "1 of 12 on the candidate's side failed, the first with: reset")
        #expect(result(samples, rules: relative).judgements.map(\.verdict.inWords) == [failed, failed])
        let rules = [
            rule(
                .median, score, .compare(.greaterOrEqual, .relativeShare(-0.05), or: nil), id: "regress/score"
            )
        ]
        let judged = result(ratios(quiet), rules: rules).judgements[0]
        #expect(judged.id == "baseline/resolution-score")
        #expect(judged.verdict.inWords == inconclusive(.noSamples, "'health_score' was not measured"))
    }

    @Test("what ended the stage takes away passes, also after enough evidence")
    func failed() {
        let why = Inconclusive(.serviceDied, "ended with signal 11")
        let result = result(ratios(quiet), rules: relative, failure: why)
        #expect(result.judgements.map(\.verdict.inWords) == repeated([.inconclusive(why)], 2))
    }

    @Test("a rule that would not block by itself does not block here either")
    func observed() {
        let noisy = ratios(repeated([1.2], 12))
        for (mode, how) in [
            (Rule.Mode.observe, Rule.OnInconclusive.block), (.enforce, .warn), (.enforce, .lean),
        ] {
            let rules = [
                rule(.median, responseTime, fivePercent, id: "regress/r", mode: mode, onInconclusive: how)
            ]
            let result = result(noisy, rules: rules)
            #expect(result.judgements[0].verdict.reason == .notSteady)
            #expect(result.verdict == .pass)
        }
    }

    @Test("a rule that demands an improvement is not asked of the baseline")
    func improvement() {
        let faster = Rule.Condition.compare(.lessOrEqual, .relativeShare(-0.05), or: nil)
        let result = result(ratios(quiet), rules: [rule(.median, responseTime, faster, id: "regress/r")])
        #expect(result.judgements.map(\.id) == ["baseline/steadiness/search"])
    }

    @Test("the declared ranges are judged on the baseline")
    func declaredRange() throws {
        let range = rule(.median, responseTime, .range(0.001, 0.005))
        let judgement = try judged(range, .baseline(cycles: 5), run(.baseline, ratios(quiet)))
        #expect(judgement.verdict == .violation)
        #expect(judgement.numbers.baseline == 0.010)
    }
}
