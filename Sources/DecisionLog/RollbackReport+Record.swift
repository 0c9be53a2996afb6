import GateModel
import JSON

extension RollbackReport {
    /// The members of an entry's `rollback` that say what came of it. What the scripts printed is not among
    /// them: it may hold what has no place in a log that is kept for ever.
    var members: [JSONMember] {
        var members = plan.members
        members.append(JSONMember("results", .array(results.map(\.json))))
        members.append(JSONMember("outcome", outcome.json))
        members.append(JSONMember("seconds", .string(Judgement.Scale.unit(.time).text(seconds))))
        if let fingerprints {
            members.append(
                JSONMember(
                    "fingerprints",
                    .object(of: [
                        "before": fingerprints.before.map(JSONValue.string),
                        "after": fingerprints.after.map(JSONValue.string),
                    ])))
        }
        return members
    }

    init(taking fields: inout JSONFields) throws(StatementError) {
        var results: [StepResult] = []
        for result in try fields.objects("results") { results.append(try StepResult(result)) }
        var fingerprints: Fingerprints?
        if var digests = try fields.optionalObject("fingerprints") {
            fingerprints = Fingerprints(
                before: try digests.optionalText("before"), after: try digests.optionalText("after"))
            try digests.end()
        }
        self.init(
            plan: try RollbackPlan(taking: &fields), results: results,
            outcome: try Outcome(fields.object("outcome")),
            seconds: try fields.parsed("seconds", "a number with 's'") {
                Judgement.Scale.unit(.time).number($0)
            },
            fingerprints: fingerprints)
    }
}

extension RollbackReport.StepResult {
    fileprivate var json: JSONValue {
        [
            "number": .integer(number), "end": .string(end), "succeeded": .bool(succeeded),
            "seconds": .string(Judgement.Scale.unit(.time).text(seconds)),
        ]
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        self.init(
            number: try fields.whole("number"), end: try fields.text("end"),
            succeeded: try fields.bool("succeeded"),
            seconds: try fields.parsed("seconds", "a number with 's'") {
                Judgement.Scale.unit(.time).number($0)
            },
            output: "")
        try fields.end()
    }
}

extension RollbackReport.Outcome {
    fileprivate var json: JSONValue {
        switch self {
        case .verified: ["result": "verified"]
        case .cleanUpLeft(let changes): ["result": "clean-up left", "changes": .texts(changes)]
        case .notVerified: ["result": "not verified"]
        case .failed(let step): ["result": "failed", "step": .integer(step)]
        case .unfinished(let step): ["result": "unfinished", "step": .integer(step)]
        }
    }

    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        switch try fields.text("result") {
        case "verified": self = .verified
        case "clean-up left": self = .cleanUpLeft(try fields.texts("changes"))
        case "not verified": self = .notVerified
        case "failed": self = .failed(step: try fields.whole("step"))
        case "unfinished": self = .unfinished(step: try fields.whole("step"))
        default: throw .malformed(fields.path("result"), wanted: "a known outcome")
        }
        try fields.end()
    }
}
