import GateModel
import Git
import Glibc
import Processes

extension DecisionLog {
    /// Clocks of machines that write one log may differ by as much, in seconds.
    private static let toleratedLead: Int64 = 600

    /// Verifies every entry from the first on, whatever was verified before, and the evidence that is left.
    ///
    /// - Parameters:
    ///   - now: in seconds since 1970.
    ///   - remembers: whether this machine is to remember how far the log goes.
    /// - Throws: only where something could not be read; whatever is wrong with the log is in the result.
    package func verify(
        now: Int64 = Int64(time(nil)), remembers: Bool = true
    ) throws -> LogVerification {
        let repository = try openRepository()
        let chain = try chain(in: repository, fromScratch: true)
        let isFetched = try repository.referenceNames(under: LogRemote.seenReferences)
            .contains { $0.hasSuffix("/\(environment)") }
        var checks: [LogVerification.EvidenceCheck] = []
        for head in chain.recent {
            for digest in head.evidence {
                let state: LogVerification.EvidenceState =
                    switch evidenceStore.state(of: digest, in: repository) {
                    case .intact: .intact
                    case .pruned: isFetched ? .notFetched : .pruned
                    case .altered: .altered
                    }
                checks.append(.init(index: head.index, digest: digest, state: state))
            }
        }
        return LogVerification(
            size: chain.size, root: chain.tree.root, signers: Set(chain.recent.map(\.signer)).sorted(),
            evidence: checks, brokenEntry: chain.brokenEntry,
            evidenceProblem: evidenceStore.problem(in: repository),
            ahead: Self.ahead(chain.recent, of: now),
            notRemembered: remembers ? remembering(chain) : nil)
    }

    /// Entries that are dated more than ten minutes ahead of a clock.
    ///
    /// - Parameter now: in seconds since 1970.
    static func ahead(_ heads: LogHeads, of now: Int64) -> [LogVerification.EntryAhead] {
        // Times never run backwards along a log.
        heads.reversed().prefix { $0.time - now > toleratedLead }.reversed().map { head in
            LogVerification.EntryAhead(index: head.index, signer: head.signer, seconds: head.time - now)
        }
    }

    /// Moves this machine's mark on to the end of a log that holds; returns why it could not, nil where it did or nothing
    /// was to be done.
    private func remembering(_ chain: LogChain) -> String? {  // nil: it is
        guard chain.brokenEntry == nil, let last = chain.last else { return nil }
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
