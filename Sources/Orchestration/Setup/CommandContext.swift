package import DecisionLog
package import GateModel
import Glibc
package import Measuring
package import Processes
import Stages

/// What every command works with: where, in whose name, and how it tells people.
package struct CommandContext: Sendable {
    /// A directory of the repository.
    package let directory: String
    package let caller: CallerEnvironment
    package let trust: TrustFile
    /// Nil for commands that record nothing.
    package let key: SigningKey?
    package let context: Decision.Context
    /// Of this machine, what no command of a subject may see: keys, trust, homes, other places of whoever started Pawl.
    package let protectedPaths: [String]
    /// Of these, files that whoever changes their modes could lock others out of, or let them in to.
    package let protectedFiles: [String]
    /// The best form of confinement that is tried.
    package let bestIsolation: Isolation
    /// Where builds and data sets are kept between gates; nil: nowhere.
    package let cacheDirectory: String?
    /// How many bytes may be kept there.
    let cacheSize: Int64
    package let progress: @Sendable (Progress) -> Void
    /// How many times a person or the system has asked to stop.
    package let interrupts: @Sendable () -> Int
    /// Where the log is shared, as a flag or variable says; nil: as the pipeline file says, or as can be told.
    let logRemote: LogSharing.Wish?
    /// Whether this machine has nothing before its job and keeps nothing after it.
    let isCI: Bool
    /// Reaches remotes.
    let git: GitProgram
    /// What this run has verified of logs.
    let memory: LogMemory

    package init(
        directory: String, caller: CallerEnvironment, trust: TrustFile, key: SigningKey?,
        context: Decision.Context, protectedPaths: [String] = [],
        protectedFiles: [String] = [],
        bestIsolation: Isolation = .strong(landlock: .max), cacheDirectory: String?, cacheSize: Int64,
        logRemote: LogSharing.Wish? = nil, isCI: Bool, git: GitProgram, leastCheckpoint: Checkpoint? = nil,
        isOfRollback: Bool = false,
        progress: @escaping @Sendable (Progress) -> Void,
        interrupts: @escaping @Sendable () -> Int
    ) {
        self.directory = directory
        self.caller = caller
        self.trust = trust
        self.key = key
        self.context = context
        self.protectedPaths = protectedPaths
        self.protectedFiles = protectedFiles
        self.bestIsolation = bestIsolation
        self.cacheDirectory = cacheDirectory
        self.cacheSize = cacheSize
        self.logRemote = logRemote
        self.isCI = isCI
        self.git = git
        self.progress = progress
        self.interrupts = interrupts
        memory = LogMemory(least: leastCheckpoint, isOfRollback: isOfRollback) { text in
            for line in text.split(separator: "\n") { progress(Progress(stage: nil, text: String(line))) }
        }
    }

    /// Whether a log, its key or its trust file did not stay as this run had verified them: not all was recorded then.
    package var logIsBroken: Bool { memory.foundFault }

    func log(of environment: String) throws -> DecisionLog {
        try DecisionLog(repository: directory, environment: environment, trust: trust, memory: memory)
    }

    /// Verifies a log from its first entry on, once something has run that nothing confines: it may have damaged what this run had
    /// verified before. What is wrong is said.
    ///
    /// - Returns: Whether every entry holds.
    @discardableResult func verifyLogAgain(of environment: String) -> Bool {
        // What is known already was said when it was found.
        guard !logIsBroken else { return false }
        do {
            try log(of: environment).verifyAgain()
            return true
        } catch {
            say("\(error)")
            return false
        }
    }

    /// The run's context, with the time that it is now.
    var contextNow: Decision.Context {
        Decision.Context(
            actor: context.actor, host: context.host, pawl: context.pawl, judging: context.judging,
            time: Int64(time(nil)), run: context.run)
    }

    /// The key that signs, when whoever verifies the log will believe it.
    ///
    /// - Throws: ``OrchestrationError/keyMissing`` or `LogError.refused`, before anything is measured or run.
    func trustedKey() throws -> SigningKey {
        guard let key else { throw OrchestrationError.keyMissing }
        do throws(TrustRefusal) {
            _ = try trust.signer(with: key.publicKey, at: contextNow.time)
        } catch {
            throw LogError.refused(error)
        }
        return key
    }

    /// Whether the trust file will let a key write these kinds of entries.
    ///
    /// - Throws: `LogError.refused`, before anything is measured or run.
    func check(
        _ key: SigningKey, writes kinds: [Decision.Kind], of pipeline: Decision.PipelineSource,
        in environment: String
    ) throws(LogError) {
        try trust.check(
            key.publicKey, writes: kinds, of: pipeline, in: environment, at: contextNow.time)
    }

    /// Kept apart by key: what one key's owner keeps, no other believes.
    ///
    /// - Throws: where the key is in an agent that does not sign.
    func cache(_ key: SigningKey) throws(SSHAgentError) -> ContentCache? {
        guard let cacheDirectory else { return nil }
        return ContentCache(
            directory: cacheDirectory, secret: try key.derivedSecret(for: "pawl cache v1"))
    }

    /// Line by line: an error has its hint below it.
    func say(_ text: String) {
        for line in text.split(separator: "\n") { progress(Progress(stage: nil, text: String(line))) }
    }
}
