import Cryptography
package import GateModel
import JSON

/// Binds evidence to the entry that it belongs to.
package struct EvidenceDigest: Hashable, Sendable, Codable {
    /// Its file's name in the evidence commit.
    package let name: String
    /// Of its bytes, 64 lower-case hexadecimal digits.
    package let sha256: String
    /// In bytes.
    package let size: Int
    /// As git names it, so that it is found without looking through the evidence's history.
    package let blob: ObjectID

    init(name: String, of bytes: [UInt8], blob: ObjectID) {
        self.name = name
        self.sha256 = hexadecimal(Cryptography.sha256(bytes))
        self.size = bytes.count
        self.blob = blob
    }

    /// - Throws: `DecodingError` for a name or digest that no evidence has: an entry may have been written by anyone.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.decode(String.self, forKey: .name)
        guard name == EvidenceStore.fileName else {
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: fields, debugDescription: "expected '\(EvidenceStore.fileName)'")
        }
        sha256 = try fields.decode(TreeHash.self, forKey: .sha256).description
        size = try fields.decode(Int.self, forKey: .size)
        blob = try fields.decode(ObjectID.self, forKey: .blob)
    }

    private enum CodingKeys: CodingKey {
        case name, sha256, size, blob
    }
}
