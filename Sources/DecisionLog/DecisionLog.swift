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

    /// - Parameter directory: one of the repository that holds the log.
    package init(repository directory: String, environment: String, trust: TrustFile) throws {
        guard Self.isName(environment) else { throw LogError.environmentName(environment) }
        self.environment = environment
        self.directory = directory
        self.trust = trust
        stateDirectory = try Repository(discoverFrom: directory).gitDirectory + "/pawl"
    }

    /// `refs/heads/pawl/log/staging`
    package var refName: String { "refs/heads/pawl/log/\(environment)" }
    package var evidenceRefName: String { "refs/pawl/evidence/\(environment)" }

    var evidenceStore: EvidenceStore { EvidenceStore(reference: evidenceRefName) }
    var seenPath: String { "\(stateDirectory)/log-\(environment).seen" }

    /// All entries, the oldest first; none where there is no log yet.
    ///
    /// - Throws: ``BrokenEntry`` for the first that does not hold.
    package func entries() throws -> [LogEntry] {
        try verifiedChain(in: Repository(discoverFrom: directory)).entries
    }

    /// Verifies every entry, and the evidence that is left.
    ///
    /// - Throws: only where something could not be read; whatever is wrong with the log is in the result.
    package func verify() throws -> LogVerification {
        let repository = try Repository(discoverFrom: directory)
        let chain = try chain(in: repository)
        let commits = try evidenceStore.commits(in: repository)
        var checks: [LogVerification.EvidenceCheck] = []
        for entry in chain.entries {
            for digest in entry.evidence {
                let state: LogVerification.EvidenceState =
                    switch try evidenceStore.state(of: digest, in: commits, repository) {
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
            evidence: checks, brokenEntry: chain.brokenEntry)
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
        let repository = try Repository(discoverFrom: directory)
        let commits = try evidenceStore.commits(in: repository)
        for entry in entries {
            var evidence: Evidence?
            if let digest = entry.evidence.first {
                switch try evidenceStore.state(of: digest, in: commits, repository) {
                case .intact(let bytes): evidence = try Evidence(decoding: bytes, ofEntry: entry.index)
                case .altered: throw LogError.evidenceAltered(index: entry.index)
                case .pruned: break
                }
            }
            guard try body(entry, evidence) else { return }
        }
    }

    func verifiedChain(in repository: borrowing Repository) throws -> LogChain {
        let chain = try chain(in: repository)
        if let broken = chain.brokenEntry { throw broken }
        return chain
    }

    private func chain(in repository: borrowing Repository) throws -> LogChain {
        // What was seen is read first: a log that grows meanwhile is then longer than it, never shorter.
        let seen = try SeenLog(path: seenPath)
        let reader = EntryReader(environment: environment, trust: trust)
        return try LogChain(reference: refName, reader: reader, seen: seen, in: repository)
    }

    /// Whether a name can stand in references and file names as it is.
    private static func isName(_ text: String) -> Bool {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_.".unicodeScalars.contains(scalar))
        }
        guard isPlain, let first = text.first, first.isLetter || first.isNumber else { return false }
        return !text.contains("..") && !text.hasSuffix(".") && !text.hasSuffix(".lock")
    }
}
