import GateModel
import JSON

extension RollbackPlan {
    /// The members of an entry's `rollback` that say what was planned.
    var members: [JSONMember] {
        [
            JSONMember("from", from.json),
            JSONMember("to", to.json),
            JSONMember("steps", .array(steps.map(\.json))),
            JSONMember("leftForPeople", .texts(leftForPeople)),
            JSONMember("budget", .string(budget.decimalText)),
        ]
    }

    init(taking fields: inout JSONFields) throws(StatementError) {
        var steps: [RollbackStep] = []
        for step in try fields.objects("steps") { steps.append(try RollbackStep(step)) }
        self.init(
            from: try Revision(fields.object("from")), to: try Revision(fields.object("to")), steps: steps,
            leftForPeople: try fields.texts("leftForPeople"),
            budget: try fields.parsed("budget", "a duration with 's'") { Duration(decimalText: $0) })
    }
}

extension RollbackStep {
    fileprivate var json: JSONValue {
        .object(of: [
            "number": .integer(number),
            "action": .string(action.word),
            "change": action.change.map(JSONValue.string),
            "script": script.json,
            "applied": applied?.json,
            "timeout": .string(timeout.decimalText),
        ])
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let applied: Script?
        if let script = try fields.optionalObject("applied") {
            applied = try Script(script)
        } else {
            applied = nil
        }
        self.init(
            number: try fields.whole("number"), action: try Action(taking: &fields),
            script: try Script(fields.object("script")), applied: applied,
            timeout: try fields.parsed("timeout", "a duration with 's'") { Duration(decimalText: $0) })
        try fields.end()
    }
}

extension RollbackStep.Action {
    /// Together with ``change`` it tells the action.
    fileprivate var word: String {
        switch self {
        case .redeploy: "redeploy"
        case .verify, .verifyChange: "verify"
        case .revert: "revert"
        }
    }

    fileprivate init(taking fields: inout JSONFields) throws(StatementError) {
        switch (try fields.text("action"), try fields.optionalText("change")) {
        case ("redeploy", nil): self = .redeploy
        case ("verify", nil): self = .verify
        case ("verify", let change?): self = .verifyChange(change: change)
        case ("revert", let change?): self = .revert(change: change)
        default: throw .malformed(fields.path("action"), wanted: "a known action")
        }
    }
}

extension RollbackStep.Script {
    fileprivate var json: JSONValue {
        [
            "path": .string(path), "commit": .string(commit.hex), "blob": .string(blob.hex),
            "sha256": .string(sha256),
        ]
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        self.init(
            path: try fields.text("path"), commit: try fields.objectID("commit"),
            blob: try fields.objectID("blob"), sha256: try fields.text("sha256"))
        try fields.end()
    }
}

extension Revision {
    /// So much of a commit's first line is recorded; it may be as long as its author liked.
    private static let summaryLimit = 200

    var json: JSONValue {
        let summary = summary.unescaped
        let isLong = summary.count > Self.summaryLimit
        return [
            "commit": .string(commit.hex), "tree": .string(tree.hex),
            "summary": .string(isLong ? summary.prefix(Self.summaryLimit - 1) + "…" : summary),
        ]
    }

    init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        self.init(
            commit: try fields.objectID("commit"), tree: try fields.objectID("tree"),
            summary: try fields.text("summary"))
        try fields.end()
    }
}

extension JSONFields {
    mutating func objectID(_ key: String) throws(StatementError) -> ObjectID {
        try parsed(key, "the id of a git object") { ObjectID(hex: $0) }
    }
}
