/// A text with signatures below it (C2SP signed-note).
package struct SignedNote: Hashable, Sendable {
    /// Ends with a line feed.
    package let text: String
    let signatures: [Signature]

    struct Signature: Hashable, Sendable {
        let name: String
        /// Four bytes.
        let id: [UInt8]
        let bytes: [UInt8]
    }

    /// More lines, or longer texts, are nobody's.
    private static let mostSignatures = 100
    private static let sizeLimit = 64 << 10
    private static let mark = "\u{2014} "

    /// Signs a text, which ends with a line feed, as a log does.
    package static func sign(_ text: String, as name: String, with key: SigningKey) throws(SSHAgentError)
        -> SignedNote
    {
        let own = NoteKey(name: name, key: key.publicKey)
        let signature = Signature(name: name, id: own.id, bytes: try key.sign(Array(text.utf8)))
        return SignedNote(text: text, signatures: [signature])
    }

    private init(text: String, signatures: [Signature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads what ``description`` writes, and nothing else.
    package init(parsing bytes: [UInt8]) throws(NoteProblem) {
        guard bytes.count <= Self.sizeLimit else { throw .tooLarge }
        guard let whole = String(validating: bytes, as: UTF8.self),
            !whole.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" })
        else { throw .notText }
        // The last empty line ends the text.
        let lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last == "", let end = lines.dropLast().lastIndex(of: ""), end > 0 else {
            throw .noSignature
        }
        let signed = lines[(end + 1)..<(lines.count - 1)]
        guard !signed.isEmpty else { throw .noSignature }
        guard signed.count <= Self.mostSignatures else { throw .tooLarge }
        var signatures: [Signature] = []
        for line in signed { signatures.append(try Self.signature(line)) }
        self.init(text: lines[..<end].map { $0 + "\n" }.joined(), signatures: signatures)
    }

    private static func signature(_ line: Substring) throws(NoteProblem) -> Signature {
        guard line.hasPrefix(mark) else { throw .badLine(String(line)) }
        let words = line.dropFirst(mark.count).split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, NoteKey.isName(words[0]), let bytes = Base64.decode(String(words[1])),
            bytes.count > 4
        else { throw .badLine(String(line)) }
        return Signature(name: String(words[0]), id: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }

    package var description: String {
        text + "\n"
            + signatures.map { "\(Self.mark)\($0.name) \(Base64.encode($0.id + $0.bytes))\n" }.joined()
    }

    /// Those of the keys that signed; signatures by others are passed over.
    ///
    /// - Throws: ``NoteProblem/wrongSignature(name:)`` where one that names a key of these is not by it.
    package func signers(among keys: some Sequence<NoteKey>) throws(NoteProblem) -> Set<NoteKey> {
        var signers: Set<NoteKey> = []
        for key in keys {
            let id = key.id
            for signature in signatures where signature.name == key.name && signature.id == id {
                guard key.verifies(signature.bytes, of: text) else { throw .wrongSignature(name: key.name) }
                signers.insert(key)
            }
        }
        return signers
    }
}

/// Why a note is not believed.
package enum NoteProblem: Error, Hashable {
    case notText
    case tooLarge
    case noSignature
    case badLine(String)
    case wrongSignature(name: String)

    package var reason: String {
        switch self {
        case .notText: "it is not a text"
        case .tooLarge: "it is larger than any note"
        case .noSignature: "there is no signature below an empty line"
        case .badLine(let line): "'\(line.prefix(60))' is no line of a signature"
        case .wrongSignature(let name): "the signature of '\(name)' is not by its key"
        }
    }
}

extension NoteKey {
    fileprivate func verifies(_ signature: [UInt8], of text: String) -> Bool {
        switch kind {
        case .log: return key.verifies(signature, of: Array(text.utf8))
        case .cosigner:
            guard signature.count == 72 else { return false }
            let time = signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return key.verifies(
                Array(signature.dropFirst(8)), of: Array("cosignature/v1\ntime \(time)\n\(text)".utf8))
        }
    }
}
