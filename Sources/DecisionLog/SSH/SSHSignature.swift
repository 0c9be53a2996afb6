import Cryptography

/// An SSH signature (OpenSSH's PROTOCOL.sshsig): by an ed25519 key, over the SHA-512 of a message, for a
/// namespace.
package struct SSHSignature: Sendable, Hashable {
    package let publicKey: Ed25519PublicKey
    /// What the signature is for, such as `git`, so that it cannot be used for something else.
    package let namespace: String
    /// 64 bytes.
    package let signature: [UInt8]

    private static let label = "SSH SIGNATURE"
    private static let magic = Array("SSHSIG".utf8)
    private static let hashName = "sha512"

    package static func sign(
        _ message: [UInt8], namespace: String, with key: SigningKey
    ) throws(SSHAgentError) -> SSHSignature {
        try SSHSignature(
            publicKey: key.publicKey, namespace: namespace,
            signature: key.sign(signedBytes(of: message, namespace: namespace)))
    }

    private init(publicKey: Ed25519PublicKey, namespace: String, signature: [UInt8]) {
        self.publicKey = publicKey
        self.namespace = namespace
        self.signature = signature
    }

    /// Reads `-----BEGIN SSH SIGNATURE-----` to `-----END SSH SIGNATURE-----` and a line feed.
    ///
    /// Strict: only the very bytes that ``armoured`` would write are accepted, so one signature has one text.
    package init(armoured text: String) throws(SSHSignatureError) {
        guard let blob = SSHArmour.unwrap(text, label: Self.label) else { throw .notArmoured }
        self = try Self.parse(blob)
        guard Array(armoured.utf8) == Array(text.utf8) else { throw .otherSpelling }
    }

    private static func parse(_ blob: [UInt8]) throws(SSHSignatureError) -> SSHSignature {
        var reader = SSHReader(blob)
        guard reader.take(magic) else { throw .noMagic }
        guard let version = reader.uint32() else { throw .truncated }
        guard version == 1 else { throw .version(version) }
        guard let keyBlob = reader.string(), let namespace = reader.text(), let reserved = reader.string(),
            let hash = reader.text(), let signatureBlob = reader.string()
        else { throw .truncated }
        guard reader.rest.isEmpty else { throw .trailingBytes }
        guard let publicKey = Ed25519PublicKey(sshBlob: keyBlob) else { throw .keyType }
        guard !namespace.isEmpty else { throw .emptyNamespace }
        guard reserved.isEmpty else { throw .reserved }
        guard hash == hashName else { throw .hash(hash) }

        reader = SSHReader(signatureBlob)
        guard reader.text() == Ed25519PublicKey.sshType, let signature = reader.string(),
            signature.count == 64, reader.rest.isEmpty
        else { throw .signatureType }
        return SSHSignature(publicKey: publicKey, namespace: namespace, signature: signature)
    }

    /// Lines of 70 characters, a line feed after each, also the last.
    package var armoured: String {
        var blob = Self.magic + SSHWire.uint32(1)
        blob += SSHWire.string(publicKey.sshBlob) + SSHWire.string(namespace) + SSHWire.string("")
        blob += SSHWire.string(Self.hashName)
        blob += SSHWire.string(SSHWire.string(Ed25519PublicKey.sshType) + SSHWire.string(signature))
        return SSHArmour.wrap(blob, label: Self.label)
    }

    /// Whether the signature is that of its own ``publicKey`` over the message, for that namespace.
    /// Whether the key may sign is another question: see ``TrustRules``.
    package func verifies(_ message: [UInt8], namespace: String) -> Bool {
        self.namespace.utf8.elementsEqual(namespace.utf8)
            && publicKey.verifies(signature, of: Self.signedBytes(of: message, namespace: namespace))
    }

    /// What the key signs in the message's stead; an ssh-agent is given these bytes.
    package static func signedBytes(of message: [UInt8], namespace: String) -> [UInt8] {
        magic + SSHWire.string(namespace) + SSHWire.string("") + SSHWire.string(hashName)
            + SSHWire.string(sha512(message))
    }
}
