package import GateModel

/// One side of what a gate measured that may become a baseline, with the head of the entry whose evidence has it.
package struct RecordedSide: Hashable, Sendable {
    package let head: LogHead
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
    package static func all(in heads: some Collection<LogHead>) -> [RecordedSide] {
        let blocked = Set(heads.lazy.filter { $0.kind == .block }.map(Run.init))
        var seen: Set<Run> = []
        var histories: [String: EnvironmentHistory] = [:]
        var sides: [RecordedSide] = []
        for head in heads {
            if head.kind.isOfAGate, !head.evidence.isEmpty, seen.insert(Run(head)).inserted {
                if let baseline = head.baseline,
                    histories[head.pipeline.name]?.everRan.contains(baseline.commit) == true
                {
                    sides.append(
                        RecordedSide(head: head, side: .baseline, revision: baseline, standing: .ran))
                }
                let isApproved = head.kind == .approve && !blocked.contains(Run(head))
                if isApproved || head.isUndecidedAbout(histories[head.pipeline.name]?.state.running) {
                    sides.append(
                        RecordedSide(
                            head: head, side: .candidate, revision: head.candidate,
                            standing: isApproved ? .approved : .ran))
                }
            }
            histories[head.pipeline.name, default: EnvironmentHistory()].take(head)
        }
        return sides
    }

    private struct Run: Hashable {
        let pipeline: String
        let id: String

        init(_ head: LogHead) {
            pipeline = head.pipeline.name
            id = head.run
        }
    }
}

extension LogHead {
    /// Whether it blocked what runs, and nothing was shown against it.
    fileprivate func isUndecidedAbout(_ running: Revision?) -> Bool {
        kind == .block && candidate.commit == running?.commit && !hasViolation
    }
}
