import DecisionLog
import Git

/// One log and its remote after they were brought together.
package struct SyncedLog: Sendable, CustomStringConvertible {
    let environment: String
    let remote: String
    let size: Int
    /// How many there were here before.
    let before: Int

    package var description: String {
        let came = size - before
        let news = came > 0 ? ", \(came) of them new here" : ""
        return
            "\(environment): \(size) \(size == 1 ? "entry" : "entries")\(news), the same here and at '\(remote)'"
    }
}

extension CommandContext {
    /// Brings logs and their remote together.
    ///
    /// - Parameter only: Nil: every environment that this clone or the remote knows.
    package func syncLogs(_ only: String?) async throws -> [SyncedLog] {
        let names = if let only { [only] } else { try await knownAnywhere() }
        guard !names.isEmpty else { throw OrchestrationError.noLogAnywhere }
        var synced: [SyncedLog] = []
        for name in names {
            let log = try log(of: name)
            let place = try sharedPlace(of: name)
            memory.share(name, at: place)
            let before = try log.open().size
            await fetchHistory(.usual)
            for loss in try await log.catchUp(key: key) { say("note: \(loss)") }
            synced.append(
                SyncedLog(
                    environment: name, remote: place.remote.shownName, size: try log.open().size,
                    before: before))
        }
        return synced
    }

    private func sharedPlace(of environment: String) throws -> SharedLog {
        let sharing = try LogSharing(
            of: environment, wish: logRemote, isCI: isCI, in: Repository(discoverFrom: directory))
        switch sharing {
        case .shared(let remote), .perhaps(let remote): return SharedLog(remote, git: git)
        case .here:
            let remotes = try Repository(discoverFrom: directory).remoteNames()
            guard logRemote == nil, remotes.count > 1 else { throw RemoteLogError.nowhere }
            throw RemoteLogError.severalRemotes(remotes, environment: environment)
        }
    }

    private func knownAnywhere() async throws -> [String] {
        let remotes = try Repository(discoverFrom: directory).remoteNames()
        var names = Set(try KnownEnvironments(inRepositoryOf: directory).names)
        for name in logRemote.map({ [$0.remote] }) ?? remotes {
            do {
                names.formUnion(try await git.environments(at: LogRemote(name)))
            } catch {
                say("note: what logs there are is not known of \(error)")
            }
        }
        return names.sorted()
    }
}
