package import DecisionLog
package import GateModel
import Git

/// Whether a commit may be deployed where a log is about, for one pipeline. Runs nothing.
///
/// - Parameters:
///   - name: Any name that git knows the commit by. Forty digits, or seven at least of a commit that the log names, need not be
///     in this clone.
///   - pipeline: Nil: the only one that the log has entries of.
/// - Throws: ``OrchestrationError/severalPipelines(_:environment:)``, ``OrchestrationError/noLog(environment:known:log:)``,
///   ``OrchestrationError/pipelineUnrecorded(pipeline:environment:recorded:)``, `GitError`.
package func deployPermission(
    of name: String, pipeline: String?, in log: VerifiedLog, ofRepository directory: String
) throws -> DeployPermission {
    let heads = try log.heads
    guard !heads.isEmpty else { throw try noLog(of: log.environment, inRepositoryOf: directory) }
    let recorded = Set(heads.lazy.map(\.pipeline.name)).sorted()
    guard let pipeline = pipeline ?? (recorded.count == 1 ? recorded.first : nil) else {
        throw OrchestrationError.severalPipelines(recorded, environment: log.environment)
    }
    let repository = try Repository(discoverFrom: directory)
    let (commit, found) = try commitInQuestion(name, heads, in: repository)
    guard
        let permission = DeployPermission(
            of: commit, found: found, pipeline: pipeline, environment: log.environment, in: heads)
    else {
        throw OrchestrationError.pipelineUnrecorded(
            pipeline: pipeline, environment: log.environment, recorded: recorded)
    }
    return permission
}

/// The environment that is meant where nobody names one: the only one, or the only one whose log is about the pipeline.
///
/// - Throws: ``OrchestrationError/severalEnvironments(_:)``.
package func onlyLog(_ logs: [VerifiedLog], about pipeline: String?) throws -> VerifiedLog? {
    let meant = try pipeline.map { name in
        try logs.filter { try $0.heads.contains { $0.pipeline.name == name } }
    }
    let candidates = meant.flatMap { $0.isEmpty ? nil : $0 } ?? logs
    guard candidates.count <= 1 else {
        throw OrchestrationError.severalEnvironments(candidates.map(\.environment))
    }
    return candidates.first
}

/// For an environment that somebody named, and whose log has no entry.
package func noLog(
    of environment: String, inRepositoryOf directory: String
) throws -> OrchestrationError {
    .noLog(
        environment: environment,
        known: try KnownEnvironments(inRepositoryOf: directory).names.filter { $0 != environment },
        log: try LogPlace(of: environment, inRepositoryOf: directory))
}

/// The commit, and what this clone has of it; nil where it lacks it, as a clone of depth 1 does.
private func commitInQuestion(
    _ name: String, _ heads: LogHeads, in repository: borrowing Repository
) throws -> (commit: ObjectID, found: Revision?) {
    // Forty digits are an object's id, whatever references may be called.
    if let id = ObjectID(hex: name.lowercased()) { return try commit(id, in: repository) }
    do throws(GitError) {
        let found = try revision(name, in: repository)
        return (found.commit, found)
    } catch {
        guard case .unresolved = error, let id = heads.commit(beginning: name.lowercased()) else {
            throw error
        }
        return (id, nil)
    }
}

/// By its id, or by the id of a tag of it.
private func commit(_ id: ObjectID, in repository: borrowing Repository) throws -> (ObjectID, Revision?) {
    do {
        if try repository.rawObject(id, limit: 1 << 20).kind == .tag {
            let found = try revision(id.hex, in: repository)
            return (found.commit, found)
        }
        let commit = try repository.commit(id)
        return (id, Revision(commit: id, tree: commit.tree, summary: commit.summary))
    } catch GitError.missingObject {
        return (id, nil)
    }
}

extension LogHeads {
    /// The only commit that its entries name whose id begins so; nil where there is none, or several, or fewer than seven digits are
    /// given.
    fileprivate func commit(beginning digits: String) -> ObjectID? {
        guard digits.count >= 7, digits.allSatisfy(\.isHexDigit) else { return nil }
        var found: Set<ObjectID> = []
        for head in self {
            for revision in [head.candidate, head.baseline, head.rollback?.from, head.rollback?.to] {
                if let commit = revision?.commit, commit.hex.hasPrefix(digits) { found.insert(commit) }
            }
        }
        return found.count == 1 ? found.first : nil
    }
}
