import GateModel
import HTTPClient
import Measuring
import ServiceFixture
import Testing

@testable import Stages

@Suite struct RunningPairTests {
    @Test func anOperationThatDoesNotAnswerInTimeEndsTheStage() async throws {
        let repository = try await ItemRepository()
        let workspace = try await Workspace.prepare(
            repository.plan(), repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in }
        )
        let input = DrawnInput(operation: readItem, values: ["item": "1"])
        let late = OperationOutcome(
            exchanges: [], failure: .init(.request, .noAnswer(.timedOut(after: .seconds(30), received: 0))))
        await #expect(
            throws: MeasuringError(.timedOut, "candidate: 'read-item' did not answer within 30 s")
        ) {
            try await workspace.candidate.whileRunning { running throws(MeasuringError) in
                try running.checkAnswered(await running.performer.perform(input), to: input)
                try running.checkAnswered(late, to: input)
            }
        }
        await workspace.remove()
        #expect(repository.traces.count == 1)
        #expect(repository.traces.remains == [])
    }

    @Test func onlyAMissingAnswerIsSilence() {
        let reset = OperationOutcome(exchanges: [], failure: .init(.then, .noAnswer(.reset(received: 0))))
        let refused = OperationOutcome(exchanges: [], failure: .init(.request, .status(500)))
        #expect(OutcomePair(baseline: refused, candidate: reset).silent == [.candidate])
        #expect(OutcomePair(baseline: refused, candidate: refused).silent == [])
    }
}
