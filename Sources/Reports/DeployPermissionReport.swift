package import GateModel

/// What `pawl log check` prints: the answer in one line, then what runs now and what else there is to know.
package enum DeployPermissionReport {
    /// - Parameter now: Seconds since 1970.
    package static func text(_ permission: DeployPermission, now: Int64, style: Style = .plain) -> String {
        var table = Table(indent: 2, gap: 2, isWide: true)
        table.add("runs now", "\(runs(permission, now))")
        for note in permission.notes { table.add("note", "\(text(note, permission))") }
        return Document([.verbatim(line(permission))] + table.block).text(style)
    }

    static func line(_ permission: DeployPermission) -> [Piece] {
        let target =
            "  \(permission.pipeline) \(permission.commit.short) → \(permission.environment): "
        return [title(permission.answer), .strong(target), "\(reason(permission)); \(advice(permission))"]
    }

    private static func title(_ answer: DeployPermission.Answer) -> Piece {
        switch answer {
        case .approved: .good("APPROVED")
        case .occupied: .caution("NOT NOW")
        case .unknown, .adviceOnly, .blocked, .rolledBack: .bad("NOT APPROVED")
        }
    }

    /// Which entry says so, whose it is, and when it was made.
    static func reason(_ permission: DeployPermission) -> String {
        switch permission.answer {
        case .approved(let entry): "\(entry.text) approves it"
        case .occupied(let entry, let open):
            "entry \(entry.index) approves it, but \(open.openWork) has not ended, \(open.text)"
        case .unknown:
            "no entry of its log approves it for this pipeline, and none blocks it (\(counted(permission.entries, "entry", "entries")), the last of \(utcText(permission.asOf)))"
        case .adviceOnly(let entry):
            "\(entry.text) is only advice, by a pipeline file with 'enforce: no'"
        case .blocked(let entry, .gate, let approved):
            "\(entry.text) blocked it\(superseding(approved))"
        case .blocked(let entry, .deploy, let approved):
            "its deploy did not pass, \(entry.text)\(superseding(approved))"
        case .rolledBack(let entry, let left, let isVerified, let approved):
            rolledBack(entry, left, isVerified, permission) + superseding(approved)
        }
    }

    private static func rolledBack(
        _ entry: RecordedEntry, _ left: Revision, _ isVerified: Bool, _ permission: DeployPermission
    ) -> String {
        let what =
            left.commit == permission.commit ? "it" : "\(left.commit.short), which has the same tree,"
        let happened =
            isVerified
            ? "was rolled back"
            : entry.kind == .rolledBack
                ? "was being rolled back, which was not verified" : "is being rolled back"
        return "\(what) \(happened), \(entry.text)"
    }

    private static func superseding(_ approved: RecordedEntry?) -> String {
        approved.map { ", after entry \($0.index) had approved it" } ?? ""
    }

    /// What to do.
    static func advice(_ permission: DeployPermission) -> String {
        let (pipeline, environment) = (permission.pipeline, permission.environment)
        let short = permission.commit.short
        return switch permission.answer {
        case .approved:
            permission.running?.revision.commit == permission.commit
                ? "it runs there already"
                : "once it is deployed, say so: \(ShellCommand.adopt(short, pipeline, environment))"
        case .occupied: "'pawl status \(shellWord(environment))' says how to go on"
        case .unknown: "gate it: \(ShellCommand.gate(pipeline, short, environment))"
        case .adviceOnly:
            "take that line out and gate the commit without it: \(ShellCommand.gate(pipeline, "COMMIT", environment))"
        case .blocked(let entry, .gate, _):
            "'\(ShellCommand.show(entry, environment))' says why; gate a commit that mends it, or the same again: \(ShellCommand.gate(pipeline, short, environment))"
        case .blocked(let entry, .deploy, _):
            "'\(ShellCommand.show(entry, environment))' says why, 'pawl status \(shellWord(environment))' how to go on"
        case .rolledBack(_, _, isVerified: true, _):
            "gate a commit that mends it, or the same once more: \(ShellCommand.gate(pipeline, short, environment)) --retry-reason TEXT"
        case .rolledBack(_, _, isVerified: false, _):
            "'pawl status \(shellWord(environment))' says how to go on"
        }
    }

    static func runs(_ permission: DeployPermission, _ now: Int64) -> String {
        permission.running?.text(now) ?? "nothing was deployed or adopted there yet"
    }

    static func text(_ note: DeployPermission.Note, _ permission: DeployPermission) -> String {
        switch note {
        case .twinApproved(let entry):
            "\(entry.candidate.commit.short) has the same tree and was approved, \(entry.text); an approval is of the commit alone"
        case .comparedWith(let revision):
            "it was compared with \(revision.commit.short), and another revision runs now; to compare with that one: \(ShellCommand.gate(permission.pipeline, permission.commit.short, permission.environment))"
        case .absent: "this clone does not have the commit; what is said of it stands in the log"
        case .open(let entry):
            "\(entry.openWork) has begun and has not ended, so what runs now is not certain, \(entry.text)"
        }
    }
}

extension RecordedEntry {
    /// `entry 4 (ci@example.org for anna@build-3, 2026-07-14T09:30:05Z)`
    var text: String { "entry \(index) (\(people), \(utcText(time)))" }

    /// Who signed, and who did it where that is somebody else.
    var people: String { signer == actor ? signer : "\(signer) for \(actor)" }

    /// Of an entry that begins something.
    fileprivate var openWork: String {
        "\(kind == .rollbackStarted ? "a rollback" : "a deploy") of \(candidate.commit.short)"
    }
}

extension RunningRevision {
    /// `9be04d1 Faster start, since 2026-07-14T09:30:05Z (3 h ago): entry 2, adopted by anna`
    func text(_ now: Int64) -> String {
        "\(revision.commit.short) \(revision.summary.unescaped), since \(utcText(by.time)) (\(ageText(now - by.time))): entry \(by.index), \(by.kind.rawValue) by \(by.people)"
    }
}

/// `1 entry`, `2 entries`
func counted(_ count: Int, _ noun: String, _ plural: String) -> String {
    "\(count) \(count == 1 ? noun : plural)"
}
