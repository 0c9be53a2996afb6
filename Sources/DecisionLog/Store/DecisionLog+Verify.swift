import GateModel
import Git
import Glibc
import Processes

extension DecisionLog {
    /// Clocks of machines that write one log may differ by as much, in seconds.
    private static let toleratedLead: Int64 = 600

    /// Verifies every entry from the first on, and the evidence that is left.
    ///
    /// - Parameters:
    ///   - now: in seconds since 1970.
    ///   - remembers: whether this machine is to remember how far the log goes.
    /// - Throws: only where something could not be read; whatever is wrong with the log is in the result.
    package func verify(
        now: Int64 = Int64(time(nil)), remembers: Bool = true
    ) throws -> LogVerification {
        let repository = try open()
        let chain = try chain(in: repository, fromScratch: true)
        let commits = evidenceStore.commits(in: repository)
        var checks: [LogVerification.EvidenceCheck] = []
        for entry in chain.entries {
            for digest in entry.evidence {
                let state: LogVerification.EvidenceState =
                    switch evidenceStore.state(of: digest, in: commits, repository) {
                    case .intact: .intact
                    case .pruned: .pruned
                    case .altered: .altered
                    }
                checks.append(.init(index: entry.index, digest: digest, state: state))
            }
        }
        return LogVerification(
            size: chain.entries.count, root: chain.tree.root,
            signers: Set(chain.entries.map(\.signer)).sorted(),
            evidence: checks, brokenEntry: chain.brokenEntry, evidenceProblem: commits.problem,
            ahead: Self.ahead(chain.entries, of: now), notRemembered: remembers ? remembering(chain) : nil)
    }

    /// Entries that are dated more than ten minutes ahead of a clock.
    ///
    /// - Parameter now: in seconds since 1970.
    package static func ahead(_ entries: [LogEntry], of now: Int64) -> [LogVerification.EntryAhead] {
        entries.compactMap { entry in
            let lead = entry.decision.context.time - now
            return lead > toleratedLead
                ? LogVerification.EntryAhead(index: entry.index, signer: entry.signer, seconds: lead) : nil
        }
    }

    /// Moves this machine's mark on to the end of a log that holds; returns why it could not, nil where it did or nothing
    /// was to be done.
    private func remembering(_ chain: LogChain) -> String? {  // nil: it is
        guard chain.brokenEntry == nil, let last = chain.entries.last else { return nil }
        do {
            let lock = try lock()
            let mark = try SeenLog(path: seenPath)
            if (mark?.size ?? 0) <= last.index { try SeenLog(upTo: last).remember(path: seenPath) }
            _ = consume lock
            return nil
        } catch {
            return "\(error)"
        }
    }
}
