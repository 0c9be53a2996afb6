import GateModel
import Git

@testable import DecisionLog

/// Makes entries that only a forger, or a broken program, would make.
struct Forgery {
    let directory: LogDirectory
    let entry: LogEntry
    /// Without the signature.
    var commit: String
    var tree: [(name: String, kind: TreeEntry.Kind, id: ObjectID)]
    var namespace = "git"

    /// Begins with an honest entry.
    init(_ entry: LogEntry, in directory: LogDirectory) throws {
        self.directory = directory
        self.entry = entry
        let repository = try directory.open()
        let raw = try repository.rawObject(entry.commit, limit: 100_000)
        commit = String(decoding: try SignedCommit(parsing: raw.bytes).signedBytes, as: UTF8.self)
        let file = try repository.writeBlob(entry.envelope)
        tree = [(EntryCommit.fileName, .blob, file)]
    }

    /// Puts another statement into the envelope, signed by a key, and fits the commit to it.
    mutating func restate(_ key: SigningKey, _ change: (String) -> String) throws {
        let payload = try DSSEEnvelope(parsing: entry.envelope).payload
        let changed = Array(change(String(decoding: payload, as: UTF8.self)).utf8)
        let envelope = try DSSEEnvelope.sign(
            changed, payloadType: EntryStatement.payloadType, with: [key])
        try replaceEnvelope(envelope.canonicalBytes)
    }

    mutating func replaceEnvelope(_ bytes: [UInt8]) throws {
        tree = [(EntryCommit.fileName, .blob, try directory.open().writeBlob(bytes))]
        commit = commit.replacing(entry.leafHex, with: TreeHash.leaf(bytes).description)
    }

    /// The commit, signed, with its tree; it becomes the log's last.
    func put(signedBy key: SigningKey) throws {
        let bytes = Array(try commitWithTree().utf8)
        let signature = try SSHSignature.sign(bytes, namespace: namespace, with: key)
        let repository = try directory.open()
        let id = try repository.writeSigned(commitBytes: bytes, armour: Array(signature.armoured.utf8))
        try directory.git("update-ref", "refs/heads/pawl/log/staging", id.hex)
    }

    /// The commit with the header that it is given in a signature's place.
    func put(header: String) throws {
        let text = try commitWithTree()
        let bytes = Array(text.replacing("\n\n", with: "\n\(header)\n\n", maxReplacements: 1).utf8)
        let id = try directory.git("hash-object", "-t", "commit", "-w", "--stdin", input: bytes)
        try directory.git("update-ref", "refs/heads/pawl/log/staging", id)
    }

    /// `gpgsig` and its lines over the commit as it is.
    func signatureHeader(_ key: SigningKey) throws -> String {
        let signature = try SSHSignature.sign(
            Array(try commitWithTree().utf8), namespace: namespace, with: key)
        return "gpgsig " + signature.armoured.dropLast().replacing("\n", with: "\n ")
    }

    private func commitWithTree() throws -> String {
        let id = try directory.open().writeTree(tree)
        return "tree \(id)" + commit.dropFirst("tree ".count + 40)
    }
}
