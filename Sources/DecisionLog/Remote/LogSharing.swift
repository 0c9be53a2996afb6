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
            self = try Self.wished(wish, among: remotes, in: repository)
            return
        }
        let branch = DecisionLog.branch(of: environment)
        let having = try remotes.filter { remote in
            let seen = LogRemote(remote).seenReference(of: environment)
            return try repository.directReference("refs/remotes/\(remote)/\(branch)") != nil
                || repository.directReference(seen) != nil
        }
        // Another one than 'origin' may be anybody's fork.
        let main = remotes.first { $0 == "origin" } ?? (remotes.count == 1 ? remotes[0] : nil)
        if let main, having.isEmpty || having.contains(main) {
            let remote = try Self.remote(main, nil, in: repository)
            let isKnown = having.contains(main) || (isCI && remotes.count == 1)
            self = isKnown ? .shared(remote) : .perhaps(remote)
        } else if main == nil, having.count == 1 {
            self = .shared(try Self.remote(having[0], nil, in: repository))
        } else if having.isEmpty, !isCI || remotes.isEmpty {
            self = .here
        } else {
            throw RemoteLogError.severalRemotes(
                Set(having + (main.map { [$0] } ?? remotes)).sorted(), environment: environment)
        }
    }

    /// A remote that is pushed to elsewhere than it is fetched from is read there too.
    private static func remote(
        _ name: String, _ prefix: String?, in repository: borrowing Repository
    ) throws(GitError) -> LogRemote {
        LogRemote(name, prefix: prefix, address: try repository.pushAddress(ofRemote: name))
    }

    private static func wished(
        _ wish: Wish, among remotes: [String], in repository: borrowing Repository
    ) throws -> LogSharing {
        if wish.remote == "none" { return .here }
        let isPlace = wish.remote.contains("/") || wish.remote.contains(":")
        if remotes.contains(wish.remote) {
            return .shared(try remote(wish.remote, wish.prefix, in: repository))
        }
        guard !wish.remote.hasPrefix("-"), isPlace else {
            throw RemoteLogError.noRemote(wish.remote, known: remotes)
        }
        return .shared(LogRemote(wish.remote, prefix: wish.prefix))
    }
}
