import Glibc
import Processes

extension DecisionLog {
    /// Keeps other writers on this machine out for as long as the lock lives; waits for them, ten seconds at
    /// most.
    ///
    /// The reference's own compare-and-swap is what keeps writers apart; this spares them losing races, and
    /// proves that a lock file left on the reference is nobody's.
    func lock() throws -> FileLock {
        switch try lock(within: Self.longestWait) {
        case .locked(let lock): return lock
        case .held(let owner): throw LogError.locked(environment: environment, owner: owner)
        }
    }

    /// The same for an append that nothing may hold up; nil where somebody holds the lock for longer than a second, which
    /// is said once.
    ///
    /// Where a first one has waited, later ones of this run do not.
    func lockWithoutWaiting() throws -> FileLock? {
        switch try lock(within: memory.goesWithoutLock ? 0 : Self.shortestWait) {
        case .locked(let lock): return lock
        case .held(let owner):
            if !memory.goesWithoutLock {
                memory.warn("the log is written without its lock, which \(owner) holds")
                memory.noteGoingWithoutLock()
            }
            return nil
        }
    }

    /// Takes away what killed writers of this clone have left on references, if nobody writes just now.
    func clearStaleLocks(_ shared: SharedLog) throws {
        guard case .locked(let lock) = try lock(within: 0) else { return }
        try removeStaleLocks(shared)
        _ = consume lock
    }

    /// For what one writer does at a time: nil where it is not to be waited for, and somebody holds it.
    ///
    /// - Parameter waits: ten seconds at most, and then it fails; else one second.
    func lockWithoutWaiting(orLonger waits: Bool) throws -> FileLock? {  // nil: see above
        waits ? try lock() : try lockWithoutWaiting()
    }

    /// In microseconds.
    private static let longestWait = 10_000_000
    private static let shortestWait = 1_000_000
    private static let pause = 25_000

    /// Tries at least once. Whoever holds it is named by the kernel, not by the file, which anybody may have written; by the
    /// file where the kernel shows nobody.
    private func lock(within wait: Int) throws -> FileLock.Attempt {
        try makeDirectory(stateDirectory)
        let path = "\(stateDirectory)/log-\(environment).lock"
        for _ in 0..<(wait / Self.pause) {
            if case .locked(let lock) = try FileLock.tryLock(path, what: "append to \(refName)") {
                return .locked(lock)
            }
            usleep(UInt32(Self.pause))
        }
        switch try FileLock.tryLock(path, what: "append to \(refName)") {
        case .locked(let lock): return .locked(lock)
        case .held(let owner):
            let holders = lockHolders(path).map(\.description).joined(separator: ", ")
            let unknown = owner.isEmpty ? "somebody" : owner
            return .held(by: holders.isEmpty ? unknown : holders)
        }
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
