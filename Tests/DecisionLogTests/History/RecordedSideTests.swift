import GateModel
import Testing

@testable import DecisionLog

@Suite struct RecordedSideTests {
    /// One entry about the revisions that are these digits, in a run of its own unless said otherwise.
    private struct Step {
        let kind: Decision.Kind
        let candidate: Int
        var baseline: Int?
        var run: String
        var pipeline = "membership"
        var hasEvidence = true
        var stages: [StageResult] = []

        static func adopted(_ digit: Int, _ pipeline: String = "membership") -> Step {
            Step(
                kind: .adopted, candidate: digit, run: "adopt \(digit)", pipeline: pipeline,
                hasEvidence: false)
        }
    }

    @Test func anApprovedGateGivesBothSides() {
        #expect(
            sides([.adopted(1), Step(kind: .approve, candidate: 2, baseline: 1, run: "a")])
                == ["1 baseline 1", "1 candidate 2"])
    }

    @Test func whatABlockedRevisionMeasuredNeverBecomesABaseline() {
        #expect(
            sides([.adopted(1), Step(kind: .block, candidate: 2, baseline: 1, run: "a")]) == ["1 baseline 1"])
    }

    @Test func norDoesItWhenAPersonAdoptsThatRevision() {
        let steps = [
            Step.adopted(1), Step(kind: .block, candidate: 2, baseline: 1, run: "a"), .adopted(2),
            Step(kind: .block, candidate: 3, baseline: 2, run: "b"),
        ]
        // entry 3 measured it anew, as the baseline of another gate
        #expect(sides(steps) == ["1 baseline 1", "3 baseline 2"])
    }

    @Test func approvedAndThenBlockedByItsWatchIsBlocked() {
        let steps = [
            Step.adopted(1), Step(kind: .approve, candidate: 2, baseline: 1, run: "a"),
            Step(kind: .deployStarted, candidate: 2, baseline: 1, run: "a", hasEvidence: false),
            Step(kind: .block, candidate: 2, baseline: 1, run: "a"),
        ]
        #expect(sides(steps) == ["1 baseline 1"])
    }

    @Test func evidenceThatADeployRecordsAgainCountsOnce() {
        let steps = [
            Step.adopted(1), Step(kind: .approve, candidate: 2, baseline: 1, run: "a"),
            Step(kind: .deployStarted, candidate: 2, baseline: 1, run: "a", hasEvidence: false),
            Step(kind: .deployed, candidate: 2, baseline: 1, run: "a"),
            Step(kind: .approve, candidate: 3, baseline: 2, run: "b"),
        ]
        #expect(
            sides(steps) == ["1 baseline 1", "1 candidate 2", "4 baseline 2", "4 candidate 3"])
    }

    @Test func aBaselineThatNeverRanIsNone() {
        #expect(
            sides([.adopted(1), Step(kind: .block, candidate: 3, baseline: 2, run: "a")]).isEmpty)
    }

    @Test func whatRanForAnotherPipelineDidNotRunForThisOne() {
        let steps = [
            Step.adopted(1, "billing"), Step(kind: .block, candidate: 2, baseline: 1, run: "a"),
        ]
        #expect(sides(steps).isEmpty)
    }

    @Test func aBlockOfAnotherPipelineInTheSameRunIsAnothers() {
        let steps = [
            Step.adopted(1), .adopted(1, "billing"),
            Step(kind: .approve, candidate: 2, baseline: 1, run: "a"),
            Step(kind: .block, candidate: 2, baseline: 1, run: "a", pipeline: "billing"),
        ]
        #expect(sides(steps) == ["2 baseline 1", "2 candidate 2", "3 baseline 1"])
    }

    @Test func whatRunsIsRecordedByAGateOfItselfThatDecidedNothing() {
        let steps = [Step.adopted(1), Step(kind: .block, candidate: 1, baseline: 1, run: "a")]
        #expect(sides(steps) == ["1 baseline 1", "1 candidate 1"])
        #expect(RecordedSide.all(in: steps.enumerated().map(head)).map(\.standing) == [.ran, .ran])
    }

    @Test func butNotByOneThatShowedAViolation() {
        let violated = StageResult(
            recorded: .regress, verdict: .violation, judgements: [], seconds: 1)
        let step = Step(kind: .block, candidate: 1, baseline: 1, run: "a", stages: [violated])
        #expect(sides([.adopted(1), step]) == ["1 baseline 1"])
    }

    @Test func withoutEvidenceThereIsNothing() {
        let step = Step(kind: .approve, candidate: 2, baseline: 1, run: "a", hasEvidence: false)
        #expect(sides([.adopted(1), step]).isEmpty)
    }

    /// `INDEX SIDE DIGIT`
    private func sides(_ steps: [Step]) -> [String] {
        RecordedSide.all(in: steps.enumerated().map(head)).map {
            "\($0.head.index) \($0.side) \($0.revision.commit.hex.prefix(1))"
        }
    }

    private func head(_ index: Int, _ step: Step) -> LogHead {
        let decision = Decision(
            Decision.Header(
                environment: "staging",
                pipeline: Decision.PipelineSource(
                    name: step.pipeline, path: "pipelines/\(step.pipeline).yaml", blob: testID(7), sha256: ""
                ),
                candidate: testRevision(step.candidate), baseline: step.baseline.map(testRevision),
                context: Decision.Context(
                    actor: "anna", host: testContext.host, pawl: "0", judging: "1", time: 0, run: step.run)),
            testBody(step.kind, step.stages))
        let evidence = EvidenceDigest(name: "evidence.json", of: [UInt8(index)], blob: testID(8))
        return LogHead(
            LogEntry(
                index: index, leaf: .leaf([UInt8(index)]), commit: testID(9), decision: decision,
                evidence: step.hasEvidence ? [evidence] : [], origin: "", signer: "", envelope: [],
                root: .empty))
    }
}
