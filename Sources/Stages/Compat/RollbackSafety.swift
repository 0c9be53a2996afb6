import Contracts
import GateModel
import Measuring

/// Whether the baseline runs on what the candidate leaves behind: what a rollback needs.
///
/// The candidate migrates, answers and writes; then the baseline is started on that very state, reads what the candidate
/// wrote, and is asked the declared operations once more. Where anything goes wrong, the baseline does the same on
/// what it has left itself, and what goes wrong there too is taken off.
struct RollbackSafety {
    let context: StageContext
    /// All that was asked of the processes, in order.
    let questions: [DrawnInput]

    /// Nil where no state is declared: every process starts from nothing, and so a rollback does too.
    init?(_ context: StageContext, _ questions: [DrawnInput]) {
        guard context.plan.pipeline.subject.data != nil else { return nil }
        self.context = context
        self.questions = questions
    }

    /// The baseline on a state that a process has left, with what that process answered; or why that shows nothing.
    func visit(
        _ state: Result<SubjectState, MeasuringError>, after outcomes: [OperationOutcome]
    ) async -> Visit {
        context.report("the baseline on the data that was left")
        do throws(MeasuringError) {
            return .made(try await replies(on: try state.get(), after: outcomes))
        } catch {
            return .failed(error.inconclusive)
        }
    }

    enum Visit: Sendable {
        case made(Replies)
        case failed(Inconclusive)
    }

    /// In the order of the questions; error probes have none.
    struct Replies: Sendable {
        var replies: [BaselineReply?]
        var readBacks: [BaselineReply?]
        var end: RevisitOutcome.End?

        init(_ count: Int) {
            replies = Array(repeating: nil, count: count)
            readBacks = replies
        }
    }

    private func replies(
        on state: SubjectState, after outcomes: [OperationOutcome]
    ) async throws(MeasuringError) -> Replies {
        var replies = Replies(questions.count)
        let running: RunningSubject
        do throws(MeasuringError) {
            running = try await context.baseline.start(on: state)
        } catch {
            replies.end = .notReady(error.detail)
            guard error.isOfService else { throw error }
            return replies
        }
        do throws(MeasuringError) {
            try await ask(running, after: outcomes, into: &replies)
            await running.stop()
        } catch {
            await running.stop()
            replies.end = .died(error.detail)
            guard error.isOfService else { throw error }
        }
        return replies
    }

    private func ask(
        _ running: RunningSubject, after outcomes: [OperationOutcome], into replies: inout Replies
    ) async throws(MeasuringError) {
        var isSilent = false
        for (index, question) in questions.enumerated() where isDeclared(question) {
            let read = await running.performer.readBack(question, after: outcomes[index])
            replies.readBacks[index] = read.map { BaselineReply($0, isRead: true) }
            isSilent = isSilent || read?.failure?.hasNoAnswer ?? false
            if try await ends(running, read, &replies) { return }
        }
        for (index, question) in questions.enumerated() where isDeclared(question) {
            let outcome = await running.performer.perform(question)
            replies.replies[index] = BaselineReply(outcome, isRead: false)
            isSilent = isSilent || outcome.failure?.hasNoAnswer ?? false
            if try await ends(running, outcome, &replies) { return }
        }
        if let death = await running.death(isLikely: isSilent) { throw death }
    }

    /// Whether no more is to be asked: to wait for the timeout once more shows nothing new.
    private func ends(
        _ running: RunningSubject, _ outcome: OperationOutcome?, _ replies: inout Replies
    ) async throws(MeasuringError) -> Bool {
        try context.checkTime("while the baseline was asked on the data that was left")
        if let death = running.death { throw death }
        guard let failure = outcome?.failure, failure.isTimeout else { return false }
        replies.end = .silent
        return true
    }

    func isDeclared(_ question: DrawnInput) -> Bool {
        context.stage.operations.contains(question.operation.name)
    }
}

extension MeasuringError {
    /// Whether it tells of the service, and not of what surrounds it.
    fileprivate var isOfService: Bool {
        inconclusive.reason == .serviceDied || inconclusive.reason == .serviceNotReady
    }
}

extension BaselineReply {
    /// - Parameter isRead: Whether it is the read of what was written before, which stands alone here.
    init(_ outcome: OperationOutcome, isRead: Bool) {
        let failure = outcome.failure.map { failure in
            Failure(
                text: failure.hasNoAnswer ? "no answer: \(failure.cause)" : "\(failure.cause)",
                isOfRead: failure.step == .then)
        }
        let whole = ObservedAnswer(outcome)
        let answer = isRead ? whole.followUp.map { ObservedAnswer(outcome: $0) } ?? whole : whole
        self.init(answer: answer, failure: failure)
    }
}
