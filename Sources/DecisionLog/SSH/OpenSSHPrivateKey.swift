/// An unencrypted ed25519 private key in OpenSSH's file format (PROTOCOL.key), with its comment.
package struct OpenSSHPrivateKey: Sendable {
    package let key: Ed25519PrivateKey
    package let comment: String

    private static let label = "OPENSSH PRIVATE KEY"
    private static let magic = Array("openssh-key-v1\0".utf8)
    /// The private part is padded to this; it is the block size of the cipher "none".
    private static let blockSize = 8

    package init(key: Ed25519PrivateKey, comment: String) {
        self.key = key
        self.comment = comment
    }

    /// - Parameter place: the file or variable that the text comes from, for the error.
    package init(parsing text: String, place: String) throws(SSHKeyError) {
        func fail(_ problem: SSHKeyError.Problem) -> SSHKeyError {
            SSHKeyError(place: place, problem: problem)
        }

        guard let bytes = SSHArmour.unwrap(text, label: Self.label) else { throw fail(.notAPrivateKey) }
        var reader = SSHReader(bytes)
        guard reader.take(Self.magic) else { throw fail(.notAPrivateKey) }
        guard let cipher = reader.text(), let derivation = reader.text(), reader.string() != nil,
            reader.uint32() == 1, let publicBlob = reader.string(), let privatePart = reader.string()
        else { throw fail(.damaged("its parts do not fit their lengths")) }
        var publicReader = SSHReader(publicBlob)
        guard let type = publicReader.text() else { throw fail(.damaged("its public part has no type")) }
        guard type == Ed25519PublicKey.sshType else { throw fail(.unsupportedType(type)) }
        guard cipher == "none", derivation == "none" else { throw fail(.encrypted) }
        guard reader.rest.isEmpty else { throw fail(.damaged("something follows its private part")) }

        reader = SSHReader(privatePart)
        guard let firstCheck = reader.uint32(), firstCheck == reader.uint32() else {
            throw fail(.damaged("its two check numbers differ"))
        }
        guard reader.text() == type, let publicBytes = reader.string(), let secret = reader.string(),
            let comment = reader.text()
        else { throw fail(.damaged("its private part does not fit its lengths")) }
        guard privatePart.count.isMultiple(of: Self.blockSize),
            Array(reader.rest) == Self.padding(reader.rest.count), reader.rest.count < Self.blockSize
        else { throw fail(.damaged("its padding is not 1, 2, 3 …")) }
        guard secret.count == 64, let key = Ed25519PrivateKey(seed: Array(secret.prefix(32))),
            key.publicKey.bytes == publicBytes, key.publicKey.bytes == Array(secret.suffix(32)),
            key.publicKey.sshBlob == publicBlob
        else { throw fail(.damaged("its public part does not belong to its private part")) }
        self.init(key: key, comment: comment)
    }

    /// The content of a key file.
    ///
    /// - Parameter check: stands twice before the private part; in an encrypted file it would tell a wrong
    ///   passphrase.
    package func armoured(check: UInt32 = .random(in: .min ... .max)) -> String {
        var privatePart = SSHWire.uint32(check) + SSHWire.uint32(check)
        privatePart += SSHWire.string(Ed25519PublicKey.sshType)
        privatePart += SSHWire.string(key.publicKey.bytes)
        privatePart += SSHWire.string(key.seed + key.publicKey.bytes)
        privatePart += SSHWire.string(comment)
        let overhang = privatePart.count % Self.blockSize
        privatePart += Self.padding(overhang == 0 ? 0 : Self.blockSize - overhang)

        var bytes = Self.magic
        for empty in ["none", "none", ""] { bytes += SSHWire.string(empty) }
        bytes += SSHWire.uint32(1) + SSHWire.string(key.publicKey.sshBlob) + SSHWire.string(privatePart)
        return SSHArmour.wrap(bytes, label: Self.label)
    }

    private static func padding(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 + 1) }
    }
}
