import Glibc
import Processes

extension DecisionLog {
    /// Keeps other writers on this machine out for as long as the lock lives; waits for them, ten seconds at
    /// most.
    ///
    /// The reference's own compare-and-swap is what keeps writers apart; this spares them losing races, and
    /// proves that a lock file left on the reference is nobody's.
    func lock() throws -> FileLock {
        try makeDirectory(stateDirectory)
        var owner = ""
        for _ in 0..<400 {
            switch try FileLock.tryLock(
                "\(stateDirectory)/log-\(environment).lock", what: "append to \(refName)")
            {
            case .locked(let lock): return lock
            case .held(let holder):
                owner = holder
                usleep(25_000)
            }
        }
        throw LogError.locked(environment: environment, owner: owner)
    }
}
