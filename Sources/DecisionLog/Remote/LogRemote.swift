import Cryptography
import JSON

/// Where the log of an environment is shared: a repository that git can push to.
package struct LogRemote: Hashable, Sendable {
    /// As git takes it: `origin`, a URL or a path.
    package let name: String
    /// What stands before the environment's name at the remote: `refs/heads/pawl/log/`.
    private let prefix: String

    /// - Parameter prefix: Nil: as it is here. A slash at its end is added.
    package init(_ name: String, prefix: String? = nil) {
        self.name = name
        let own = prefix ?? DecisionLog.references
        self.prefix = own.hasSuffix("/") ? own : own + "/"
    }

    /// The log's branch at the remote.
    package func reference(of environment: String) -> String { prefix + environment }

    /// One reference for each piece of evidence, so that writers do not race for it and old ones can be deleted one by one.
    func evidenceReference(_ digest: EvidenceDigest, of environment: String) -> String {
        "\(evidencePrefix(of: environment))\(digest.sha256)"
    }

    func evidencePrefix(of environment: String) -> String { "refs/pawl/observed/\(environment)/" }

    /// What this repository has last seen there. The remote may only go on from it.
    func seenReference(of environment: String) -> String {
        let isPlain = DecisionLog.isName(name) && prefix == DecisionLog.references
        let place = isPlain ? name : "at-" + hexadecimal(sha256(Array("\(name) \(prefix)".utf8))).prefix(16)
        return "refs/pawl/remotes/\(place)/\(environment)"
    }
}
