import Cryptography
import JSON

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
    package var description: String { hexadecimal(bytes) }

    /// 64 lower-case hexadecimal digits, as ``description`` writes them; nil for anything else.
    package init?(hex: String) {
        guard let bytes = JSON.bytes(hexadecimal: hex) else { return nil }
        self.init(bytes)
    }
}

/// As its hexadecimal digits.
extension TreeHash: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let hash = TreeHash(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a SHA-256 digest")
        }
        self = hash
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
