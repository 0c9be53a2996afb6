package import GateModel

/// One side of what a gate measured that may become a baseline, with the entry whose evidence has it.
package struct RecordedSide: Hashable, Sendable {
    package let entry: LogEntry
    package let side: Side
    package let revision: Revision
    package let standing: RecordedBaseline.Standing

    /// Those of a whole log, the oldest first; of one entry the baseline's before the candidate's.
    ///
    /// - The **baseline** side of a gate, approved or blocked: what ran when it began. That the candidate was blocked
    ///   says nothing against it. It counts only if earlier entries say that it ran.
    /// - The **candidate** side only where the gate approved it, and the same run did not block it later on, in its
    ///   deploy or watch. What a blocked revision measured never becomes a baseline: should a person adopt that
    ///   revision all the same, the next gate measures it anew as its baseline.
    /// - The candidate side also of a gate that was inconclusive, without any violation, about the very revision that
    ///   ran: of an external service that is the only side there is, and how its first recording comes about.
    ///
    /// Evidence that the same run recorded again after its deploy is not counted twice.
    package static func all(in entries: [LogEntry]) -> [RecordedSide] {
        let blocked = Set(entries.filter { $0.decision.kind == .block }.map(Run.init))
        var seen: Set<Run> = []
        var states: [String: EnvironmentState] = [:]
        var sides: [RecordedSide] = []
        for entry in entries {
            let decision = entry.decision
            let name = decision.pipeline.name
            var state = states[name] ?? EnvironmentState([], pipeline: name)
            if decision.kind.isOfAGate, !entry.evidence.isEmpty, seen.insert(Run(entry)).inserted {
                if let baseline = decision.baseline, state.everRan.contains(baseline.commit) {
                    sides.append(
                        RecordedSide(entry: entry, side: .baseline, revision: baseline, standing: .ran))
                }
                let isApproved = decision.kind == .approve && !blocked.contains(Run(entry))
                if isApproved || decision.isUndecidedAbout(state.running) {
                    sides.append(
                        RecordedSide(
                            entry: entry, side: .candidate, revision: decision.candidate,
                            standing: isApproved ? .approved : .ran))
                }
            }
            state.take(entry)
            states[name] = state
        }
        return sides
    }

    private struct Run: Hashable {
        let pipeline: String
        let id: String

        init(_ entry: LogEntry) {
            pipeline = entry.decision.pipeline.name
            id = entry.decision.context.run
        }
    }
}

extension Decision {
    /// Whether it blocked what runs, and nothing was shown against it.
    fileprivate func isUndecidedAbout(_ running: Revision?) -> Bool {
        kind == .block && header.candidate.commit == running?.commit
            && !stages.contains { $0.verdict == .violation }
    }
}
