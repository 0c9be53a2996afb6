import GateModel
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

    /// Whatever stands under these is Pawl's own.
    static let ownReferences = ["refs/heads/pawl/", "refs/pawl/"]
    private static let branches = "pawl/log/"
    static let references = "refs/heads/" + branches
    static let evidenceReferences = "refs/pawl/evidence/"

    /// Before a remote's name, a slash and an environment: what this clone has seen of its log there.
    package static let seenAtRemotes = LogRemote.seenReferences

    /// `pawl/log/staging`, as people name it.
    package static func branch(of environment: String) -> String { branches + environment }

    /// `refs/heads/pawl/log/staging`
    package var refName: String { Self.references + environment }
    package var evidenceRefName: String { Self.evidenceReferences + environment }

    var reader: EntryReader { EntryReader(environment: environment, trust: trust) }
    var evidenceStore: EvidenceStore { EvidenceStore(reference: evidenceRefName) }
    /// Nil: it is only here.
    var shared: SharedLog? { memory.sharing(of: environment) }
    var seenPath: String { "\(stateDirectory)/log-\(environment).seen" }

    /// The log as it is now, verified: the only way to read it. Without any entries where there is no log yet.
    ///
    /// - Throws: ``BrokenEntry`` for the first entry that does not hold.
    package func open() throws -> VerifiedLog {
        let chain = try verifiedChain(in: openRepository())
        return VerifiedLog(chain, pending: try pendingHeads(behind: chain), of: self)
    }

    /// How many entries there are here; 0 also where the log cannot be read, which whoever opens it is told.
    package var knownSize: Int {
        do {
            return try open().size
        } catch {
            return 0
        }
    }

    /// Verifies every entry again, also what this run has verified before: scripts that nothing confines may have taken objects
    /// of any entry away since.
    ///
    /// - Throws: ``BrokenEntry``, and ``LogMemory/foundFault`` is set then.
    package func verifyAgain() throws {
        _ = try verifiedChain(in: openRepository(), fromScratch: true)
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
    /// - Parameter fromScratch: also what this run or this machine has verified already.
    func chain(in repository: borrowing Repository, fromScratch: Bool = false) throws -> LogChain {
        let before = memory[environment]
        // What was seen is read first: a log that grows meanwhile is then longer than it, never shorter.
        let mark = try mark(before)
        // Before what this machine remembers, which others can change.
        let seen: [(SeenLog?, EntryProblem.Witness)] = [(before?.log, .run), (mark, .machine)]
        var chain = LogChain(
            reference: refName, reader: reader,
            seen: seen.compactMap { log, witness in log.map { ($0, witness) } },
            after: fromScratch ? nil : before?.chain ?? cachedChain(seen: mark),
            in: repository)
        memory.noteVerified(chain.verifiedHere)
        let evidence = evidenceStore.readableTip(in: repository)
        if let problem = problem(before, mark, evidence, isEmpty: chain.size == 0, in: repository) {
            chain.refuse(problem)
        }
        if chain.brokenEntry == nil, let least = memory.least,
            let problem = try problem(of: chain, with: least, from: .setting)
        {
            chain.refuse(problem)
        }
        if chain.brokenEntry != nil {
            dropCache()
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
        _ before: LogMemory.Recollection?, _ mark: SeenLog?, _ evidence: ObjectID?, isEmpty: Bool,
        in repository: borrowing Repository
    ) -> EntryProblem? {  // nil: nothing is missing
        if let was = before?.mark, (mark?.size ?? 0) < was.size { return .forgotten(was: was) }
        if let was = before?.evidence, !evidenceStore.leads(to: was, in: repository) {
            return .evidenceGone(reference: evidenceRefName, was: was)
        }
        if let lost = before?.stored.first(where: { !evidenceStore.has($0, in: repository) }) {
            return .evidenceLost(sha256: lost.digest.sha256)
        }
        if isEmpty, before == nil, evidence != nil { return .lost(evidence: evidenceRefName) }
        return nil
    }

    /// - Throws: `GitError`; ``BrokenEntry`` where this run has read from the repository before.
    func openRepository() throws -> Repository {
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
