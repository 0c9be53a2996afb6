import Cryptography

/// What signs: a private key in this process's memory, or one that an ssh-agent keeps. Printing it shows its fingerprint only.
package struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    package let publicKey: Ed25519PublicKey
    private let holder: Holder
    /// The file that it was read from; nil for a new key, and for one that a variable or an agent holds.
    private(set) var file: GuardedFile?  // nil: it lies in no file

    private enum Holder {
        case memory(Ed25519PrivateKey)
        case agent(SSHAgent)
    }

    package init(_ key: Ed25519PrivateKey, readFrom file: GuardedFile? = nil) {
        publicKey = key.publicKey
        holder = .memory(key)
        self.file = file
    }

    /// - Parameter agent: has this key; see ``SSHAgent/key(_:)``.
    init(_ key: Ed25519PublicKey, in agent: SSHAgent) {
        publicKey = key
        holder = .agent(agent)
        file = nil
    }

    package var isInAgent: Bool {
        switch holder {
        case .memory: false
        case .agent: true
        }
    }

    /// 64 bytes: R ‖ S.
    ///
    /// - Throws: never for a key in memory.
    package func sign(_ message: [UInt8]) throws(SSHAgentError) -> [UInt8] {
        switch holder {
        case .memory(let key): key.sign(message)
        case .agent(let agent): try agent.sign(message, with: publicKey)
        }
    }

    /// Nobody ever shows a signature for this.
    private static let secretNamespace = "pawl-derived-secret"

    /// 32 secret bytes for one purpose, the same for the same key: HMAC-SHA256 of the purpose under the key's seed; of a key in an
    /// agent, under its signature over a text that is signed for nothing else, since ed25519 signs the same text the same way.
    ///
    /// - Throws: never for a key in memory.
    package func derivedSecret(for purpose: String) throws(SSHAgentError) -> [UInt8] {
        let secret =
            switch holder {
            case .memory(let key): key.seed
            case .agent(let agent):
                try agent.sign(
                    SSHSignature.signedBytes(of: Array("v1".utf8), namespace: Self.secretNamespace),
                    with: publicKey)
            }
        return hmacSHA256(Array(purpose.utf8), key: secret)
    }

    package var description: String { "private key of \(publicKey.fingerprint)" }
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
