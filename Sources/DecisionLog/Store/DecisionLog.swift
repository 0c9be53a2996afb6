package import GateModel
import Git

/// The signed log of one environment: a branch of commits, each of which holds one decision.
///
/// Nothing is read without being verified, and nothing is ever rewritten.
package struct DecisionLog: Sendable {
    package let environment: String
    let directory: String
    let trust: TrustFile
    /// Where this machine keeps the log's lock and what it has seen of the log.
    let stateDirectory: String
    let memory: LogMemory

    /// - Parameters:
    ///   - directory: one of the repository that holds the log.
    ///   - memory: what one run has verified; the same for every log that the run opens.
    package init(
        repository directory: String, environment: String, trust: TrustFile, memory: LogMemory = LogMemory()
    ) throws {
        guard Self.isName(environment) else { throw LogError.environmentName(environment) }
        self.environment = environment
        self.directory = directory
        self.trust = trust
        self.memory = memory
        stateDirectory = try Repository(discoverFrom: directory).gitDirectory + "/pawl"
    }

    static let references = "refs/heads/pawl/log/"
    static let evidenceReferences = "refs/pawl/evidence/"

    /// `refs/heads/pawl/log/staging`
    package var refName: String { Self.references + environment }
    package var evidenceRefName: String { Self.evidenceReferences + environment }

    var evidenceStore: EvidenceStore { EvidenceStore(reference: evidenceRefName) }
    var seenPath: String { "\(stateDirectory)/log-\(environment).seen" }

    /// All entries, the oldest first; none where there is no log yet.
    ///
    /// - Throws: ``BrokenEntry`` for the first that does not hold.
    package func entries() throws -> [LogEntry] {
        try verifiedChain(in: open()).entries
    }

    /// What was observed for an entry of this log; nil where there was nothing, or it is pruned.
    ///
    /// - Throws: ``LogError/evidenceAltered(index:)``, ``LogError/evidenceUnreadable(index:reason:)``.
    package func evidence(of entry: LogEntry) throws -> Evidence? {
        var found: Evidence?
        try readEvidence(of: [entry]) { _, evidence in
            found = evidence
            return true
        }
        return found
    }

    /// Hands over the evidence of one entry after the other, nil where there is none or it is pruned, for as long as
    /// `body` says to go on.
    ///
    /// - Throws: as ``evidence(of:)`` does, and what the body throws.
    package func readEvidence(
        of entries: some Sequence<LogEntry>, _ body: (LogEntry, Evidence?) throws -> Bool
    ) throws {
        let repository = try open()
        let commits = evidenceStore.commits(in: repository)
        for entry in entries {
            var evidence: Evidence?
            if let digest = entry.evidence.first {
                switch evidenceStore.state(of: digest, in: commits, repository) {
                case .intact(let bytes): evidence = try Evidence(decoding: bytes, ofEntry: entry.index)
                case .altered: throw LogError.evidenceAltered(index: entry.index)
                case .pruned: if let problem = commits.problem { throw problem }
                }
            }
            guard try body(entry, evidence) else { return }
        }
    }

    func verifiedChain(
        in repository: borrowing Repository, fromScratch: Bool = false
    ) throws -> LogChain {
        let chain = try chain(in: repository, fromScratch: fromScratch)
        if let broken = chain.brokenEntry { throw broken }
        return chain
    }

    /// The log as far as it holds, compared with what this machine and this run have seen of it before.
    ///
    /// - Parameter fromScratch: also what this run has verified already.
    func chain(in repository: borrowing Repository, fromScratch: Bool = false) throws -> LogChain {
        let before = memory[environment]
        // What was seen is read first: a log that grows meanwhile is then longer than it, never shorter.
        let mark = try mark(before)
        // Before what this machine remembers, which others can change.
        let seen: [(SeenLog?, EntryProblem.Witness)] = [(before?.log, .run), (mark, .machine)]
        var chain = LogChain(
            reference: refName, reader: EntryReader(environment: environment, trust: trust),
            seen: seen.compactMap { log, witness in log.map { ($0, witness) } },
            after: fromScratch ? nil : before?.chain,
            in: repository)
        let evidence = evidenceStore.readableTip(in: repository)
        if let problem = problem(before, mark, evidence, chain.entries, in: repository) {
            chain.refuse(problem)
        }
        if chain.brokenEntry != nil {
            if before != nil { memory.noteFault() }
        } else {
            memory[environment] = LogMemory.Recollection(
                chain: chain, evidence: evidence, mark: mark, stored: before?.stored ?? [])
        }
        return chain
    }

    private func mark(_ before: LogMemory.Recollection?) throws(LogError) -> SeenLog? {
        do throws(LogError) {
            return try SeenLog(path: seenPath)
        } catch {
            if before != nil { memory.noteFault() }
            throw error
        }
    }

    /// What is missing beside a log that holds in itself; nil: nothing.
    private func problem(
        _ before: LogMemory.Recollection?, _ mark: SeenLog?, _ evidence: ObjectID?, _ entries: [LogEntry],
        in repository: borrowing Repository
    ) -> EntryProblem? {  // nil: nothing is missing
        if let was = before?.mark, (mark?.size ?? 0) < was.size { return .forgotten(was: was) }
        if let was = before?.evidence, !evidenceStore.leads(to: was, in: repository) {
            return .evidenceGone(reference: evidenceRefName, was: was)
        }
        if let lost = before?.stored.first(where: { !evidenceStore.has($0, in: repository) }) {
            return .evidenceLost(sha256: lost.digest.sha256)
        }
        if entries.isEmpty, before == nil, evidence != nil { return .lost(evidence: evidenceRefName) }
        return nil
    }

    /// - Throws: `GitError`; ``BrokenEntry`` where this run has read from the repository before.
    func open() throws -> Repository {
        do throws(GitError) {
            return try Repository(discoverFrom: directory)
        } catch {
            guard let before = memory[environment] else { throw error }
            memory.noteFault()
            throw BrokenEntry(
                index: nil, commit: nil, problem: .reference(reason: error.happening, seen: before.log),
                reference: refName)
        }
    }

    /// Whether a name can stand in references and file names as it is.
    static func isName(_ text: String) -> Bool {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_.".unicodeScalars.contains(scalar))
        }
        guard isPlain, let first = text.first, first.isLetter || first.isNumber else { return false }
        return !text.contains("..") && !text.hasSuffix(".") && !text.hasSuffix(".lock")
    }
}
