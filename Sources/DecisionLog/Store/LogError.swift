import GateModel

/// Why nothing was appended, or something could not be read; see also ``BrokenEntry``.
package enum LogError: Error, Hashable, CustomStringConvertible {
    case environmentName(String)
    /// The trust file does not allow what was to be written.
    case refused(TrustRefusal)
    /// Another process held the log for as long as was waited.
    case locked(environment: String, owner: String)
    /// Other writers were faster each time; nothing was appended.
    case lostRace(attempts: Int)
    case entryTooLarge(size: Int, limit: Int)
    case evidenceTooLarge(size: Int, limit: Int)
    /// What was to be appended is something that no verifier would accept.
    case unfit(EntryProblem)
    case evidenceAltered(index: Int)
    case evidenceUnreadable(index: Int, reason: String)
    case seenUnreadable(path: String, reason: String)
    /// A key or trust file is not what it was when it was read.
    case guardedFileChanged(path: String, change: String)
    /// The evidence's reference or one of its commits cannot be read.
    case evidenceBroken(reference: String, reason: String)
    /// This machine's clock is behind the last entry's time.
    case clockBehind(seconds: Int64, index: Int, signer: String)
    /// A statement that waits to be appended is not what Pawl wrote there.
    case pendingUnreadable(path: String, reason: String)
    /// The entry was appended all the same.
    case notRemembered(index: Int, reason: String)

    package var description: String { "log: error: \(printable(happening))\n  hint: \(printable(hint))" }

    private var happening: String {
        switch self {
        case .environmentName(let name): "'\(name)' cannot be an environment's name"
        case .refused(let refusal): refusal.ofOnesOwn
        case .locked(let environment, let owner):
            "another process writes the log of \(environment)\(owner.isEmpty ? "" : " (\(owner))")"
        case .lostRace(let attempts): "other writers were faster, \(attempts) times"
        case .entryTooLarge(let size, let limit):
            "the entry would have \(size) bytes, and at most \(limit) are allowed"
        case .evidenceTooLarge(let size, let limit): "the evidence has \(size) bytes, more than \(limit)"
        case .unfit(let problem): "the entry would not verify: \(problem)"
        case .evidenceAltered(let index): "the evidence of entry \(index) was altered"
        case .evidenceUnreadable(let index, let reason):
            "could not read the evidence of entry \(index): \(reason)"
        case .seenUnreadable(let path, let reason): "could not read '\(path)': \(reason)"
        case .guardedFileChanged(let path, let change):
            "'\(path)' was changed while this ran: \(change)"
        case .evidenceBroken(let reference, let reason):
            "could not read the evidence in '\(reference)': \(reason)"
        case .clockBehind(let seconds, let index, let signer):
            "this machine's clock is \(timeText(seconds)) behind the time of entry \(index), signed by '\(signer)'"
        case .pendingUnreadable(let path, let reason):
            "'\(path)' waits to be appended to the log and cannot be: \(reason)"
        case .notRemembered(let index, let reason):
            "entry \(index) is in the log, but this machine could not remember it: \(reason)"
        }
    }

    private var hint: String {
        switch self {
        case .environmentName: "use letters, digits, '-', '_' and '.', beginning with a letter or digit"
        case .refused(let refusal): refusal.hint
        case .locked: "wait until it has ended"
        case .lostRace: "run the command again"
        case .entryTooLarge: "shorten the reason, or split the rollback's changes"
        case .evidenceTooLarge: "measure fewer operations or blocks"
        case .unfit: "this is a defect of Pawl: report it with this message"
        case .evidenceAltered: "do not use it; another clone may have it as it was recorded"
        case .evidenceUnreadable: "a newer Pawl may have written it"
        case .seenUnreadable: "run 'pawl log verify' in another clone, then remove the file"
        case .guardedFileChanged:
            "find out what changed it before anything else is signed; a script of the candidate could have"
        case .evidenceBroken:
            "bring it back from a good clone, or delete the reference: what is pruned is no damage"
        case .clockBehind:
            "set this clock; if the other one was wrong, approve on a machine that is not behind it"
        case .pendingUnreadable: "find out who changed it; to go on without what it says, move the file away"
        case .notRemembered: "mend what is named; the next entry will be remembered"
        }
    }
}

/// A length of time for messages, in its largest whole unit: `12 min`.
func timeText(_ seconds: Int64) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) days"
    }
}
