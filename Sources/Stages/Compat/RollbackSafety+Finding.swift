import Contracts
import GateModel
import Measuring

extension RollbackSafety {
    /// What was asked and answered before: by the candidate, and in both runs of the baseline.
    struct Answers: Sendable {
        let first: [ObservedAnswer]
        let again: [ObservedAnswer]
        let candidate: [OperationOutcome]
    }

    /// What stage `compat` records of it.
    struct SafetyFinding: Sendable {
        let differences: [Difference]
        let run: ContractRun
    }

    /// Whether something went wrong that may have nothing to do with the candidate.
    func needsControl(_ visit: Visit, _ answers: Answers) -> Bool {
        guard case .made(let replies) = visit else { return false }
        return !RollbackComparison(revisited(replies, answers), own: nil).differences.isEmpty
    }

    func finding(_ visit: Visit, control: Visit?, _ answers: Answers) -> SafetyFinding {
        let replies: Replies
        switch visit {
        case .made(let made): replies = made
        case .failed(let why): return shown([], why)
        }
        var own: Replies?
        switch control {
        case .made(let made):
            if let end = made.end { return shown([], end.onOwnData) }
            own = made
        case .failed(let why):
            return shown([], why.about("on what the baseline has left itself"))
        case nil: break
        }
        let comparison = RollbackComparison(
            revisited(replies, answers), own: own.map { revisited($0, answers) })
        let differences = comparison.differences.map(weighed)
        let shortfall = differences.isEmpty ? shortfall(comparison, answers.candidate) : nil
        return shown(differences, shortfall)
    }

    /// What keeps an examination without a finding from showing anything.
    private func shortfall(
        _ comparison: RollbackComparison, _ candidate: [OperationOutcome]
    ) -> Inconclusive? {
        guard comparison.showsSomething else {
            return Inconclusive(
                .failedOperations, "no operation of the baseline succeeds on its own data either")
        }
        let writes = zip(questions, candidate).filter { isDeclared($0.0) && !$0.0.operation.isRead }
        guard !writes.isEmpty, writes.allSatisfy({ $0.1.failure != nil }) else { return nil }
        return Inconclusive(
            .failedOperations, "the candidate has written nothing: each of its \(writes.count) writes failed")
    }

    private func shown(_ differences: [Difference], _ failure: Inconclusive?) -> SafetyFinding {
        let asked = questions.count(where: isDeclared)
        let run = ContractRun(
            contract: .rollback, subject: RollbackComparison.subject, differences: differences.count,
            failure: failure,
            note: "\(asked) requests to the baseline on the candidate's data"
                + (undone.map { "; \($0)" } ?? ""))
        return SafetyFinding(differences: differences, run: run)
    }

    /// Where a rollback undoes changes before the old code comes back, that code never meets the data as it was left
    /// here, unless the reverts fail or both versions run side by side: worth a warning.
    private func weighed(_ difference: Difference) -> Difference {
        guard let undone else { return difference }
        var warning = difference
        warning.severity = .warning
        warning.text = undone
        return warning
    }

    /// What a rollback does before the old code comes back; nil where that is nothing.
    private var undone: String? {
        switch context.plan.wayBack?.revertsFirst ?? 0 {
        case 0: nil
        case 1: "a rollback undoes 1 change before the baseline comes back"
        case let count: "a rollback undoes \(count) changes before the baseline comes back"
        }
    }

    private func revisited(_ replies: Replies, _ answers: Answers) -> RevisitOutcome {
        let inputs = questions.indices.filter { isDeclared(questions[$0]) }.map { index in
            RevisitedInput(
                operation: questions[index].operation.name, first: answers.first[index],
                again: answers.again[index], reply: replies.replies[index],
                readBack: replies.readBacks[index])
        }
        return RevisitOutcome(inputs: inputs, end: replies.end)
    }
}

extension RevisitOutcome.End {
    /// The baseline fares no better on what it has left itself, so nothing is known of the candidate's data.
    fileprivate var onOwnData: Inconclusive {
        let place = "on what the baseline has left itself: "
        return switch self {
        case .notReady(let detail): Inconclusive(.serviceNotReady, place + detail)
        case .died(let detail): Inconclusive(.serviceDied, place + detail)
        case .silent: Inconclusive(.timedOut, place + "an operation did not answer in time")
        }
    }
}
