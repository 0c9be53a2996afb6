import GateModel

@testable import DecisionLog

/// One entry, about revisions that are digits. From 11 on they are other commits of the same trees: 12 has the tree of 2.
indirect enum HistoryStep: Sendable {
    case approve(Int)
    case block(Int)
    case advice(Int)
    case start(Int)
    case deployed(Int)
    case adopted(Int)
    case goingBack(Int, to: Int)
    case back(Int, to: Int, RollbackReport.Outcome = .verified)
    /// The same of another run than `run-1`.
    case by(String, HistoryStep)
    /// The same with a baseline.
    case against(Int, HistoryStep)

    func head(_ index: Int) -> LogHead {
        LogHead(
            LogEntry(
                index: index, leaf: .empty, commit: testID(1),
                decision: decision(run: "run-1", baseline: nil),
                evidence: [], origin: "", signer: "", envelope: [], root: .empty))
    }

    private func decision(run: String, baseline: Int?) -> Decision {
        func decision(_ body: Decision.Body, _ candidate: Int) -> Decision {
            let context = Decision.Context(
                actor: testContext.actor, host: testContext.host, pawl: testContext.pawl,
                judging: testContext.judging, time: testContext.time, run: run)
            return Decision(
                Decision.Header(
                    environment: "staging", pipeline: testPipeline, candidate: historyRevision(candidate),
                    baseline: baseline.map(historyRevision), context: context),
                body)
        }
        func plan(_ from: Int, _ to: Int) -> RollbackPlan {
            RollbackPlan(
                from: historyRevision(from), to: historyRevision(to), steps: [], leftForPeople: [],
                budget: .seconds(1))
        }
        return switch self {
        case .approve(let candidate): decision(testBody(.approve), candidate)
        case .block(let candidate): decision(testBody(.block), candidate)
        case .advice(let candidate): decision(testBody(.advice), candidate)
        case .start(let candidate): decision(.deployStarted, candidate)
        case .deployed(let candidate): decision(testBody(.deployed), candidate)
        case .adopted(let candidate): decision(.adopted, candidate)
        case .goingBack(let from, let to): decision(.rollbackStarted(plan(from, to)), from)
        case .back(let from, let to, let outcome):
            decision(
                .rolledBack(
                    RollbackReport(
                        plan: plan(from, to), results: [], outcome: outcome, seconds: 1, fingerprints: nil)),
                from)
        case .by(let run, let step): step.decision(run: run, baseline: baseline)
        case .against(let baseline, let step): step.decision(run: run, baseline: baseline)
        }
    }
}

/// See ``HistoryStep``.
func historyRevision(_ number: Int) -> Revision {
    number > 10
        ? Revision(commit: testID(number), tree: testID(number - 10), summary: "twin of \(number - 10)")
        : testRevision(number)
}
