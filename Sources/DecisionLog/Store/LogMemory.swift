import GateModel
import Synchronization

/// What this process has verified of logs: whatever it reads later has to go on from there.
///
/// Everything beside a log (references, evidence, what this machine remembers) can be changed by whoever runs as the
/// same user, such as a script of the candidate. This memory cannot.
package final class LogMemory: Sendable {
    struct Recollection: Sendable {
        /// All of it holds.
        let chain: LogChain
        /// The evidence's last commit; nil: there was none.
        let evidence: ObjectID?  // nil: no evidence
        /// What this machine remembered then; nil: nothing.
        let mark: SeenLog?  // nil: nothing was remembered
        /// The evidence that this process has stored itself.
        let stored: [StoredEvidence]

        /// Nil: there was no entry.
        var log: SeenLog? { chain.last.map(SeenLog.init(upTo:)) }
    }

    /// What a log has to reach; nil: nothing is asked of it.
    let least: Checkpoint?
    /// Whether it is that of a rollback, which goes on without what it cannot read.
    let isOfRollback: Bool
    private let recollections = Mutex<[String: Recollection]>([:])
    private let fault = Mutex(false)
    private let withoutLock = Mutex(false)
    private let verified = Mutex(0)
    private let shared = Mutex<[String: SharedLog]>([:])
    private let silent = Mutex(false)
    private let keptBack = Mutex(false)
    private let contentions = Mutex<[String: Contention]>([:])
    /// Is told what was put right without a question.
    let warn: @Sendable (String) -> Void

    package init(
        least: Checkpoint? = nil, isOfRollback: Bool = false,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.least = least
        self.isOfRollback = isOfRollback
        self.warn = warn
    }

    /// By environment; nil: its log was not read yet.
    subscript(environment: String) -> Recollection? {  // nil: not read yet
        get { recollections.withLock { $0[environment] } }
        set { recollections.withLock { $0[environment] = newValue } }
    }

    /// The environment of the log that ``least`` is of; nil: nothing is asked.
    package var checkpointEnvironment: String? { least?.environment }

    /// From now on every log of that environment that this run opens is shared there.
    package func share(_ environment: String, at place: SharedLog) {
        shared.withLock { $0[environment] = place }
    }

    /// Nil: it is only here.
    func sharing(of environment: String) -> SharedLog? { shared.withLock { $0[environment] } }

    /// Whether a remote did not answer when a rollback wanted to write: this run does not wait for it again.
    var goesWithoutRemote: Bool { silent.withLock { $0 } }

    package func noteGoingWithoutRemote() { silent.withLock { $0 = true } }

    /// Whether evidence of this run was kept back from the remote so that a rollback did not wait for it.
    var hasKeptBack: Bool {
        get { keptBack.withLock { $0 } }
        set { keptBack.withLock { $0 = newValue } }
    }

    /// With the other writers of a shared log, as this run has met them.
    func contention(of environment: String) -> Contention {
        contentions.withLock { $0[environment] ?? Contention() }
    }

    func changeContention(of environment: String, _ change: (inout Contention) -> Void) {
        contentions.withLock { change(&$0[environment, default: Contention()]) }
    }

    /// What was verified of a log that gives way to the one at its remote.
    func forget(_ environment: String) { recollections.withLock { $0[environment] = nil } }

    /// Whether something that this run had verified, or the key or trust file that it rests on, was changed meanwhile.
    package var foundFault: Bool { fault.withLock { $0 } }

    /// Whether this run has gone on without the lock on a log before: it does not wait for it again.
    var goesWithoutLock: Bool { withoutLock.withLock { $0 } }

    func noteGoingWithoutLock() { withoutLock.withLock { $0 = true } }

    /// How many entries this run has verified by their signatures, some of them perhaps more than once.
    package var verifiedEntries: Int { verified.withLock { $0 } }

    func noteVerified(_ count: Int) { verified.withLock { $0 += count } }

    func noteFault() { fault.withLock { $0 = true } }
}
