package import GateModel

/// What is wrong with an entry.
package enum EntryProblem: Error, Hashable, CustomStringConvertible {
    case malformedCommit
    case commitTooLarge(size: Int, limit: Int)
    case merge(parents: Int)
    case unsigned
    case severalSignatures(Int)
    case signatureNotLast
    case unreadableSignature(SSHSignatureError)
    case namespace(String)
    case wrongSignature
    case notTrusted(fingerprint: String, trust: String)
    case tree([String])
    case entryTooLarge(size: Int, limit: Int)
    case envelope(DSSEError)
    case envelopeSpelling
    case payloadType(String)
    case envelopeSignatures
    case statement(StatementError)
    case environment(found: String, expected: String)
    case origin(found: String, expected: String)
    case index(Int)
    case previous(size: Int)
    case commitSaysOtherwise
    /// This machine has seen a longer log.
    case gone(seen: Int)
    /// This machine has seen another log up to here.
    case replaced

    package var description: String {
        switch self {
        case .malformedCommit: "it is no commit that Pawl wrote"
        case .commitTooLarge(let size, let limit): "its commit has \(size) bytes, more than \(limit)"
        case .merge(let parents): "its commit is a merge of \(parents) commits"
        case .unsigned: "its commit is not signed"
        case .severalSignatures(let count): "its commit has \(count) signatures"
        case .signatureNotLast: "its commit's signature is not the last header"
        case .unreadableSignature(let error): "its commit's SSH signature is refused: \(error.reason)"
        case .namespace(let name): "its commit is signed for '\(name)', not for 'git'"
        case .wrongSignature: "its commit's signature does not belong to its bytes"
        case .notTrusted(let fingerprint, let trust): "its signer \(fingerprint) is not allowed by '\(trust)'"
        case .tree(let names):
            "its tree has \(names.isEmpty ? "nothing" : names.map { "'\($0)'" }.joined(separator: ", ")) "
                + "instead of '\(EntryCommit.fileName)' alone"
        case .entryTooLarge(let size, let limit): "its envelope has \(size) bytes, more than \(limit)"
        case .envelope(let error): "\(error)".replacing(" error:", with: "")
        case .envelopeSpelling: "its envelope is not in canonical form"
        case .payloadType(let type): "its envelope holds '\(type)', not an in-toto statement"
        case .envelopeSignatures: "its envelope is not signed by the key of its commit, and by that alone"
        case .statement(let error): error.description
        case .environment(let found, let expected): "it is about '\(found)', not '\(expected)'"
        case .origin(let found, let expected): "it belongs to the log '\(found)', not '\(expected)'"
        case .index(let found): "it says that it is entry \(found)"
        case .previous(let size): "the \(size) entries before it are not those that it was appended to"
        case .commitSaysOtherwise:
            "its commit's author, time or message is not what follows from its decision"
        case .gone(let seen): "it is gone: this machine has seen \(seen) entries"
        case .replaced: "the log up to it is another than this machine has seen"
        }
    }
}

/// The first entry of a log that does not hold; those before it do.
package struct BrokenEntry: Error, Hashable, CustomStringConvertible {
    /// From 0.
    package let index: Int
    /// Nil where it is gone.
    package let commit: ObjectID?
    package let problem: EntryProblem
    /// The log's reference.
    package let reference: String

    package var description: String {
        "log, entry \(index): error: \(problem)\n  hint: \(hint)"
    }

    private var hint: String {
        switch problem {
        case .notTrusted:
            "if the key may sign here, add it to that file; else find out who wrote '\(reference)'"
        case .gone, .replaced:
            "bring '\(reference)' back from its reflog or another clone; it never goes back by itself"
        case .statement(.unknown): "a newer Pawl may have written it"
        default:
            "see 'git show \(commit?.short ?? reference)', and bring '\(reference)' back from a good clone"
        }
    }
}
