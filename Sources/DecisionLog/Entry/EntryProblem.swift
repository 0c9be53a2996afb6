package import GateModel
package import JSON

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
    /// The trust file does not allow it.
    case refused(TrustRefusal)
    case tree([String])
    case entryTooLarge(size: Int, limit: Int)
    case envelope(DSSEError)
    case envelopeSpelling
    case payloadType(String)
    case envelopeSignatures
    case statement(JCSError)
    case environment(found: String, expected: String)
    case origin(found: String, expected: String)
    case index(Int)
    case previous(size: Int)
    case commitSaysOtherwise
    /// Its time is before that of the entry before it, by so many seconds.
    case earlier(seconds: Int64)
    /// It was verified, and what git has of it now is something else.
    case otherThanVerified
    /// Git cannot read one of its objects.
    case unreadable(reason: String, hint: String)
    /// The log's reference cannot be read, or leads to another one.
    case reference(reason: String, seen: SeenLog?)
    /// The first entry was written in another repository.
    case foreign(origin: String)
    /// There is evidence, and no log that it belongs to.
    case lost(evidence: String)
    /// Somebody has seen a longer log.
    case gone(seen: SeenLog, by: Witness)
    /// Somebody has seen another log up to here.
    case replaced(seen: SeenLog, by: Witness)
    /// It is shorter than a checkpoint that it has to reach.
    case behindCheckpoint(size: Int, from: CheckpointSource)
    /// It is another log than a checkpoint says.
    case otherThanCheckpoint(size: Int, from: CheckpointSource)
    /// What this machine remembers of the log was there when this run began.
    case forgotten(was: SeenLog)
    /// The evidence was there when this run began.
    case evidenceGone(reference: String, was: ObjectID)
    /// An object of the evidence that this run has stored is gone or altered.
    case evidenceLost(sha256: String)

    /// Who has a checkpoint.
    package enum CheckpointSource: Hashable, Sendable {
        /// `PAWL_CHECKPOINT`.
        case setting
        /// Beside the log there.
        case remote(String)

        fileprivate var name: String {
            switch self {
            case .setting: "PAWL_CHECKPOINT"
            case .remote(let name): "the checkpoint at '\(name)'"
            }
        }
    }

    /// Who knows of a log that was longer, or another.
    package enum Witness: Hashable, Sendable {
        /// By what it remembers beside the log.
        case machine
        /// By what this process has verified itself.
        case run

        fileprivate var has: String {
            switch self {
            case .machine: "this machine has"
            case .run: "this run has"
            }
        }
    }

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
        case .refused(let refusal): refusal.ofAnEntry
        case .tree(let names):
            "its tree has \(names.isEmpty ? "nothing" : names.map { "'\($0)'" }.joined(separator: ", ")) "
                + "instead of '\(EntryCommit.fileName)' alone"
        case .entryTooLarge(let size, let limit): "its envelope has \(size) bytes, more than \(limit)"
        case .envelope(let error): "\(error)".replacing(" error:", with: "")
        case .envelopeSpelling: "its envelope is not in canonical form"
        case .payloadType(let type): "its envelope holds '\(type)', not an in-toto statement"
        case .envelopeSignatures: "its envelope is not signed by the key of its commit, and by that alone"
        case .statement(let error): "its statement cannot be read: \(error)"
        case .environment(let found, let expected): "it is about '\(found)', not '\(expected)'"
        case .origin(let found, let expected): "it belongs to the log '\(found)', not '\(expected)'"
        case .index(let found): "it says that it is entry \(found)"
        case .previous(let size): "the \(size) entries before it are not those that it was appended to"
        case .commitSaysOtherwise:
            "its commit's author, time or message is not what follows from its decision"
        case .earlier(let seconds): "its time is \(timeText(seconds)) before that of the entry before it"
        case .otherThanVerified: "it is not what was verified before"
        case .unreadable(let reason, _): "git cannot read it: \(reason)"
        case .reference(let reason, _): "the log cannot be read: \(reason)"
        case .foreign(let origin): "it begins the log '\(origin)', which belongs to another repository"
        case .lost(let evidence): "there is no log, and yet its evidence is in '\(evidence)'"
        case .gone(let seen, let witness): "it is gone: \(witness.has) seen \(seen.entries)"
        case .replaced(_, let witness): "the log up to it is another than \(witness.has) seen"
        case .behindCheckpoint(let size, let source):
            "it ends before the \(size) entries that \(source.name) says"
        case .otherThanCheckpoint(let size, let source):
            "its first \(size) entries are not those that \(source.name) says"
        case .forgotten(let was):
            "what this machine remembers of it, \(was.entries), was taken away while this ran"
        case .evidenceLost(let sha256):
            "evidence that this run has stored is no longer there as it was (sha256 \(sha256.prefix(12))…)"
        case .evidenceGone(let reference, let was):
            "the evidence in '\(reference)' was taken away while this ran: it was at \(was.short)"
        }
    }
}

/// The first entry of a log that does not hold, or what is wrong with the log as a whole; entries before it hold.
package struct BrokenEntry: Error, Hashable, CustomStringConvertible {
    /// From 0; nil where that is not known, or where it is about the whole log.
    package let index: Int?
    /// Nil where it is gone, or about the whole log.
    package let commit: ObjectID?
    package let problem: EntryProblem
    /// The log's reference.
    package let reference: String

    package var description: String {
        "\(place): error: \(printable(problem.description))\n  hint: \(printable(hint))"
    }

    private var place: String {
        if let index { return "log, entry \(index)" }
        return commit.map { "log, commit \($0.short)" } ?? "log"
    }

    private var hint: String {
        switch problem {
        case .refused(let refusal): refusal.hint(ofEntryIn: reference)
        case .gone(let seen, _), .replaced(let seen, _):
            "find out who moved it, then 'git update-ref \(reference) \(seen.tip.hex)', or fetch it from another clone"
        case .lost(let evidence):
            "bring '\(reference)' back from its reflog or another clone; where it was never there, delete '\(evidence)'"
        case .behindCheckpoint:
            "fetch the rest ('pawl log sync'); if that is all, find out who took entries away"
        case .otherThanCheckpoint: "find out which of the two is wrong: 'pawl log verify' in another clone"
        case .forgotten: "find out who did it, then 'pawl log verify' in another clone; the log itself holds"
        case .evidenceGone(let evidence, let was):
            "find out who did it, then 'git update-ref \(evidence) \(was.hex)'"
        case .evidenceLost: "find out who did it; what was measured is lost, so gate again"
        case .statement(let error) where error.problem == .unknown: "a newer Pawl may have written it"
        case .unreadable(_, let hint): "\(hint); bring '\(reference)' back from a good clone"
        case .reference(_, let seen?):
            "find out who did it, remove its file, then 'git update-ref \(reference) \(seen.tip.hex)'"
        case .reference(_, nil):
            "find out who did it; 'git reflog show \(reference)' or another clone has the log's last commit"
        case .foreign: "delete '\(reference)' if it was fetched by mistake, and fetch this repository's own"
        case .malformedCommit, .commitTooLarge, .merge, .unsigned, .severalSignatures, .signatureNotLast,
            .unreadableSignature, .namespace, .wrongSignature, .tree, .entryTooLarge, .envelope,
            .envelopeSpelling,
            .payloadType, .envelopeSignatures, .statement, .environment, .origin, .index, .previous,
            .commitSaysOtherwise, .earlier, .otherThanVerified:
            "see 'git show \(commit?.short ?? reference)', and bring '\(reference)' back from a good clone"
        }
    }
}
