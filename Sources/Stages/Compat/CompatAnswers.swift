import Contracts
import GateModel
import HTTPClient
import Measuring
import Processes

/// What one process answered to all that `compat` asks, in bounded time and memory.
///
/// An operation that does not answer in time is asked no more, so that one that hangs costs one wait; where three do,
/// nothing shows that the process answers at all. Of answers that together are very large the last are let go.
struct CompatAnswers: Sendable {
    /// One for each question, in order.
    private(set) var outcomes: [OperationOutcome] = []
    private(set) var answers: [ObservedAnswer] = []
    /// Questions that were not put, since their operation had hung before.
    private(set) var unasked: Set<Int> = []
    private var silent: Set<String> = []
    private var bytes = 0

    private static let mostSilentOperations = 3
    /// Of all bodies as they came, and as they are without their codings.
    private static let mostBytes = 268_435_456

    /// - Throws: ``MeasuringError`` where the process died, too many operations hung, or the stage's time was over.
    init(
        of running: RunningSubject, to questions: [DrawnInput], within timeout: Duration,
        _ context: StageContext
    ) async throws(MeasuringError) {
        let performer = running.performer.waiting(atMost: timeout)
        var mayBeDying = false
        for question in questions {
            let name = question.operation.name
            guard !silent.contains(name) else {
                unasked.insert(outcomes.count)
                keep(OperationOutcome(exchanges: [], failure: .init(.request, .notStarted("it hung before"))))
                continue
            }
            let outcome = await performer.perform(question)
            try context.checkTime("while the \(running.subject.side.rawValue) was asked")
            if let death = running.death { throw death }
            if outcome.failure?.isTimeout == true { silent.insert(name) }
            guard silent.count < Self.mostSilentOperations else {
                throw MeasuringError(
                    .timedOut,
                    "\(running.subject.side.rawValue): \(silent.sorted().map { "'\($0)'" }.joined(separator: ", ")) "
                        + "did not answer within \(timeout.text)")
            }
            mayBeDying = mayBeDying || outcome.failure?.hasNoAnswer ?? false
            keep(outcome)
        }
        if let death = await running.death(isLikely: mayBeDying) { throw death }
    }

    private mutating func keep(_ outcome: OperationOutcome) {
        let answer = ObservedAnswer(outcome)
        let size = outcome.exchanges.reduce(answer.bodyBytes) { $0 + $1.response.body.count }
        if bytes + size <= Self.mostBytes {
            bytes += size
            outcomes.append(outcome)
            answers.append(answer)
        } else {
            let failure = HTTPFailure.bodyTooLarge(limit: Self.mostBytes - bytes)
            outcomes.append(OperationOutcome(exchanges: [], failure: .init(.request, .noAnswer(failure))))
            answers.append(
                ObservedAnswer(
                    outcome: .failed(
                        kind: failure.kind,
                        words: "the bodies of all answers are more than \(Self.mostBytes) bytes")))
        }
    }
}

extension ObservedAnswer {
    fileprivate var bodyBytes: Int { outcome.bodyBytes + (followUp?.bodyBytes ?? 0) }
}

extension ObservedAnswer.Outcome {
    fileprivate var bodyBytes: Int {
        switch self {
        case .answered(let answer): answer.body.count
        case .failed: 0
        }
    }
}
