import DecisionLog
import Git
import Processes

/// One run at a time per pipeline and environment on this machine; dies with its owner.
final class EnvironmentLock {
    private var lock: FileLock?

    /// - Parameter insists: A rollback goes on without the lock where no other Pawl has it: where it cannot be opened, or
    ///   something that a candidate left running holds it. Both are said.
    /// - Throws: ``OrchestrationError/anotherRun(owner:)`` at once where somebody else has it, ``OrchestrationError/lockHeld(by:)``
    ///   where that is no Pawl; also for an environment's name that no log can have and that must not become a path.
    init(
        of environment: String, _ pipeline: String, for what: String, in session: CommandContext,
        insists: Bool = false
    ) throws {
        let name = try session.log(of: environment).environment
        let path: String
        let attempt: FileLock.Attempt
        do {
            path = "\(try stateDirectory(session.directory, name))/\(pipeline).lock"
            attempt = try FileLock.tryLock(path, what: what)
        } catch {
            guard insists else { throw error }
            session.say("going back without the lock: \(error)")
            return
        }
        switch consume attempt {
        case .locked(let lock): self.lock = consume lock
        case .held(let owner):
            let holders = lockHolders(path)
            // Whoever had it may have ended just now.
            if holders.isEmpty, case .locked(let lock) = try FileLock.tryLock(path, what: what) {
                self.lock = consume lock
                return
            }
            let seen = holders.map(\.description).joined(separator: ", ")
            if holders.contains(where: \.isPawl) || (holders.isEmpty && !insists) {
                throw OrchestrationError.anotherRun(owner: owner.isEmpty ? seen : owner)
            }
            guard insists else { throw OrchestrationError.lockHeld(by: seen) }
            session.say(
                "going back without the lock: no Pawl that can be seen holds it, but "
                    + (seen.isEmpty ? "somebody does (\(owner))" : seen))
        }
    }

    /// Gives it back before the object goes.
    func release() { lock = nil }
}

/// Where Pawl keeps locks and journals of one environment: inside the git directory, out of every work tree.
func stateDirectory(_ directory: String, _ environment: String) throws -> String {
    let path = try Repository(discoverFrom: directory).gitDirectory + "/pawl/\(environment)"
    try makeDirectory(path)
    return path
}
