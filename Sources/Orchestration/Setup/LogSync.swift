import DecisionLog
import GateModel
import Git

/// One log and its remote after they were brought together.
package struct SyncedLog: Sendable, CustomStringConvertible {
    package let environment: String
    let remote: String
    let size: Int
    /// How many there were here before.
    let before: Int
    /// What was not appended, a sentence each.
    package let losses: [String]

    package var description: String {
        let came = size - before
        let news = came > 0 ? ", \(came) of them new here" : ""
        return "\(environment): \(size) \(size == 1 ? "entry" : "entries")\(news), shared at '\(remote)'"
    }
}

extension CommandContext {
    /// Which logs there are to bring together: the one that is named, else all that this clone or a remote has.
    ///
    /// - Throws: ``OrchestrationError/noLogAnywhere``; ``RemoteLogError/unreachable(remote:reason:)`` where nothing is here, and
    ///   a remote does not say what it has.
    package func logsToSync(_ only: String?) async throws -> [String] {
        if let only { return [only] }
        let remotes = try Repository(discoverFrom: directory).remoteNames()
        var names = Set(try KnownEnvironments(inRepositoryOf: directory).names)
        var silence: (any Error)?
        for name in logRemote.map({ [$0.remote] }) ?? remotes where name != "none" {
            do {
                names.formUnion(try await git.environments(at: LogRemote(name)))
            } catch {
                silence = error
                say("note: what logs there are is not known of \(error)")
            }
        }
        guard names.isEmpty else { return names.sorted() }
        if let silence {
            throw RemoteLogError.unreachable(remote: "\(silence)", reason: "it does not say what logs it has")
        }
        throw OrchestrationError.noLogAnywhere
    }

    /// Brings one log and its remote together. The place is what a flag or variable says, else what the files of the revisions that
    /// run say.
    package func syncLog(of environment: String) async throws -> SyncedLog {
        let log = try log(of: environment)
        let remote = try place(of: environment)
        memory.share(environment, at: SharedLog(remote, git: git))
        let before = log.knownSize
        await fetchHistory(.usual)
        let losses = try await log.catchUp(key: key)
        await log.sendNewerEvidence()
        return SyncedLog(
            environment: environment, remote: remote.shownName, size: try log.open().size, before: before,
            losses: losses)
    }

    private func place(of environment: String) throws -> LogRemote {
        let places = Set(try declaredPlaces(of: environment).map { try sharing(of: environment, $0).remote })
        guard places.count < 2 else {
            throw RemoteLogError.severalRemotes(
                places.map { $0?.shownName ?? "none" }.sorted(), environment: environment)
        }
        let usual = try sharing(of: environment, nil).remote
        guard let remote = places.first ?? usual else { throw try nowhere(environment) }
        return remote
    }

    /// By the files of what runs, one a pipeline.
    private func declaredPlaces(of environment: String) throws -> [Pipeline.LogSettings?] {
        let log = try log(of: environment)
        guard log.knownSize > 0 else { return [] }
        let repository = try Repository(discoverFrom: directory)
        let verified = try log.open()
        return try Set(verified.heads.map(\.pipeline.name)).compactMap { name in
            guard let running = verified.state(of: name).running, try repository.has(running.commit) else {
                return nil
            }
            do {
                return .some(try readPipeline(name, at: running.commit, in: repository).pipeline.log)
            } catch {
                return nil
            }
        }
    }

    private func nowhere(_ environment: String) throws -> RemoteLogError {
        let remotes = try Repository(discoverFrom: directory).remoteNames()
        return logRemote == nil && remotes.count > 1
            ? .severalRemotes(remotes, environment: environment) : .nowhere
    }
}
