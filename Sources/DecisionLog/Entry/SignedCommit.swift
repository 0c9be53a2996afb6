/// The raw bytes of a commit, taken apart strictly: at most one parent, one signature, nothing after it in
/// the header. Of each commit there is one spelling, since the signature has only one.
struct SignedCommit {
    /// The commit without its signature.
    let signedBytes: [UInt8]
    let signature: SSHSignature

    private static let lineFeed = UInt8(ascii: "\n")

    init(parsing bytes: [UInt8]) throws(EntryProblem) {
        guard let end = Self.endOfHeader(bytes) else { throw .malformedCommit }
        let lines = bytes[..<end].split(separator: Self.lineFeed, omittingEmptySubsequences: false)
        let parents = lines.count { $0.starts(with: "parent ".utf8) }
        guard parents <= 1 else { throw .merge(parents: parents) }
        let signatures = lines.indices.filter { lines[$0].starts(with: "gpgsig".utf8) }
        guard let start = signatures.first else { throw .unsigned }
        guard signatures.count == 1 else { throw .severalSignatures(signatures.count) }
        let (first, others) = (lines[start], lines[(start + 1)...])
        guard first.starts(with: "gpgsig ".utf8), others.allSatisfy({ $0.first == UInt8(ascii: " ") }) else {
            throw .signatureNotLast
        }
        let armour = [first.dropFirst("gpgsig ".utf8.count)] + others.map { $0.dropFirst() }
        signature = try Self.signature(armour.flatMap { $0 + [Self.lineFeed] })
        signedBytes = Array(lines[..<start].joined(separator: [Self.lineFeed])) + bytes[end...]
    }

    /// Where the first of two line feeds in a row stands.
    private static func endOfHeader(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == lineFeed && bytes[$0 + 1] == lineFeed }
    }

    private static func signature(_ armour: [UInt8]) throws(EntryProblem) -> SSHSignature {
        guard let text = String(validating: armour, as: UTF8.self) else {
            throw .unreadableSignature(.notArmoured)
        }
        do {
            return try SSHSignature(armoured: text)
        } catch {
            throw .unreadableSignature(error)
        }
    }
}
