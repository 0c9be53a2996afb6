package import DecisionLog
package import GateModel

/// Why a command cannot do what it was asked; nothing was run, deployed or recorded when it is thrown.
package enum OrchestrationError: Error, Hashable, CustomStringConvertible {
    case pipelineMissing(path: String, commit: ObjectID, known: [String])
    /// Nothing that could be read as a file in the work tree.
    case noWorkTreeFile(path: String)
    /// An external service that gives no answer at all.
    case targetSilent(url: String, reason: String)
    /// Where a deploy is watched, which gives no answer at all.
    case environmentSilent(url: String, reason: String)
    case nothingAdopted(pipeline: String, environment: String, log: LogPlace)
    /// The candidate's pipeline file says another place for the log than that of what runs.
    case logMoved(environment: String, to: String)
    /// Neither this clone nor a remote has one.
    case noLogAnywhere
    /// - Parameter known: The environments that have a log here.
    case noLog(environment: String, known: [String], log: LogPlace)
    /// The log has no entry about that pipeline.
    case pipelineUnrecorded(pipeline: String, environment: String, recorded: [String])
    /// Nobody said which one is meant.
    case severalPipelines([String], environment: String)
    case severalEnvironments([String])
    case keyMissing
    case anotherRun(owner: String)
    /// Processes that are no Pawl, such as what a candidate has left running.
    case lockHeld(by: String)
    case openDeploy(pipeline: String, environment: String, candidate: ObjectID)
    case openRollback(pipeline: String, environment: String)
    case contradiction(deployed: ObjectID, log: ObjectID, pipeline: String, environment: String)
    case deployedUnknown(problem: String)
    /// The candidate was deployed here before and went back, in that entry.
    case rolledBackBefore(ObjectID, environment: String, entry: Int)
    case oneWayDoors([String])
    case neverRan(ObjectID, environment: String)
    /// `anchor:` names a revision that was never held to be good.
    case anchorNeverRan(name: String, commit: ObjectID, at: FilePosition)
    case noRollback(pipeline: String)
    case alreadyRunning(ObjectID, environment: String)

    package var description: String {
        switch self {
        case .pipelineMissing(let path, let commit, let known):
            """
            \(printable(path)): error: not in commit \(commit.short)
              hint: \(known.isEmpty ? "commit it; pipelines are read from git" : "that commit has \(printable(known.joined(separator: ", ")))")
            """
        case .noWorkTreeFile(let path):
            """
            \(printable(path)): error: there is no such file in the work tree
              hint: write it, or leave --working-tree away: then the candidate's own is read
            """
        case .targetSilent(let url, let reason):
            """
            \(printable(url)): error: the external service does not answer: \(printable(reason))
              hint: start it, or correct 'external: { url: … }'; nothing was measured or recorded
            """
        case .environmentSilent(let url, let reason):
            """
            \(printable(url)): error: the environment does not answer, and 'watch' compares with how it does before the deploy: \(printable(reason))
              hint: bring it up again (pawl rollback runs the scripts that do), or correct the 'url' of 'watch'; nothing was deployed or recorded
            """
        case .nothingAdopted(let pipeline, let environment, let log):
            """
            log: error: nothing is known to run in \(environment) for pipeline '\(pipeline)', so there is no baseline
              \(log.hints(environment, pipeline: pipeline))
            """
        case .logMoved(let environment, let to):
            """
            log: error: the candidate's pipeline file moves the log of \(environment) to '\(printable(to))', and it is judged by what the log says
              hint: if that is meant, name the place once by hand: --log-remote, or PAWL_LOG_REMOTE
            """
        case .noLogAnywhere:
            """
            log: error: neither this clone nor a remote has a decision log
              hint: begin one: pawl log adopt COMMIT --pipeline NAME, where COMMIT is what runs now
            """
        case .noLog(let environment, let known, let log):
            """
            log: error: there is no log of \(printable(environment)) here\(known.isEmpty ? "" : ", only of \(printable(known.joined(separator: ", ")))")
              \(log.hints(environment, pipeline: nil))
            """
        case .pipelineUnrecorded(let pipeline, let environment, let recorded):
            """
            log: error: the log of \(environment) has no entry about pipeline '\(printable(pipeline))'
              hint: it has entries about \(printable(recorded.joined(separator: ", ")))
            """
        case .severalPipelines(let names, let environment):
            """
            log: error: \(names.count) pipelines deploy to \(environment): \(printable(names.joined(separator: ", ")))
              hint: name the one that is meant with --pipeline
            """
        case .severalEnvironments(let names):
            """
            log: error: there are logs of \(names.count) environments: \(printable(names.joined(separator: ", ")))
              hint: name the one that is meant with --environment
            """
        case .keyMissing:
            """
            key: error: no signing key, and every decision is signed
              hint: make one with 'pawl key new'; name one with --key or PAWL_KEY_FILE, or add one that is trusted to an ssh-agent
            """
        case .anotherRun(let owner):
            """
            lock: error: another run is in progress\(owner.isEmpty ? "" : " (\(printable(owner)))")
              hint: wait until it has ended
            """
        case .lockHeld(let holders):
            """
            lock: error: \(holders) holds it, and is no Pawl
              hint: end that process; a rollback with --to and --reason goes on all the same
            """
        case .openDeploy(let pipeline, let environment, let candidate):
            """
            log: error: a deploy of \(candidate.short) to \(environment) was started and never ended
              hint: go back with 'pawl rollback \(pipeline) --environment \(environment)', or adopt what runs there
            """
        case .openRollback(let pipeline, let environment):
            """
            log: error: a rollback of \(environment) was started and never ended
              hint: run it again with 'pawl rollback \(pipeline) --environment \(environment)'; its scripts are idempotent
            """
        case .contradiction(let deployed, let log, let pipeline, let environment):
            """
            deployed: error: the environment says that \(deployed.hex) runs, the log says \(log.hex)
              hint: find out who deployed; then adopt it: pawl log adopt \(deployed.short) --pipeline \(pipeline) --environment \(environment)
              hint: or go back: pawl rollback \(pipeline) --environment \(environment) --to \(log.short) --reason TEXT
            """
        case .deployedUnknown(let problem):
            """
            deployed: error: the environment does not say what runs: \(printable(problem))
              hint: 'rollback.deployed' must print one commit id
            """
        case .rolledBackBefore(let commit, let environment, let entry):
            """
            log: error: \(commit.short) was rolled back in \(environment), entry \(entry)
              hint: 'pawl log show \(entry)' says what happened; to deploy it again, say why with --retry-reason TEXT
            """
        case .oneWayDoors(let changes):
            """
            rollback: error: no way back over \(printable(changes.joined(separator: ", "))): 'reversible: none'
              hint: make the change reversible, or deploy it outside of the gate and adopt it
            """
        case .neverRan(let commit, let environment):
            """
            rollback: error: \(commit.short) was never deployed or adopted in \(environment)
              hint: 'pawl log list' shows what was; give a --reason to go there all the same
            """
        case .anchorNeverRan(let name, let commit, let position):
            """
            \(position): error: '\(printable(name))' (\(commit.short)) was never deployed or adopted here
              hint: name a revision that ran as 'anchor', or 'last-tag'
            """
        case .noRollback(let pipeline):
            """
            rollback: error: pipeline '\(pipeline)' declares no 'rollback'
              hint: add 'rollback: { scripts: rollback/\(pipeline) }' and commit the scripts
            """
        case .alreadyRunning(let commit, let environment):
            """
            rollback: error: \(commit.short) is what runs in \(environment)
              hint: name another commit with --to, or give a --reason to run its scripts again
            """
        }
    }
}
