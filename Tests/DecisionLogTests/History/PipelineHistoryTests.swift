import GateModel
import Testing

@testable import DecisionLog

@Suite struct PipelineHistoryTests {
    private func history(_ steps: [HistoryStep]) -> PipelineHistory {
        var history = PipelineHistory()
        for (index, step) in steps.enumerated() { history.take(step.head(index)) }
        return history
    }

    @Test(
        "what was approved waits until it is deployed, superseded, or compared with what no longer runs",
        arguments: [
            ([.adopted(1), .against(1, .approve(2))], 1),
            ([.adopted(1), .against(1, .approve(2)), .against(1, .approve(3))], 2),
            ([.adopted(1), .against(1, .approve(2)), .against(1, .approve(3)), .block(3)], 1),
            ([.adopted(1), .against(1, .approve(2)), .block(2)], nil),
            ([.adopted(1), .against(1, .approve(2)), .start(2)], nil),
            ([.adopted(1), .against(1, .approve(2)), .adopted(2)], nil),
            ([.adopted(1), .against(1, .approve(2)), .adopted(3)], nil),
            ([.adopted(1), .against(1, .approve(2)), .deployed(3), .back(3, to: 1)], 1),
            ([.adopted(1), .against(1, .approve(2)), .deployed(12), .back(12, to: 1)], nil),
            // Of what runs itself there is nothing to deploy.
            ([.adopted(1), .against(1, .approve(1))], nil),
        ] as [([HistoryStep], Int?)])
    func approved(steps: [HistoryStep], index: Int?) {
        #expect(history(steps).approved?.index == index)
    }

    @Test func theNewestEntryThatSaysWhatRunsIsKnown() {
        #expect(history([]).running == nil)
        #expect(history([.adopted(1), .start(2)]).running?.by.index == 0)
        #expect(history([.adopted(1), .start(2), .deployed(2)]).running?.by.index == 2)
        let failed = history([
            .adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1, .failed(step: 1)),
        ])
        #expect(failed.running?.by.index == 0)
        let back = history([.adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1)])
        #expect(
            back.running
                == RunningRevision(testRevision(1), by: RecordedEntry(HistoryStep.back(2, to: 1).head(3))))
    }

    @Test func whySomethingIsStillOpenIsKnown() {
        let held = history([.adopted(1), .start(2), .block(2)])
        #expect(held.openDeployBlock?.index == 2)
        // A gate of another run says nothing of it.
        #expect(history([.adopted(1), .start(2), .by("run-2", .block(2))]).openDeployBlock == nil)
        #expect(history([.adopted(1), .start(2), .block(2), .adopted(2)]).openDeployBlock == nil)
        #expect(history([.adopted(1), .start(2), .block(2), .adopted(2), .start(3)]).openDeployBlock == nil)

        let steps: [HistoryStep] = [.adopted(1), .start(2), .goingBack(2, to: 1)]
        #expect(history(steps).openRollbackEnd == nil)
        let failed = steps + [.back(2, to: 1, .failed(step: 1))]
        #expect(history(failed).openRollbackEnd?.index == 3)
        #expect(history(failed + [.goingBack(2, to: 1)]).openRollbackEnd == nil)
        #expect(history(failed + [.adopted(3)]).openRollbackEnd == nil)
    }

    @Test(
        "a rollback leaves what is open, and goes to what ran before it",
        arguments: [
            ([], nil, []),
            ([.adopted(1)], 1, []),
            ([.adopted(1), .deployed(2), .deployed(3)], 3, [2, 1]),
            ([.adopted(1), .deployed(2), .start(3)], 3, [2, 1]),
            ([.adopted(1), .deployed(2), .start(3), .goingBack(3, to: 2)], 3, [2, 1]),
            ([.adopted(1), .deployed(2), .deployed(3), .deployed(4), .goingBack(4, to: 2)], 4, [2, 1]),
            ([.adopted(1), .deployed(2), .deployed(3), .goingBack(3, to: 9)], 3, [9]),
        ] as [([HistoryStep], Int?, [Int])])
    func wayBack(steps: [HistoryStep], from: Int?, to: [Int]) {
        let history = history(steps).history
        #expect(history.rollbackOrigin == from.map(testRevision))
        #expect(history.rollbackTargets == to.map(testRevision))
    }
}
