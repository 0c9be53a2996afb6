/// A running ssh-agent, which signs with keys that it keeps to itself (draft-ietf-sshm-ssh-agent).
package struct SSHAgent: Hashable, Sendable {
    /// Of its socket, as `SSH_AUTH_SOCK` has it.
    package let path: String
    /// How long it may take to say what keys it has.
    private let listing: Duration
    /// How long a signature may take: a person may have to agree to it.
    private let signing: Duration

    package init(path: String, listing: Duration = .seconds(10), signing: Duration = .seconds(60)) {
        self.path = path
        self.listing = listing
        self.signing = signing
    }

    /// Numbers of the protocol's messages.
    private enum Message {
        static let failure: UInt8 = 5
        static let requestIdentities: UInt8 = 11
        static let identities: UInt8 = 12
        static let signRequest: UInt8 = 13
        static let signature: UInt8 = 14
    }

    /// The ed25519 keys that it has; others are of no use here.
    package func keys() throws(SSHAgentError) -> [Ed25519PublicKey] {
        let reply = try SSHAgentConnection(to: path, within: listing).reply(to: [Message.requestIdentities])
        guard reply[0] == Message.identities else { throw SSHAgentError(path, .malformed) }
        var reader = SSHReader(Array(reply.dropFirst()))
        guard let count = reader.uint32() else { throw SSHAgentError(path, .malformed) }
        var keys: [Ed25519PublicKey] = []
        for _ in 0..<count {
            guard let blob = reader.string(), reader.string() != nil else {
                throw SSHAgentError(path, .malformed)
            }
            if let key = Ed25519PublicKey(sshBlob: blob) { keys.append(key) }
        }
        guard reader.rest.isEmpty else { throw SSHAgentError(path, .malformed) }
        return keys
    }

    /// A key that signs in this agent.
    ///
    /// - Throws: also where the agent does not have it.
    package func key(_ key: Ed25519PublicKey) throws(SSHAgentError) -> SigningKey {
        guard try keys().contains(key) else { throw SSHAgentError(path, .absent(key)) }
        return SigningKey(key, in: self)
    }

    /// The one key of this agent that a trust file allows to sign something at a time; nil: none.
    ///
    /// - Throws: also where there are several.
    package func key(trustedBy trust: TrustFile, at time: Int64) throws(SSHAgentError) -> SigningKey? {
        let trusted = try keys().filter { trust.hasSigner(with: $0, at: time) }
        guard trusted.count <= 1 else { throw SSHAgentError(path, .severalTrusted(trusted)) }
        return trusted.first.map { SigningKey($0, in: self) }
    }

    /// 64 bytes: R ‖ S, verified.
    func sign(_ message: [UInt8], with key: Ed25519PublicKey) throws(SSHAgentError) -> [UInt8] {
        let request =
            [Message.signRequest] + SSHWire.string(key.sshBlob) + SSHWire.string(message) + SSHWire.uint32(0)
        let reply = try SSHAgentConnection(to: path, within: signing).reply(to: request)
        if reply[0] == Message.failure { throw SSHAgentError(path, .refused(key)) }
        var reader = SSHReader(Array(reply.dropFirst()))
        guard reply[0] == Message.signature, let blob = reader.string(), reader.rest.isEmpty else {
            throw SSHAgentError(path, .malformed)
        }
        reader = SSHReader(blob)
        guard reader.text() == Ed25519PublicKey.sshType, let signature = reader.string(), reader.rest.isEmpty
        else { throw SSHAgentError(path, .malformed) }
        guard key.verifies(signature, of: message) else { throw SSHAgentError(path, .wrongSignature(key)) }
        return signature
    }
}
