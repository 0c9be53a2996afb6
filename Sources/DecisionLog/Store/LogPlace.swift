import GateModel
package import Git

/// Where the log of an environment may be, where this repository does not say what runs there.
package enum LogPlace: Hashable, Sendable {
    /// A fetch has seen it there: `origin`.
    case seen(remote: String)
    /// There is a remote, and this clone does not know whether it has one.
    case unknown(remote: String)
    case nowhere

    package init(of environment: String, inRepositoryOf directory: String) throws(GitError) {
        let repository = try Repository(discoverFrom: directory)
        // A log that is here, and does not know of a pipeline, is not looked for elsewhere.
        guard try repository.directReference(DecisionLog.references + environment) == nil else {
            self = .nowhere
            return
        }
        let remotes = try repository.remoteNames()
        let branch = DecisionLog.references.dropFirst("refs/heads/".count) + environment
        for remote in remotes {
            if try repository.directReference("refs/remotes/\(remote)/\(branch)") != nil {
                self = .seen(remote: remote)
                return
            }
        }
        self = (remotes.first { $0 == "origin" } ?? remotes.first).map { .unknown(remote: $0) } ?? .nowhere
    }

    /// The command that brings it; nil where nobody could have it.
    package func fetch(_ environment: String) -> String? {  // nil: see above
        switch self {
        case .seen(let remote), .unknown(let remote):
            "pawl log sync --environment \(environment) --log-remote \(remote)"
        case .nowhere: nil
        }
    }

    /// How to get it, or else begin one; a hint line each, without an end of line.
    ///
    /// - Parameter pipeline: Nil: of no certain one.
    package func hints(_ environment: String, pipeline: String?) -> String {
        let adopt =
            "pawl log adopt COMMIT --pipeline \(pipeline ?? "NAME") --environment \(environment), where COMMIT is what runs there now"
        switch self {
        case .seen(let remote):
            return
                "hint: '\(printable(remote))' has the log of \(environment): \(printable(fetch(environment) ?? ""))"
        case .unknown(let remote):
            return """
                hint: look for the log at '\(printable(remote))' first: \(printable(fetch(environment) ?? ""))
                  hint: only if there is none, begin it: \(adopt)
                """
        case .nowhere: return "hint: say what runs there: \(adopt)"
        }
    }
}
