import DecisionLog
import GateModel
import Git

extension CommandContext {
    /// Finds out where the log of an environment is shared, and brings it here with the history that a decision needs. From then
    /// on what this run records goes there.
    ///
    /// The place is what a flag or variable says, else what the file of the revision that runs says: the candidate's own file is
    /// part of what is judged. Where nobody knows yet what runs, the candidate's word is good enough to look there, and nothing is
    /// sent before the file of what runs has said the same.
    ///
    /// - Parameter declared: by the candidate's file.
    /// - Throws: ``OrchestrationError/logMoved(environment:to:)``, with nothing sent.
    func share(_ environment: String, for pipeline: String, declared: Pipeline.LogSettings?) async throws {
        if logRemote == nil, let inForce = try inForce(environment, pipeline) {
            try checkPlace(of: environment, declared: declared, inForce: inForce.log)
        }
        guard let remote = try await remote(of: environment, declared) else { return }
        memory.share(environment, at: SharedLog(remote, git: git))
        say("asking '\(remote.shownName)' for the log of \(environment)")
        await fetchHistory(.usual)
        let log = try log(of: environment)
        try await log.look()
        if let running = try running(environment, pipeline) {
            await fetch(running.commit, from: remote, .usual)
            // What runs and still cannot be read says nothing, which is not what the candidate says.
            try checkPlace(of: environment, declared: declared, inForce: inForce(environment, pipeline)?.log)
        }
        for loss in try await log.catchUp(key: key) { say("note: \(loss)") }
        let verified = try log.open()
        say("log of \(environment): \(verified.size) entries, shared at '\(remote.shownName)'")
        noteCheckpoint(environment)
        await log.fetchEvidence()
    }

    /// The same for a rollback, which goes on whatever is the matter with it, and asks no file that may be a candidate's.
    func shareWithoutWaiting(_ environment: String, for pipeline: String) async {
        do {
            let settings = try inForce(environment, pipeline)?.log
            let sharing = try sharing(of: environment, settings)
            guard let remote = sharing.remote else { return }
            if case .perhaps = sharing, try await !git.has(remote, environment, .short) { return }
            memory.share(environment, at: SharedLog(remote, git: git))
            let log = try log(of: environment)
            for loss in try await log.catchUp(key: key, .short) { say("note: \(loss)") }
            await fetchHistory(.short)
        } catch {
            memory.noteGoingWithoutRemote()
            say("going back by what this clone has of the log: \(errorText(error))")
        }
    }

    /// Sends what waits, and what a rollback kept back.
    func sendPending(of environment: String) async {
        do {
            let log = try log(of: environment)
            if try log.pendingCount > 0 {
                for loss in try await log.catchUp(key: key, .short) { say("note: \(loss)") }
            }
            await log.sendEvidence()
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
        throw OrchestrationError.logMoved(environment: environment, to: wanted.remote?.shownName ?? "none")
    }

    func sharing(of environment: String, _ declared: Pipeline.LogSettings?) throws -> LogSharing {
        let wish = logRemote ?? declared.map { LogSharing.Wish(remote: $0.remote, prefix: $0.prefix) }
        return try LogSharing(
            of: environment, wish: wish, isCI: isCI, in: Repository(discoverFrom: directory))
    }

    private struct InForce {
        let log: Pipeline.LogSettings?
    }

    /// What the file of the revision that runs says of the log; nil where this clone does not know what runs, or has not got it.
    private func inForce(_ environment: String, _ pipeline: String) throws -> InForce? {  // nil: see above
        let repository = try Repository(discoverFrom: directory)
        guard let running = try running(environment, pipeline), try repository.has(running.commit) else {
            return nil
        }
        do {
            return InForce(log: try readPipeline(pipeline, at: running.commit, in: repository).pipeline.log)
        } catch {
            // A file that is not there, or cannot be read any more, says nothing.
            return InForce(log: nil)
        }
    }

    /// What is wrong with the log here is said once it was brought up to date: it may only lack what comes.
    private func running(_ environment: String, _ pipeline: String) throws -> Revision? {  // nil: unknown
        let log = try log(of: environment)
        return log.knownSize > 0 ? try log.open().state(of: pipeline).running : nil
    }

    /// Nil where the log stays here.
    private func remote(of environment: String, _ declared: Pipeline.LogSettings?) async throws -> LogRemote?
    {
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
            return try await git.has(remote, environment, .usual)
        } catch {
            say("note: whether '\(remote.shownName)' has the log of \(environment) is not known: \(error)")
            return false
        }
    }

    private func noteCheckpoint(_ environment: String) {
        guard let other = memory.checkpointEnvironment, other != environment else { return }
        say("note: PAWL_CHECKPOINT is of \(printable(other)), so it does not bind the log of \(environment)")
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
            try await git.fetch(
                commit, of: try codeRemote(repository) ?? log.name, within: patience.limit)
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
