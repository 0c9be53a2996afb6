import Cryptography

/// One line of a `.pub` or `authorized_keys` file: `ssh-ed25519 AAAA… comment`, without options before it.
package struct SSHPublicKey: Sendable {
    package let key: Ed25519PublicKey
    /// What follows the key; may be empty.
    package let comment: String

    package init(key: Ed25519PublicKey, comment: String) {
        self.key = key
        self.comment = comment
    }

    /// A line feed at the end does not matter.
    ///
    /// - Parameter place: where the line comes from, for the error.
    package init(parsing line: String, place: String) throws(SSHKeyError) {
        let fields = line.unicodeScalars.split(maxSplits: 2, whereSeparator: Self.isBlank)
            .map { Self.trimmed($0) }
        guard fields.count >= 2, let blob = Base64.decode(fields[1]) else {
            throw SSHKeyError(place: place, problem: .notAPublicKey)
        }
        var reader = SSHReader(blob)
        guard let type = reader.text(), type == fields[0] else {
            throw SSHKeyError(place: place, problem: .notAPublicKey)
        }
        guard type == Ed25519PublicKey.sshType else {
            throw SSHKeyError(place: place, problem: .unsupportedType(type))
        }
        guard let key = Ed25519PublicKey(sshBlob: blob) else {
            throw SSHKeyError(place: place, problem: .damaged("an ed25519 key has 32 bytes"))
        }
        let comment = fields.count == 3 ? fields[2] : ""
        guard !comment.utf8.contains(UInt8(ascii: "\n")) else {
            throw SSHKeyError(place: place, problem: .notAPublicKey)
        }
        self.init(key: key, comment: comment)
    }

    /// Whether a text begins as a public key does, of whatever type.
    static func isMeant(by text: String) -> Bool {
        ["ssh-", "ecdsa-", "sk-"].contains { text.hasPrefix($0) }
    }

    private static func trimmed(_ text: Substring.UnicodeScalarView) -> String {
        var text = text
        while let first = text.first, isBlank(first) { text.removeFirst() }
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }

    private static func isBlank(_ scalar: UnicodeScalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\r" || scalar == "\n"
    }

    /// Without a line feed.
    package var line: String {
        let line = "\(Ed25519PublicKey.sshType) \(Base64.encode(key.sshBlob))"
        return comment.isEmpty ? line : "\(line) \(comment)"
    }
}

extension Ed25519PublicKey {
    static let sshType = "ssh-ed25519"

    /// As it stands in SSH signatures and, in base64, in `.pub` files: s("ssh-ed25519") s(bytes).
    package var sshBlob: [UInt8] {
        SSHWire.string(Self.sshType) + SSHWire.string(bytes)
    }

    /// Nil unless the blob is one ed25519 key and nothing else.
    package init?(sshBlob: [UInt8]) {
        var reader = SSHReader(sshBlob)
        guard reader.text() == Self.sshType, let bytes = reader.string(), reader.rest.isEmpty else {
            return nil
        }
        self.init(bytes)
    }

    /// `SHA256:` and 43 characters of base64, as `ssh-keygen -l` prints it.
    package var fingerprint: String {
        "SHA256:" + Base64.encodeUnpadded(sha256(sshBlob))
    }
}
