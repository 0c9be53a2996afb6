/// What a trust file says: which keys may sign what for which environment, and what else an entry has to fulfil.
package struct TrustRules: Hashable, Sendable {
    /// In the file's order. Of a YAML file no key stands twice; a bare allowed-signers file may allow one in several
    /// lines, at different times.
    package let keys: [TrustedKey]
    /// `pawl/` and the id of the repository's first commit; nil: a log of any repository is one.
    package let origin: Origin?
    /// Who may change the keys later, together; nil: nobody.
    package let root: Root?
    /// By name. One that is not named has no demands besides those on keys.
    package let environments: [String: Environment]
    /// The path of a file that says whose cosignatures a checkpoint needs; nil: nobody's.
    package let witnesses: String?

    package struct Origin: Hashable, Sendable {
        package let name: String
        package let line: Int
    }

    package struct Root: Hashable, Sendable {
        /// How many of the keys have to sign together, from 1 to their number.
        package let threshold: Int
        /// Their names, none twice.
        package let keys: [String]
    }

    package struct Environment: Hashable, Sendable {
        /// Whether a person has to name it before doing something dangerous in it.
        package let isProtected: Bool
        /// Paths by the names of those pipelines that may decide about it; nil: every pipeline may.
        package let pipelines: [String: String]?
        /// How many people have to sign an override, with a key each; at least 1.
        package let overrides: Int
        /// Whether an author of the candidate is none of them.
        package let excludesAuthor: Bool
        /// Of the file, from 1: where its pipelines are declared, or else itself.
        package let line: Int
    }

    /// Nobody may sign anything.
    static let nobody = TrustRules(keys: [])

    /// These keys, everything.
    init(
        keys: [TrustedKey], origin: Origin? = nil, root: Root? = nil,
        environments: [String: Environment] = [:], witnesses: String? = nil
    ) {
        self.keys = keys
        self.origin = origin
        self.root = root
        self.environments = environments
        self.witnesses = witnesses
    }

    /// A bare allowed-signers file: its lines for one namespace, that of a log's commits unless another one is named.
    init(_ signers: AllowedSigners, namespace: String = EntryCommit.signatureNamespace) {
        self.init(
            keys: signers.signers.filter { $0.namespaces?.matches(namespace) ?? true }
                .map { signer in
                    TrustedKey(
                        name: signer.principals.description, key: signer.key, line: signer.line, kinds: .all,
                        environments: .all, validAfter: signer.validAfter, validBefore: signer.validBefore)
                })
    }
}
