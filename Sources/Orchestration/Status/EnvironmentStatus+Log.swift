package import DecisionLog
package import GateModel
import Git

extension EnvironmentStatus {
    /// What a verified log says of its environment now. Nothing of the repository is run, and nothing is written or fetched.
    ///
    /// - Throws: ``OrchestrationError/noLog(environment:known:log:)`` where it has no entries, `BrokenEntry`, `GitError`.
    package init(_ log: VerifiedLog, ofRepository directory: String) throws {
        let heads = try log.heads
        guard let last = heads.last, let tip = log.tip else {
            throw try noLog(of: log.environment, inRepositoryOf: directory)
        }
        var histories: [String: PipelineHistory] = [:]
        for head in heads { histories[head.pipeline.name, default: PipelineHistory()].take(head) }
        let repository = try Repository(discoverFrom: directory)
        var pipelines: [PipelineStatus] = []
        for (name, history) in histories.sorted(by: { $0.key < $1.key }) {
            pipelines.append(
                PipelineStatus(
                    pipeline: name, running: history.running, open: try openWork(history, log),
                    lock: EnvironmentLock.holder(of: log.environment, name, in: repository),
                    wayBack: wayBack(history.history, pipeline: name, in: repository),
                    approved: history.approved.map(RecordedEntry.init)))
        }
        self.init(
            environment: log.environment, reference: log.refName, entries: heads.count,
            last: RecordedEntry(last),
            remotes: remoteLogs(of: log.environment, tip: tip, in: repository), pipelines: pipelines)
    }
}

private func openWork(_ history: PipelineHistory, _ log: VerifiedLog) throws -> [OpenWork] {
    var work: [OpenWork] = []
    if let deploy = history.state.openDeploy {
        work.append(
            OpenWork(
                .deploy(block: history.openDeployBlock.map(RecordedEntry.init)), entry: RecordedEntry(deploy),
                host: try log.entry(of: deploy).decision.context.host))
    }
    if let rollback = history.state.openRollback, let way = rollback.rollback {
        let end = try history.openRollbackEnd.flatMap { try log.entry(of: $0).decision.rollback }
        work.append(
            OpenWork(
                .rollback(to: way.to, outcome: end?.outcome), entry: RecordedEntry(rollback),
                host: try log.entry(of: rollback).decision.context.host))
    }
    return work
}

/// What the last fetch has seen of this log at each remote; none where it cannot be listed.
private func remoteLogs(
    of environment: String, tip: ObjectID, in repository: borrowing Repository
) -> [RemoteLog] {
    // What Pawl has seen there itself is newer than what a fetch by hand has.
    let places = [
        (DecisionLog.seenAtRemotes, "/" + environment),
        ("refs/remotes/", "/" + DecisionLog.branch(of: environment)),
    ]
    do throws(GitError) {
        var logs: [RemoteLog] = []
        for (prefix, suffix) in places {
            for reference in try repository.references(matching: prefix + "*" + suffix) {
                let name = String(reference.name.dropFirst(prefix.count).dropLast(suffix.count))
                guard !logs.contains(where: { $0.remote == name }) else { continue }
                logs.append(
                    RemoteLog(
                        remote: name, comparison: comparison(of: reference.target, with: tip, in: repository))
                )
            }
        }
        return logs
    } catch {
        return [RemoteLog(remote: "*", comparison: .unknown(error.happening))]
    }
}

private func comparison(
    of remote: ObjectID, with local: ObjectID, in repository: borrowing Repository
) -> RemoteLog.Comparison {
    if remote == local { return .same }
    do throws(GitError) {
        if try repository.isAncestor(local, of: remote) {
            return .ahead(try repository.commitsBetween(base: local, tip: remote).count)
        }
        if try repository.isAncestor(remote, of: local) {
            return .behind(try repository.commitsBetween(base: remote, tip: local).count)
        }
        return .diverged
    } catch {
        return .unknown(error.happening)
    }
}
