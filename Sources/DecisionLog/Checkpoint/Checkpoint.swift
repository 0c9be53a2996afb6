/// How far a log goes, for others to hold it to (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    /// The log's name: `pawl/3f2a91c…/staging`.
    package let origin: String
    package let size: Int
    /// Of the first ``size`` entries.
    package let root: TreeHash

    package init(origin: String, size: Int, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

    /// The last part of the log's name.
    var environment: String { String(origin.split(separator: "/").last ?? "") }

    package func signed(by key: SigningKey) throws(SSHAgentError) -> SignedNote {
        try SignedNote.sign(text, as: origin, with: key)
    }

    /// How a verifier of notes takes the key that signs it.
    package func verifier(_ key: SigningKey) -> NoteKey { NoteKey(name: origin, key: key.publicKey) }

    /// Reads a note's text; lines behind the third are others' extensions.
    ///
    /// - Throws: ``CheckpointProblem``.
    init(_ note: SignedNote) throws(CheckpointProblem) {
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, NoteKey.isName(lines[0]) else { throw .malformed }
        guard let size = Int(lines[1]), size >= 0, "\(size)" == lines[1] else { throw .malformed }
        guard let bytes = Base64.decode(String(lines[2])), let root = TreeHash(bytes) else {
            throw .malformed
        }
        self.init(origin: String(lines[0]), size: size, root: root)
    }

    /// Reads a signed note, and believes it only where one of the keys has signed it in the log's name.
    package init(parsing bytes: [UInt8], trustedBy keys: [Ed25519PublicKey]) throws(CheckpointProblem) {
        let note: SignedNote
        let signers: Set<NoteKey>
        do throws(NoteProblem) {
            note = try SignedNote(parsing: bytes)
        } catch {
            throw .note(error)
        }
        try self.init(note)
        do throws(NoteProblem) {
            signers = try note.signers(among: keys.map { [origin] in NoteKey(name: origin, key: $0) })
        } catch {
            throw .note(error)
        }
        guard !signers.isEmpty else { throw .notTrusted }
    }
}

/// Why a checkpoint is not believed.
package enum CheckpointProblem: Error, Hashable {
    case note(NoteProblem)
    /// It has no name, size and root.
    case malformed
    case notTrusted
    /// It is another log's.
    case foreign(String)

    package var reason: String {
        switch self {
        case .note(let problem): problem.reason
        case .malformed: "its lines are not a log's name, a size and a root"
        case .foreign(let origin): "it is of the log '\(origin)'"
        case .notTrusted: "no key that may sign here has signed it in the log's name"
        }
    }
}
