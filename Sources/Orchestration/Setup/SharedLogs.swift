import DecisionLog
import GateModel
import Git

extension CommandContext {
    /// Finds out where the log of an environment is shared, and brings it here with the history that a decision needs. From then
    /// on what this run records goes there.
    ///
    /// - Parameters:
    ///   - pipeline: whose running revision has to be here; nil: of none.
    ///   - declared: by the pipeline file; flag and variable come before it.
    func share(
        _ environment: String, for pipeline: String?, declared: Pipeline.LogSettings?,
        _ patience: Patience = .usual
    ) async throws {
        guard let remote = try await remote(of: environment, declared: declared) else { return }
        memory.share(environment, at: SharedLog(remote, git: git))
        await fetchHistory(patience)
        let log = try log(of: environment)
        for loss in try await log.catchUp(key: key, patience) { say("note: \(loss)") }
        let verified = try log.open()
        say("log of \(environment): \(verified.size) entries, shared at '\(remote.shownName)'")
        if let pipeline, let running = verified.state(of: pipeline).running {
            await fetch(running.commit, from: remote, patience)
        }
        if patience != .short { await log.fetchEvidence() }
    }

    /// The same for a rollback, which goes on whatever is the matter with it.
    func shareWithoutWaiting(
        _ environment: String, for pipeline: String?, declared: Pipeline.LogSettings?
    ) async {
        do {
            try await share(environment, for: pipeline, declared: declared, .short)
        } catch {
            say("going back by what this clone has of the log: \(errorText(error))")
        }
    }

    /// Sends what waits.
    func sendPending(of environment: String) async {
        do {
            let log = try log(of: environment)
            guard try log.pendingCount > 0 else { return }
            for loss in try await log.catchUp(key: key, .short) { say("note: \(loss)") }
        } catch {
            say("\(error)")
        }
    }

    /// What is still only on this machine, for the end of a command; nil: nothing.
    package func waiting(of environment: String) -> String? {  // nil: see above
        do {
            let log = try log(of: environment)
            let count = try log.pendingCount
            guard count > 0 else { return nil }
            return """
                log: warning: \(count) \(count == 1 ? "statement waits" : "statements wait") in '\(printable(log.pendingPlace))' to be appended
                  hint: keep that directory, and run 'pawl log sync' here once the remote answers
                """
        } catch {
            return "\(error)"
        }
    }

    /// A candidate that moves the log would be judged by another one, which it may have made.
    ///
    /// - Throws: ``OrchestrationError/logMoved(environment:to:)``.
    func checkPlace(
        of environment: String, declared: Pipeline.LogSettings?, inForce: Pipeline.LogSettings?
    ) throws {
        guard logRemote == nil, declared != inForce else { return }
        let (wanted, known) = (try sharing(of: environment, declared), try sharing(of: environment, inForce))
        guard wanted.remote != known.remote else { return }
        throw OrchestrationError.logMoved(environment: environment, to: wanted.remote?.name ?? "none")
    }

    private func sharing(of environment: String, _ declared: Pipeline.LogSettings?) throws -> LogSharing {
        let wish = logRemote ?? declared.map { LogSharing.Wish(remote: $0.remote, prefix: $0.prefix) }
        return try LogSharing(
            of: environment, wish: wish, isCI: isCI, in: Repository(discoverFrom: directory))
    }

    /// Nil where the log stays here.
    private func remote(of environment: String, declared: Pipeline.LogSettings?) async throws -> LogRemote? {
        switch try sharing(of: environment, declared) {
        case .here: return nil
        case .shared(let remote): return remote
        case .perhaps(let remote):
            if await has(remote, environment) { return remote }
            // What was begun here stays here until somebody says otherwise.
            if try log(of: environment).open().size > 0 {
                say(
                    "note: the log of \(environment) is in this clone alone; 'pawl log sync' shares it at '\(remote.shownName)'"
                )
            }
            return nil
        }
    }

    private func has(_ remote: LogRemote, _ environment: String) async -> Bool {
        do {
            return try await git.has(remote, environment)
        } catch {
            say("note: whether '\(remote.shownName)' has the log of \(environment) is not known: \(error)")
            return false
        }
    }

    /// A clone of some depth knows neither what its log is named after nor what came between two revisions.
    func fetchHistory(_ patience: Patience) async {
        do {
            let repository = try Repository(discoverFrom: directory)
            guard repository.isShallow, let remote = try codeRemote(repository) else { return }
            say("this clone is cut off; fetching its history from '\(remote)'")
            try await git.fetchHistory(of: remote, within: patience.limit * 3)
        } catch {
            say("note: the history could not be fetched: \(error)")
        }
    }

    private func fetch(_ commit: ObjectID, from log: LogRemote, _ patience: Patience) async {
        do {
            let repository = try Repository(discoverFrom: directory)
            guard try !repository.has(commit) else { return }
            try await git.fetch(commit, of: try codeRemote(repository) ?? log.name, within: patience.limit)
        } catch {
            say("note: \(commit.short), which runs, is not in this clone and could not be fetched: \(error)")
        }
    }

    /// Where the code is, which need not be where the log is.
    private func codeRemote(_ repository: borrowing Repository) throws -> String? {  // nil: none
        let names = try repository.remoteNames()
        return names.first { $0 == "origin" } ?? names.first
    }
}
