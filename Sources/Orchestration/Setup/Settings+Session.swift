import DecisionLog
import GateModel
import Git
import Measuring
import Processes

extension Settings {
    /// - Parameters:
    ///   - version: Pawl's own, for the record.
    ///   - goesBack: whether it is for a rollback, which key and trust files that others can change do not hold up.
    ///   - insists: that rollback goes on even without a key or a trust file, and says so: then it records nothing.
    /// - Throws: what is missing or unsafe, with the way to mend it; nothing is written.
    package func session(
        needsKey: Bool, version: String, goesBack: Bool = false, insists: Bool = false,
        interrupts: @escaping @Sendable () -> Int = { 0 }
    ) throws -> CommandContext {
        let tolerate: ((GuardedFileError) -> Void)? =
            goesBack
            ? {
                warn(
                    "\($0)\n  note: going back all the same; only its owner may change it from now on")
            }
            : nil
        let trust = try orElse(.nobody, insists) { try trustFile(tolerate: tolerate) }
        let key =
            needsKey ? try orElse(nil, insists) { try signingKey(trust: trust, tolerate: tolerate) } : nil
        return CommandContext(
            directory: repository, caller: CallerEnvironment(variables), trust: trust, key: key,
            context: context(version: version),
            protectedPaths: protectedPaths([trustSetting?.value, keySetting?.value]),
            protectedFiles: files([trustSetting?.value, keySetting?.value]),
            // What goes back runs unconfined, and a word that is not understood is no reason to stay.
            bestIsolation: goesBack ? .strong(landlock: .max) : try bestIsolation,
            cacheDirectory: cacheDirectory, cacheSize: goesBack ? .max : try cacheSize(),
            logRemote: logWish, isCI: variable("CI") != nil,
            git: GitProgram(
                gitDirectory: try Repository(discoverFrom: repository).gitDirectory, variables: variables),
            // A rollback is not held up by how far a log has to go.
            leastCheckpoint: goesBack ? nil : try leastCheckpoint(trust: trust), isOfRollback: goesBack,
            progress: progress,
            interrupts: interrupts)
    }

    private func orElse<Value>(
        _ nothing: Value, _ goesOn: Bool, _ read: () throws -> Value
    ) throws -> Value {
        do {
            return try read()
        } catch {
            guard goesOn else { throw error }
            warn("going back without a record of it:\n\(errorText(error))")
            return nothing
        }
    }
}
