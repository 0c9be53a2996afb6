import Cryptography

/// An Ed25519 private key. Printing it shows its fingerprint only.
package struct Ed25519PrivateKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// 32 bytes, secret (RFC 8032, 5.1.5).
    let seed: [UInt8]
    package let publicKey: Ed25519PublicKey

    /// A new key, from the system's random source.
    package init() {
        self.init(wholeSeed: Ed25519.makeSeed())
    }

    /// Nil unless there are 32 bytes.
    package init?(seed: [UInt8]) {
        guard seed.count == 32 else { return nil }
        self.init(wholeSeed: seed)
    }

    private init(wholeSeed seed: [UInt8]) {
        guard let publicKey = Ed25519PublicKey(Ed25519.publicKey(seed: seed)) else {
            preconditionFailure("an Ed25519 public key has 32 bytes")
        }
        self.seed = seed
        self.publicKey = publicKey
    }

    /// 64 bytes: R ‖ S.
    package func sign(_ message: [UInt8]) -> [UInt8] {
        Ed25519.sign(message, seed: seed)
    }

    package var description: String { "private key of \(publicKey.fingerprint)" }
    package var customMirror: Mirror { Mirror(self, children: ["publicKey": publicKey]) }
}
