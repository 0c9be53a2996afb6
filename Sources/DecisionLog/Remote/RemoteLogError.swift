package import GateModel

/// Why a log and the one at its remote could not be brought together. Nothing was appended here or there, unless a case says so.
package enum RemoteLogError: Error, Hashable, CustomStringConvertible {
    /// It does not answer, or does not let us in.
    case unreachable(remote: String, reason: String)
    /// An entry was sent, and whether it has arrived is not known.
    case unanswered(remote: String, reason: String)
    /// It answers, and does not take the entries.
    case refused(remote: String, reference: String, reason: String)
    /// It had the log, and has none now.
    case vanished(remote: String, reference: String, was: ObjectID)
    /// It had a log that the one it has now does not go on from.
    case rewound(remote: String, reference: String, was: ObjectID, now: ObjectID)
    /// Here are entries that are not there, and there are others in their place; a key is needed to append them again.
    case apart(remote: String, reference: String, entries: Int)
    /// The same, and somebody else has signed one of them.
    case apartByOthers(remote: String, reference: String, signer: String)
    /// Several remotes could have it.
    case severalRemotes([String], environment: String)
    /// There is no remote, or nobody wants one.
    case nowhere
    /// What was named is no remote that git could take.
    case noRemote(String, known: [String])

    package var description: String {
        "log: error: \(printable(withoutCredentials(happening)))\n  hint: \(printable(withoutCredentials(hint)))"
    }

    private var happening: String {
        switch self {
        case .unreachable(let remote, let reason):
            "'\(remote)', where the log is shared, cannot be reached: \(reason)"
        case .unanswered(let remote, let reason):
            "'\(remote)' does not say any more whether it has taken the last entry: \(reason)"
        case .refused(let remote, let reference, let reason):
            "'\(remote)' does not take '\(reference)': \(reason)"
        case .vanished(let remote, let reference, let was):
            "'\(remote)' has no '\(reference)' any more; it was at \(was.short)"
        case .rewound(let remote, let reference, let was, let now):
            "'\(reference)' at '\(remote)' was rewritten: it is at \(now.short), which does not go on from \(was.short)"
        case .apart(let remote, let reference, let entries):
            "\(entries) \(entries == 1 ? "entry" : "entries") of this clone \(entries == 1 ? "is" : "are") not at '\(remote)', "
                + "where '\(reference)' has gone on without \(entries == 1 ? "it" : "them")"
        case .apartByOthers(let remote, let reference, let signer):
            "this clone has an entry signed by '\(signer)' that '\(reference)' at '\(remote)' has gone on without"
        case .severalRemotes(let remotes, let environment):
            "the log of \(environment) may be at \(remotes.map { "'\($0)'" }.joined(separator: ", "))"
        case .nowhere: "there is no remote to share the log at"
        case .noRemote(let name, _): "'\(name)' is no remote of this repository, no URL and no path"
        }
    }

    private var hint: String {
        switch self {
        case .unreachable:
            "'git ls-remote' with that name shows the same; run the command again once it answers"
        case .unanswered:
            "once it answers, 'pawl log sync' and 'pawl status' show whether it has; nothing was deployed since"
        case .refused:
            "whoever signs needs the right to push there, also to refs/pawl/*; hosts can protect branches from it"
        case .vanished(let remote, let reference, let was):
            "find out who deleted it, then bring it back: git push \(remote) \(was.hex):\(reference)"
        case .rewound(let remote, let reference, let was, _):
            "find out who did it; to bring back what this clone has seen: git push --force \(remote) \(was.hex):\(reference)"
        case .apart:
            "run 'pawl log sync' with the key that signed them: they are appended again behind what is there"
        case .apartByOthers: "let its signer run 'pawl log sync' in this clone"
        case .severalRemotes:
            "name one: --log-remote NAME, PAWL_LOG_REMOTE, or 'log: { remote: NAME }' in the pipeline file"
        case .nowhere: "'git remote add' makes one, or name a place: --log-remote"
        case .noRemote(_, let known):
            known.isEmpty
                ? "'git remote add' makes one; 'none' keeps the log here"
                : "this repository has \(known.map { "'\($0)'" }.joined(separator: ", ")); 'none' keeps the log here"
        }
    }
}
