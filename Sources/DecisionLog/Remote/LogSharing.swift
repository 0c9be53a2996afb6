package import Git

/// Where the log of an environment is shared, as far as it can be told without asking anybody.
package enum LogSharing: Hashable, Sendable {
    case shared(LogRemote)
    /// Only one remote could have it, and this clone does not know whether it does.
    case perhaps(LogRemote)
    /// Nowhere: nobody wants it to be, or there is no remote.
    case here

    /// Nil where it stays here.
    package var remote: LogRemote? {
        switch self {
        case .shared(let remote), .perhaps(let remote): remote
        case .here: nil
        }
    }

    /// What a person or the pipeline file says of it.
    package struct Wish: Hashable, Sendable {
        /// A remote's name, a URL, a path, or `none`.
        package let remote: String
        /// What stands before the environment's name there; nil: as it is here.
        package let prefix: String?

        package init(remote: String, prefix: String? = nil) {
            self.remote = remote
            self.prefix = prefix
        }
    }

    /// - Parameters:
    ///   - isCI: a machine that has nothing before its job and keeps nothing after it.
    /// - Throws: ``RemoteLogError/severalRemotes(_:environment:)``, ``RemoteLogError/noRemote(_:known:)``.
    package init(
        of environment: String, wish: Wish?, isCI: Bool, in repository: borrowing Repository
    ) throws {
        let remotes = try repository.remoteNames()
        if let wish {
            self = try Self.wished(wish, among: remotes)
            return
        }
        let branch = DecisionLog.branch(of: environment)
        let having = try remotes.filter { remote in
            let seen = LogRemote(remote).seenReference(of: environment)
            return try repository.directReference("refs/remotes/\(remote)/\(branch)") != nil
                || repository.directReference(seen) != nil
        }
        switch (having.count, remotes.count) {
        case (1, _): self = .shared(LogRemote(having[0]))
        case (0, 0): self = .here
        case (0, 1): self = isCI ? .shared(LogRemote(remotes[0])) : .perhaps(LogRemote(remotes[0]))
        case (0, _) where !isCI: self = .here
        default:
            throw RemoteLogError.severalRemotes(having.isEmpty ? remotes : having, environment: environment)
        }
    }

    private static func wished(_ wish: Wish, among remotes: [String]) throws(RemoteLogError) -> LogSharing {
        if wish.remote == "none" { return .here }
        let isPlace = wish.remote.contains("/") || wish.remote.contains(":")
        guard !wish.remote.hasPrefix("-"), remotes.contains(wish.remote) || isPlace else {
            throw .noRemote(wish.remote, known: remotes)
        }
        return .shared(LogRemote(wish.remote, prefix: wish.prefix))
    }
}
