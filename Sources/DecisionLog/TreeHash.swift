import Cryptography

/// A hash in a Merkle tree (RFC 6962, 2.1): SHA-256 of a leaf, of two nodes, or of the empty tree.
package struct TreeHash: Sendable, Hashable, CustomStringConvertible {
    /// 32 bytes.
    package let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(sha256 bytes: [UInt8]) {
        self.bytes = Cryptography.sha256(bytes)
    }

    /// The root of the tree without leaves: SHA-256("").
    package static let empty = TreeHash(sha256: [])

    /// SHA-256(0x00 ‖ content).
    package static func leaf(_ content: [UInt8]) -> TreeHash {
        TreeHash(sha256: [0x00] + content)
    }

    /// SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(sha256: [0x01] + left.bytes + right.bytes)
    }

    /// 64 hexadecimal digits.
    package var description: String {
        hexadecimal(bytes)
    }
}
