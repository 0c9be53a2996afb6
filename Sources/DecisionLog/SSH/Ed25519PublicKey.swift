import Cryptography

/// An Ed25519 public key (RFC 8032). Two keys are the same key if their bytes are.
package struct Ed25519PublicKey: Sendable, Hashable {
    /// 32 bytes.
    package let bytes: [UInt8]

    /// Nil unless there are 32 bytes. Whether they are a point of the curve shows when a signature is
    /// verified.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Whether `signature`, of 64 bytes, is this key's over the message.
    ///
    /// Demands S < L (RFC 8032, 5.1.7), so a signature cannot be changed into another valid one.
    package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard signature.count == 64, Self.isBelowGroupOrder(signature[32...]) else { return false }
        return Ed25519.verifies(signature, of: message, publicKey: bytes)
    }

    /// L = 2^252 + 27742317777372353535851937790883648493, little-endian as S is.
    private static let groupOrder: [UInt8] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10,
    ]

    private static func isBelowGroupOrder(_ scalar: ArraySlice<UInt8>) -> Bool {
        scalar.reversed().lexicographicallyPrecedes(groupOrder.reversed())
    }
}
