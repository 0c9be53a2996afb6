package import GateModel
import JSON

extension DeployPermissionReport {
    /// `approved` is what a deploy script asks for; `answer` says why, and `text` in one line for people.
    package static func json(_ permission: DeployPermission) -> String {
        let (entry, superseded, other) = entries(permission.answer)
        return JSONReport.printable([
            "version": .integer(JSONReport.version),
            "approved": .bool(permission.isApproved),
            "answer": .string(permission.answer.word),
            "text": .string(line(permission).map(\.text).joined()),
            "environment": .string(permission.environment),
            "pipeline": .string(permission.pipeline),
            "commit": .string(permission.commit.hex),
            "tree": permission.revision.map { .string($0.tree.hex) } ?? .null,
            "entry": entry.map(JSONReport.json) ?? .null,
            "superseded": superseded.map(JSONReport.json) ?? .null,
            "open": other.map(JSONReport.json) ?? .null,
            "running": permission.running.map(JSONReport.json) ?? .null,
            "notes": JSONReport.strings(permission.notes.map { text($0, permission) }),
            "entries": .integer(Int64(permission.entries)),
            "as_of": .string(utcText(permission.asOf)),
        ])
    }

    /// The entry that decides, the approval that it supersedes, and what is open.
    private static func entries(
        _ answer: DeployPermission.Answer
    ) -> (RecordedEntry?, superseded: RecordedEntry?, open: RecordedEntry?) {
        switch answer {
        case .approved(let entry), .adviceOnly(let entry): (entry, nil, nil)
        case .occupied(let entry, let open): (entry, nil, open)
        case .unknown: (nil, nil, nil)
        case .blocked(let entry, _, let approved), .rolledBack(let entry, _, _, let approved):
            (entry, approved, nil)
        }
    }
}

extension DeployPermission {
    fileprivate var isApproved: Bool {
        switch answer {
        case .approved: true
        case .occupied, .unknown, .adviceOnly, .blocked, .rolledBack: false
        }
    }
}

extension DeployPermission.Answer {
    fileprivate var word: String {
        switch self {
        case .approved: "approved"
        case .occupied: "occupied"
        case .unknown: "never-judged"
        case .adviceOnly: "advice-only"
        case .blocked(_, .gate, _): "blocked"
        case .blocked(_, .deploy, _): "deploy-failed"
        case .rolledBack: "rolled-back"
        }
    }
}

extension JSONReport {
    static func json(_ entry: RecordedEntry) -> JSONValue {
        [
            "index": .integer(Int64(entry.index)), "leaf": .string(entry.leaf),
            "kind": .string(entry.kind.rawValue), "candidate": json(entry.candidate),
            "time": .string(utcText(entry.time)), "actor": .string(entry.actor),
            "signer": .string(entry.signer), "run": .string(entry.run),
        ]
    }

    static func json(_ running: RunningRevision) -> JSONValue {
        [
            "revision": json(running.revision), "since": .string(utcText(running.by.time)),
            "entry": json(running.by),
        ]
    }
}
