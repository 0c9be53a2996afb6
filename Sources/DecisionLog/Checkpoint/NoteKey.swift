import Cryptography
import JSON

/// Who may sign a note: a name and an Ed25519 key, as a line of text (C2SP signed-note): `name+33d7b496+AeHTu4Q3…`.
package struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    let kind: Kind
    let key: Ed25519PublicKey

    /// What its signatures say, by their number in C2SP signed-note.
    enum Kind: UInt8 {
        /// Of a log: over the note's text.
        case log = 1
        /// Of a witness: over a time and the note's text (C2SP tlog-cosignature, version 1).
        case cosigner = 4
    }

    init(name: String, kind: Kind = .log, key: Ed25519PublicKey) {
        self.name = name
        self.kind = kind
        self.key = key
    }

    /// The first four bytes of SHA-256 over name, line feed, kind and key.
    var id: [UInt8] {
        Array(sha256(Array(name.utf8) + [0x0a, kind.rawValue] + key.bytes).prefix(4))
    }

    package var description: String {
        "\(name)+\(hexadecimal(id))+\(Base64.encode([kind.rawValue] + key.bytes))"
    }

    /// Nil for anything that ``description`` does not write.
    package init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isName(parts[0]), let bytes = Base64.decode(String(parts[2])),
            let first = bytes.first, let kind = Kind(rawValue: first),
            let key = Ed25519PublicKey(Array(bytes.dropFirst()))
        else { return nil }
        self.init(name: String(parts[0]), kind: kind, key: key)
        guard hexadecimal(id) == parts[1] else { return nil }
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.contains("+") && !text.contains(where: \.isWhitespace)
    }
}
