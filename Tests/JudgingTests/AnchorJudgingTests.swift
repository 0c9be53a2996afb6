import GateModel
import Glibc
import Testing

@testable import Judging

struct AnchorJudgingTests {
    private let median = rule(.median, responseTime, fivePercent, id: "regress/median-response_time-rel")
    private let anchor = Revision(
        commit: ObjectID(hex: String(repeating: "a", count: 40))!,
        tree: ObjectID(hex: String(repeating: "b", count: 40))!, summary: "v1")
    private var stage: Stage {
        JudgingTests.stage(
            .regress(Stage.Regress(pairs: 1, blocks: nil, anchor: .lastTag)), [median])
    }

    /// A release whose e-value against the blocking limit is `evidence`.
    private func release(_ evidence: Double) -> AnchorRelease {
        AnchorRelease(
            commit: anchor.commit, leaf: String(repeating: "0", count: 64),
            estimates: [
                AnchorEstimate(
                    rule: median.id, operation: "search", logRatio: 0.04, blocking: log(evidence), warning: 0,
                    improvement: 0)
            ])
    }

    /// Equal to the baseline, and in this ratio to the anchor.
    private func drift(_ ratiosToAnchor: [Double], after earlier: [AnchorRelease] = []) throws -> Judgement {
        var run = run(.regress, ratios(repeated([1], 8)))
        run.blocks.anchor = AnchorRun(anchor: anchor, samples: [ratios(ratiosToAnchor)], earlier: earlier)
        let judgements = judge(run, of: stage, in: pipeline(stage), after: []).judgements
        return try #require(judgements.first { $0.id == "regress/drift-median-response_time-rel/search" })
    }

    /// The e-value of 12 margins of one size: each is z/s = .67449 of its own scale, so
    /// mean over g ∈ {¼, ½, 1, 2} of (1 + tanh(.67449·g))^12 = (6.29 + 29.1 + 257 + 1876)/4 = 542.
    @Test("evidence of a drift adds up over releases, each of them within its limit")
    func addsUp() throws {
        let step = repeated([1.04], 12)
        let first = try drift(step)
        #expect(first.verdict == .pass)
        #expect(first.said[0].hasPrefix("anchor aaaaaaa, 1 release since; evidence of a drift 5"))
        // (1 + 1)·542 = 1084.
        #expect(try drift(step, after: [release(1)]).verdict == .violation)
        // (((20·1 + 1)·20) + 1)·e of a release that is as good as the anchor stays below the alarm.
        #expect(try drift(repeated([1], 12), after: [release(20), release(20)]).verdict == .pass)
        #expect(first.numbers.scale == .ratio)
        #expect(try #require(first.numbers.estimate).isClose(to: 1.04))
    }

    @Test("a change beyond 1 % that lasts is a warning, one beyond 2.5 % blocks")
    func warning() throws {
        // 1.02 lies beyond 1 % and within 2.5 %: 542 for the warning, and again with an earlier 1: 1084.
        let judgement = try drift(repeated([1.02], 12), after: [release(1)])
        #expect(judgement.verdict == .pass)
        // The earlier release's evidence against 1 % is e^0 = 1.
        #expect(judgement.said.contains("warning: a drift beyond +1 % is shown"))
    }

    @Test("a release that is shown to be better moves the anchor")
    func improvement() throws {
        var run = run(.regress, ratios(repeated([1], 8)))
        run.blocks.anchor = AnchorRun(
            anchor: anchor, samples: [ratios(repeated([0.9], 12))], earlier: [release(1)])
        #expect(movesAnchor(run, of: stage))
        run.blocks.anchor?.samples = [ratios(repeated([1], 12))]
        #expect(!movesAnchor(run, of: stage))
    }

    @Test("an improvement in one place does not move the anchor where another got worse")
    func improvementBesideDrift() throws {
        let rules = [median, rule(.mean, score, fivePercent, id: "regress/mean-health_score-rel")]
        let stage = JudgingTests.stage(
            .regress(Stage.Regress(pairs: 1, blocks: nil, anchor: .lastTag)), rules)
        var run = run(.regress, ratios(repeated([1], 8)))
        let better = ratios(repeated([0.9], 12))
        run.blocks.anchor = AnchorRun(
            anchor: anchor, samples: [better, ratios(repeated([1.02], 12), of: 90, score)],
            earlier: [release(1)])
        #expect(!movesAnchor(run, of: stage))
        run.blocks.anchor?.samples = [better, ratios(repeated([1], 12), of: 90, score)]
        #expect(movesAnchor(run, of: stage))
    }

    @Test("an anchor that no rule is held against is no pass")
    func noRule() {
        let stage = JudgingTests.stage(
            .regress(Stage.Regress(pairs: 1, blocks: nil, anchor: .lastTag)),
            [rule(nil, score, atMost(100), id: "regress/health_score-abs")])
        let result = judge(
            run(.regress, ratios(repeated([90], 8), of: 1, score)), of: stage, in: pipeline(stage), after: [])
        #expect(result.judgements.first?.id == "regress/drift")
        #expect(result.verdict.reason == .notEvaluated)
    }

    @Test("an anchor that was declared and not measured is no pass")
    func missing() throws {
        let run = run(.regress, ratios(repeated([1], 8)))
        let result = judge(run, of: stage, in: pipeline(stage), after: [])
        #expect(result.verdict.inWords == inconclusive(.notEvaluated, "the anchor was not measured"))
        #expect(try drift([1, 1, 1]).verdict.reason == .tooFewSamples)
        #expect(try drift(repeated([1], 11) + [0]).verdict.reason == .notANumber)
    }

    @Test("without an anchor nothing is said of drift")
    func undeclared() {
        let stage = JudgingTests.stage(regress(), [median])
        let result = judge(
            run(.regress, ratios(repeated([1], 8))), of: stage, in: pipeline(stage), after: [])
        #expect(result.judgements.map(\.id) == ["regress/median-response_time-rel/search"])
    }
}
