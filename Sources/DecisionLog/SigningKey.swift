import Crypto

/// An Ed25519 private key. Printing it shows its fingerprint only.
package struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: Curve25519.Signing.PrivateKey
    package let publicKey: Ed25519PublicKey

    /// A new key, from the system's random source.
    package init() {
        self.init(Curve25519.Signing.PrivateKey())
    }

    /// Nil unless there are 32 bytes: the seed of RFC 8032, 5.1.5.
    package init?(seed: [UInt8]) {
        do {
            self.init(try Curve25519.Signing.PrivateKey(rawRepresentation: seed))
        } catch {
            return nil  // it throws for lengths only
        }
    }

    private init(_ key: Curve25519.Signing.PrivateKey) {
        guard let publicKey = Ed25519PublicKey([UInt8](key.publicKey.rawRepresentation)) else {
            preconditionFailure("an Ed25519 public key has 32 bytes")
        }
        self.key = key
        self.publicKey = publicKey
    }

    /// 64 bytes: R ‖ S.
    package func sign(_ message: [UInt8]) throws -> [UInt8] {
        try [UInt8](key.signature(for: message))
    }

    /// 32 secret bytes for one purpose, the same for the same key: HMAC-SHA256 of the purpose under the seed.
    package func derivedSecret(for purpose: String) -> [UInt8] {
        let code = HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: SymmetricKey(data: seed))
        return Array(code)
    }

    /// 32 bytes, secret.
    var seed: [UInt8] { [UInt8](key.rawRepresentation) }

    package var description: String { "private key of \(publicKey.fingerprint)" }
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
