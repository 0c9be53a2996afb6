import DecisionLog
import Git
import Processes

/// One run at a time per pipeline and environment on this machine; dies with its owner.
final class EnvironmentLock {
    private var lock: FileLock?

    /// - Throws: ``OrchestrationError/anotherRun(owner:)`` at once where somebody else has it; also for an environment's
    ///   name that no log can have and that must not become a path.
    init(of environment: String, _ pipeline: String, for what: String, in session: Session) throws {
        let path = try stateDirectory(session.directory, try session.log(of: environment).environment)
        switch try FileLock.tryLock("\(path)/\(pipeline).lock", what: what) {
        case .locked(let lock): self.lock = consume lock
        case .held(let owner): throw OrchestrationError.anotherRun(owner: owner)
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
