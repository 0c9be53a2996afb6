import Cryptography
import GateModel
import JSON

/// Binds evidence to the entry that it belongs to.
package struct EvidenceDigest: Hashable, Sendable {
    /// Its file's name in the evidence commit.
    package let name: String
    /// Of its bytes, 64 lower-case hexadecimal digits.
    package let sha256: String
    /// In bytes.
    package let size: Int

    init(name: String, of bytes: [UInt8]) {
        self.name = name
        self.sha256 = hexadecimal(Cryptography.sha256(bytes))
        self.size = bytes.count
    }

    init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        name = try fields.parsed("name", "'\(EvidenceStore.fileName)'") {
            $0 == EvidenceStore.fileName ? $0 : nil
        }
        sha256 = try fields.parsed("sha256", "a SHA-256 digest") { TreeHash(hex: $0)?.description }
        size = try fields.whole("size")
        try fields.end()
    }

    var json: JSONValue {
        ["name": .string(name), "sha256": .string(sha256), "size": .integer(size)]
    }
}

extension TreeHash {
    /// 64 lower-case hexadecimal digits, as ``description`` writes them; nil for anything else.
    package init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        let bytes = stride(from: 0, to: 64, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        self.init(bytes)
        guard description == hex else { return nil }
    }
}
