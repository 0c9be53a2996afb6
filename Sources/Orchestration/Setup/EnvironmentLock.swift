import DecisionLog
import GateModel
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
            path = Self.path(in: try stateDirectory(session.directory, name), pipeline)
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

    private static func path(in stateDirectory: String, _ pipeline: String) -> String {
        "\(stateDirectory)/\(pipeline).lock"
    }

    /// Who holds it, without trying to take it, so that nobody is kept out meanwhile; nil where nobody can be seen.
    ///
    /// - Parameter environment: As a log has it, since it becomes a path.
    static func holder(
        of environment: String, _ pipeline: String, in repository: borrowing Repository
    ) -> HeldLock? {
        guard !pipeline.contains("/") else { return nil }
        let path = Self.path(in: statePath(repository, environment), pipeline)
        let holders = lockHolders(path)
        guard !holders.isEmpty else { return nil }
        return HeldLock(
            holders: holders.map(\.description), record: lockRecord(path),
            isPawl: holders.contains(where: \.isPawl))
    }
}

/// Where Pawl keeps locks and journals of one environment: inside the git directory, out of every work tree.
func stateDirectory(_ directory: String, _ environment: String) throws -> String {
    let path = statePath(try Repository(discoverFrom: directory), environment)
    try makeDirectory(path)
    return path
}

/// The same, whether or not it exists.
private func statePath(_ repository: borrowing Repository, _ environment: String) -> String {
    repository.gitDirectory + "/pawl/\(environment)"
}
