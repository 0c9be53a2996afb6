import GateModel
import Git

/// The commit of an entry, without its signature: every byte of it follows from the entry.
///
/// So a verifier composes it again and compares, and no author, time, message or trailer can say anything
/// else.
struct EntryCommit {
    static let fileName = "decision.dsse.json"
    static let signatureNamespace = "git"
    static let author = Author(name: "Pawl", email: "pawl@localhost")

    let tree: ObjectID
    let parent: ObjectID?
    let statement: EntryStatement
    let leaf: TreeHash

    /// What is signed.
    var bytes: [UInt8] {
        let person = "\(Self.author.name) <\(Self.author.email)> \(statement.decision.context.time) +0000"
        var text = "tree \(tree.hex)\n"
        if let parent { text += "parent \(parent.hex)\n" }
        text += "author \(person)\ncommitter \(person)\n\n\(message)"
        return Array(text.utf8)
    }

    /// `block membership 3f2a91c → staging`, on one line whatever the pipeline's name has in it, since `git log` shows it.
    var summary: String {
        let decision = statement.decision
        return "\(decision.kind.rawValue) \(printable(decision.pipeline.name)) "
            + "\(decision.candidate.commit.short) → \(decision.environment)"
    }

    /// Git takes trailers from the last paragraph only, so what CI systems look for stands before it.
    private var message: String {
        """
        \(summary)

        [skip ci]

        Pawl-Index: \(statement.index)
        Pawl-Leaf: sha256:\(leaf)
        Pawl-Prev-Root: sha256:\(statement.previous.root)

        """
    }
}
