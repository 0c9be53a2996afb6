package import GateModel
import Git

/// A log as it was verified at one moment. Whole entries and evidence are read from the repository when they are asked for.
package struct VerifiedLog: Sendable {
    /// An approval by a clock that is further behind the last entry is refused, in seconds.
    private static let toleratedLag: Int64 = 300

    private let chain: LogChain
    /// Of what waits to be appended; their indices are those that they would have now.
    private let pending: [LogHead]
    private let log: DecisionLog

    init(_ chain: LogChain, pending: [LogHead] = [], of log: DecisionLog) {
        self.chain = chain
        self.pending = pending
        self.log = log
    }

    package var environment: String { log.environment }
    /// `refs/heads/pawl/log/staging`
    package var refName: String { log.refName }
    /// How many entries there are.
    package var size: Int { chain.size }
    /// Over all entries.
    package var root: TreeHash { chain.tree.root }
    /// The commit of the last entry; nil where there is none.
    package var tip: ObjectID? { chain.tip }

    /// What runs and what is open, for one pipeline; with what waits to be appended.
    package func state(of pipeline: String) -> EnvironmentState {
        var state = chain.states[pipeline] ?? EnvironmentState()
        for head in pending where head.pipeline.name == pipeline { state.take(head) }
        return state
    }

    /// The same without what waits.
    func state(withoutPendingOf pipeline: String) -> EnvironmentState {
        chain.states[pipeline] ?? EnvironmentState()
    }

    /// The heads of all entries, the oldest first.
    package var heads: LogHeads { get throws { try log.heads(of: chain) } }

    /// What ran, for one pipeline.
    package func history(of pipeline: String) throws -> EnvironmentHistory {
        var history = EnvironmentHistory(try heads, pipeline: pipeline)
        for head in pending where head.pipeline.name == pipeline { history.take(head) }
        return history
    }

    /// Whether a clock is good enough to let something through.
    ///
    /// - Parameter now: in seconds since 1970.
    /// - Throws: ``LogError/clockBehind(seconds:index:signer:)``.
    package func checkClock(_ now: Int64) throws(LogError) {
        guard let last = chain.last, last.time - now > Self.toleratedLag else { return }
        throw .clockBehind(seconds: last.time - now, index: last.index, signer: last.signer)
    }

    /// Entries that are dated more than ten minutes ahead of a clock.
    ///
    /// - Parameter now: in seconds since 1970.
    package func ahead(of now: Int64) throws -> [LogVerification.EntryAhead] {
        DecisionLog.ahead(try heads, of: now)
    }
}

extension VerifiedLog {
    /// The entry that a head is of, read again and compared with it.
    ///
    /// - Throws: ``BrokenEntry`` where it is no longer there as it was verified.
    package func entry(of head: LogHead) throws -> LogEntry {
        try entry(of: head, in: log.openRepository())
    }

    /// All entries, the oldest first.
    ///
    /// - Throws: as ``entry(of:)`` does.
    package func entries() throws -> [LogEntry] {
        let repository = try log.openRepository()
        return try heads.map { try entry(of: $0, in: repository) }
    }

    private func entry(of head: LogHead, in repository: borrowing Repository) throws -> LogEntry {
        do {
            return try log.reader.read(head, in: repository)
        } catch {
            log.memory.noteFault()
            log.dropCache()
            throw BrokenEntry(
                index: head.index, commit: head.commit, problem: EntryProblem(error), reference: log.refName)
        }
    }

    /// What was observed for an entry; nil where there was nothing, or it is pruned.
    ///
    /// - Throws: ``LogError/evidenceAltered(index:)``, ``LogError/evidenceUnreadable(index:reason:)``.
    package func evidence(of head: LogHead) throws -> Evidence? {
        try evidence(of: head, in: log.openRepository())
    }

    /// Hands over the evidence of one entry after the other, nil where there is none or it is pruned, for as long as
    /// `body` says to go on.
    ///
    /// - Throws: as ``evidence(of:)`` does, and what the body throws.
    package func readEvidence(
        of heads: some Sequence<LogHead>, _ body: (LogHead, Evidence?) throws -> Bool
    ) throws {
        let repository = try log.openRepository()
        for head in heads {
            guard try body(head, evidence(of: head, in: repository)) else { return }
        }
    }

    private func evidence(of head: LogHead, in repository: borrowing Repository) throws -> Evidence? {
        guard let digest = head.evidence.first else { return nil }
        switch log.evidenceStore.state(of: digest, in: repository) {
        case .intact(let bytes): return try Evidence(decoding: bytes, ofEntry: head.index)
        case .altered: throw LogError.evidenceAltered(index: head.index)
        case .pruned: return nil
        }
    }
}
