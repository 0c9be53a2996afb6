import Glibc
import Processes

extension DecisionLog {
    /// Keeps other writers on this machine out for as long as the lock lives; waits for them, ten seconds at
    /// most for one of them, and two minutes for all.
    ///
    /// The reference's own compare-and-swap is what keeps writers apart; this spares them losing races, and
    /// proves that a lock file left on the reference is nobody's.
    func lock() throws -> FileLock {
        try makeDirectory(stateDirectory)
        var patience = LockPatience()
        // Who is next waits here: a writer that lets go of the log and wants it again stands behind it.
        guard case .locked(let turn) = try take(turnPath, &patience) else { throw held("") }
        switch try take(lockPath, &patience) {
        case .locked(let lock):
            _ = consume turn
            return lock
        case .held(let owner): throw held(owner)
        }
    }

    /// The same for an append that nothing may hold up; nil where somebody holds the lock for longer than a second, which
    /// is said once.
    ///
    /// Where a first one has waited, later ones of this run do not.
    func lockWithoutWaiting() throws -> FileLock? {
        try makeDirectory(stateDirectory)
        var patience = LockPatience(perOwner: memory.goesWithoutLock ? .zero : .seconds(1))
        switch try take(lockPath, &patience) {
        case .locked(let lock): return lock
        case .held(let owner):
            if !memory.goesWithoutLock {
                memory.warn("the log is written without its lock, which \(holders(owner)) holds")
                memory.noteGoingWithoutLock()
            }
            return nil
        }
    }

    /// Takes away what killed writers of this clone have left on references, if nobody writes just now.
    func clearStaleLocks(_ shared: SharedLog) throws {
        try makeDirectory(stateDirectory)
        guard case .locked(let lock) = try FileLock.tryLock(lockPath, what: "append to \(refName)") else {
            return
        }
        try removeStaleLocks(shared)
        _ = consume lock
    }

    /// For what one writer does at a time: nil where it is not to be waited for, and somebody holds it.
    ///
    /// - Parameter waits: as ``lock()`` does; else one second.
    func lockWithoutWaiting(orLonger waits: Bool) throws -> FileLock? {  // nil: see above
        waits ? try lock() : try lockWithoutWaiting()
    }

    private var lockPath: String { "\(stateDirectory)/log-\(environment).lock" }
    private var turnPath: String { "\(stateDirectory)/log-\(environment).turn" }

    /// Tries at least once.
    private func take(_ path: String, _ patience: inout LockPatience) throws -> FileLock.Attempt {
        while true {
            switch try FileLock.tryLock(path, what: "append to \(refName)") {
            case .locked(let lock): return .locked(lock)
            case .held(let owner):
                guard patience.isLeft(with: owner) else { return .held(by: owner) }
                usleep(UInt32.random(in: 2000...20_000))
            }
        }
    }

    private func held(_ owner: String) -> LogError {
        .locked(environment: environment, owner: holders(owner))
    }

    /// Whoever holds the lock is named by the kernel, not by the file, which anybody may have written; by the file where the
    /// kernel shows nobody.
    private func holders(_ owner: String) -> String {
        let holders = lockHolders(lockPath).map(\.description).joined(separator: ", ")
        let unknown = owner.isEmpty ? "somebody" : owner
        return holders.isEmpty ? unknown : holders
    }
}

/// How long somebody still waits for a lock: it begins anew with each owner.
struct LockPatience {
    private let perOwner: Duration
    private let end: ContinuousClock.Instant
    private var owner = ""
    private var ownersEnd: ContinuousClock.Instant

    /// - Parameters:
    ///   - now: when the waiting begins.
    init(
        perOwner: Duration = .seconds(10), inAll: Duration = .seconds(120),
        now: ContinuousClock.Instant = .now
    ) {
        self.perOwner = perOwner
        end = now + inAll
        ownersEnd = now + perOwner
    }

    /// - Parameter owner: what the lock's file says of who has it; empty where that is not known yet.
    mutating func isLeft(with owner: String, now: ContinuousClock.Instant = .now) -> Bool {
        if !owner.isEmpty, owner != self.owner {
            if !self.owner.isEmpty { ownersEnd = now + perOwner }
            self.owner = owner
        }
        return now < min(end, ownersEnd)
    }
}

extension FileLock? {
    /// Looks at it without taking it.
    var isHeld: Bool {
        switch self {
        case .some: true
        case .none: false
        }
    }
}
