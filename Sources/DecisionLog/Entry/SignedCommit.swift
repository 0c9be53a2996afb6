import GateModel

/// The raw bytes of a commit, taken apart strictly: at most one parent, one signature, nothing after it in
/// the header. Of each commit there is one spelling, since the signature has only one.
struct SignedCommit {
    /// The commit without its signature.
    let signedBytes: [UInt8]
    let signature: SSHSignature
    let tree: ObjectID
    let parent: ObjectID?
    /// When it was committed, in seconds since 1970.
    let time: Int64

    private static let lineFeed = UInt8(ascii: "\n")

    init(parsing bytes: [UInt8]) throws(EntryProblem) {
        guard let end = Self.endOfHeader(bytes) else { throw .malformedCommit }
        let lines = bytes[..<end].split(separator: Self.lineFeed, omittingEmptySubsequences: false)
        let parents = lines.filter { $0.starts(with: "parent ".utf8) }
        guard parents.count <= 1 else { throw .merge(parents: parents.count) }
        let signatures = lines.indices.filter { lines[$0].starts(with: "gpgsig".utf8) }
        guard let start = signatures.first else { throw .unsigned }
        guard signatures.count == 1 else { throw .severalSignatures(signatures.count) }
        let (first, others) = (lines[start], lines[(start + 1)...])
        guard first.starts(with: "gpgsig ".utf8), others.allSatisfy({ $0.first == UInt8(ascii: " ") }) else {
            throw .signatureNotLast
        }
        var armour = first.dropFirst("gpgsig ".utf8.count) + [Self.lineFeed]
        for line in others {
            armour += line.dropFirst()
            armour.append(Self.lineFeed)
        }
        signature = try Self.signature(armour)
        signedBytes = Array(bytes[..<max(0, first.startIndex - 1)] + bytes[end...])
        guard let tree = Self.id(lines[0], after: "tree "),
            let committer = lines[..<start].last(where: { $0.starts(with: "committer ".utf8) }),
            let time = Self.time(committer)
        else { throw .malformedCommit }
        self.tree = tree
        parent = parents.first.flatMap { Self.id($0, after: "parent ") }
        self.time = time
    }

    /// Where the first of two line feeds in a row stands.
    private static func endOfHeader(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == lineFeed && bytes[$0 + 1] == lineFeed }
    }

    private static func id(_ line: ArraySlice<UInt8>, after word: String) -> ObjectID? {
        guard line.starts(with: word.utf8) else { return nil }
        return ObjectID(hex: String(decoding: line.dropFirst(word.utf8.count), as: UTF8.self))
    }

    /// `committer Pawl <pawl@localhost> 1780000000 +0000`
    private static func time(_ line: ArraySlice<UInt8>) -> Int64? {
        let words = line.split(separator: UInt8(ascii: " "))
        guard words.count > 2 else { return nil }
        return Int64(String(decoding: words[words.count - 2], as: UTF8.self))
    }

    private static func signature(_ armour: ArraySlice<UInt8>) throws(EntryProblem) -> SSHSignature {
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
