import GateModel
import Judging
import Testing

@Suite struct ComparisonSourceTests {
    private static let revision: Revision = {
        guard let id = ObjectID(hex: String(repeating: "9", count: 40)) else { preconditionFailure() }
        return Revision(commit: id, tree: id, summary: "")
    }()

    private static let recording = ComparisonSource.Recording(
        index: 12, leaf: "ab", revision: revision, seed: 1)
    private static let nothing = Inconclusive(.noRecording, "the log has no samples of 9999999")

    private func judged(
        _ samples: Samples, _ rules: Rule..., oneSided: ComparisonSource,
        kind: Stage.Kind = regress(blocks: 8)
    ) -> StageResult {
        var run = run(.regress, samples, maximumBlocks: 8)
        run.blocks.oneSided = oneSided
        let stage = stage(kind, rules)
        let external = Pipeline(
            name: "outside", environment: "staging", path: here.file,
            subject: .external(External(url: "http://127.0.0.1:80")), values: [], operations: [], metrics: [],
            stages: [stage], rollback: nil)
        return judge(run, of: stage, in: external, after: [])
    }

    /// Eight blocks of one observation of the candidate, and none of the baseline.
    private func alone(_ metric: Metric, _ value: Double) -> Samples {
        Samples(
            metric: metric.name, operation: "search",
            blocks: repeated([Block(candidate: [.value(value)])], 8))
    }

    @Test func withoutARecordingRelativeRulesAreInconclusiveForThatReason() {
        let result = judged(
            alone(responseTime, 0.01), rule(.median, responseTime, fivePercent),
            oneSided: .alone(ComparisonSourceTests.nothing))
        #expect(result.verdict.inWords == .inconclusive(ComparisonSourceTests.nothing))
    }

    @Test func aRelativeRuleOfACountIsToo() {
        let noMore = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
        let result = judged(
            alone(queries, 1), rule(.mean, queries, noMore), oneSided: .alone(ComparisonSourceTests.nothing))
        #expect(result.verdict.inWords == .inconclusive(ComparisonSourceTests.nothing))
    }

    @Test("absolute rules are judged on the one side", arguments: [(0.0, Verdict.pass), (1.0, .violation)])
    func absolute(failed: Double, verdict: Verdict) {
        let none = Rule.Condition.compare(.equal, .absolute(0), or: nil)
        let result = judged(
            alone(errors, failed), rule(nil, errors, none), oneSided: .alone(ComparisonSourceTests.nothing))
        #expect(result.verdict == verdict)
    }

    @Test func aComparisonWithARecordingSaysSo() throws {
        let result = judged(
            ratios(repeated([1], 8)), rule(.median, responseTime, fivePercent),
            oneSided: .recorded(ComparisonSourceTests.recording))
        #expect(result.verdict == .pass)
        #expect(
            result.judgements.first?.said.last
                == "one side only: compared with what entry 12 recorded of 9999999; "
                + "what changed around it since then is part of the difference")
    }

    @Test func aMetricThatWasNotRecordedIsNoPass() {
        let result = judged(
            alone(responseTime, 0.01), rule(.median, responseTime, fivePercent),
            oneSided: .recorded(ComparisonSourceTests.recording))
        #expect(
            result.verdict.inWords
                == .inconclusive(Inconclusive(.noSamples, "nothing was observed on the baseline's side")))
    }

    @Test func whatWasAskedTwiceIsTheCandidates() {
        var run = run(.baseline, pairs(responseTime, [0.001, 0.003], [0.002, 0.004]))
        run.blocks.oneSided = .itself
        #expect(measuredMetrics(of: [run], on: .baseline, in: nil).isEmpty)
        #expect(measuredMetrics(of: [run], on: .candidate, in: nil).first?.values == 4)
    }

    @Test func theRecordedSideOfAComparisonIsNoBaselineOfItsOwn() {
        var run = run(.regress, pairs(responseTime, [0.001, 0.003], [0.002, 0.004]))
        run.blocks.oneSided = .recorded(ComparisonSourceTests.recording)
        #expect(measuredMetrics(of: [run], on: .baseline, in: nil).isEmpty)
        #expect(measuredMetrics(of: [run], on: .candidate, in: nil).first?.median == 0.003)
    }
}
