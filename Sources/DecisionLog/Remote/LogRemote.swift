import Cryptography
import GateModel
import JSON

/// Where the log of an environment is shared: a repository that git can push to.
package struct LogRemote: Hashable, Sendable {
    /// As people name it: `origin`, a URL or a path.
    package let name: String
    /// As git takes it, to read and to write: where a remote is pushed to elsewhere than it is fetched from, that place.
    let address: String
    /// What stands before the environment's name at the remote: `refs/heads/pawl/log/`.
    private let prefix: String

    /// - Parameters:
    ///   - prefix: Nil: as it is here. A slash at its end is added.
    ///   - address: Nil: the name.
    package init(_ name: String, prefix: String? = nil, address: String? = nil) {
        self.name = name
        self.address = address ?? name
        let own = prefix ?? DecisionLog.references
        self.prefix = own.hasSuffix("/") ? own : own + "/"
    }

    /// For people: without what an address has of credentials.
    package var shownName: String { printable(withoutCredentials(name)) }

    /// The log's branch at the remote.
    package func reference(of environment: String) -> String { prefix + environment }

    /// One reference for each piece of evidence, so that writers do not race for it and old ones can be deleted one by one.
    func evidenceReference(_ digest: EvidenceDigest, of environment: String) -> String {
        "\(evidencePrefix(of: environment))\(digest.sha256)"
    }

    func evidencePrefix(of environment: String) -> String { "refs/pawl/observed/\(environment)/" }

    /// What this repository has last seen there. The remote may only go on from it.
    func seenReference(of environment: String) -> String { "\(Self.seenReferences)\(place)/\(environment)" }

    static let seenReferences = "refs/pawl/remotes/"

    /// Where whoever appends publishes how far the log goes.
    func checkpointReference(of environment: String) -> String { checkpoints + environment }

    func seenCheckpointReference(of environment: String) -> String {
        "refs/pawl/checkpoints/\(place)/\(environment)"
    }

    /// Beside the logs, whatever they are called: `refs/heads/audit-checkpoint/` for those in `refs/heads/audit/`.
    private var checkpoints: String {
        prefix == DecisionLog.references ? "refs/heads/pawl/checkpoint/" : "\(prefix.dropLast())-checkpoint/"
    }

    /// A part of a reference's name that stands for the remote.
    private var place: String {
        let isPlain = DecisionLog.isName(name) && prefix == DecisionLog.references
        return isPlain ? name : "at-" + hexadecimal(sha256(Array("\(name) \(prefix)".utf8))).prefix(16)
    }
}
