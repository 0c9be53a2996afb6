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

    /// `block membership 3f2a91c → staging`
    var summary: String {
        let decision = statement.decision
        return "\(decision.kind.rawValue) \(decision.pipeline.name.onOneLine) "
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

extension String {
    /// Without control characters, so that a name cannot begin a paragraph of trailers or end a commit early.
    var onOneLine: String {
        String(
            String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 }))
    }
}
