package import GateModel
import JSON

/// What an entry says of one stage: the verdict, how many rules came to what, and those that are not a pass.
package struct StageRecord: Hashable, Sendable {
    /// With the judgements that are recorded in full. Their notes, and the passes, are in the evidence.
    package let result: StageResult
    package let counts: Counts
    /// Ids of further rules that are not a pass, where all of them in full would have made the entry too
    /// large.
    package let cut: [String]
    /// How many further ones there are, where even the ids would have.
    package let dropped: Int

    package struct Counts: Hashable, Sendable {
        package let pass: Int
        package let violation: Int
        package let inconclusive: Int
    }

    /// How much is recorded of a rule that is not a pass.
    enum Detail: CaseIterable {
        case full
        /// Without the bars, bounds, turning points and evidence.
        case brief
        case ids
        case number
    }

    init(_ result: StageResult, _ detail: Detail) {
        let verdicts = result.judgements.map(\.verdict.word)
        counts = Counts(
            pass: verdicts.count { $0 == "pass" }, violation: verdicts.count { $0 == "violation" },
            inconclusive: verdicts.count { $0 == "inconclusive" })
        let notPassed = result.judgements.filter { $0.verdict != .pass }
        self.result = StageResult(
            recorded: result.stage, verdict: result.verdict, judgements: Self.recorded(notPassed, detail),
            seconds: result.seconds)
        cut = detail == .ids ? notPassed.map(\.id) : []
        dropped = detail == .number ? notPassed.count : 0
    }

    private static func recorded(_ judgements: [Judgement], _ detail: Detail) -> [Judgement] {
        switch detail {
        case .full: judgements
        case .brief: judgements.map(\.withoutExplanation)
        case .ids, .number: []
        }
    }

    init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let stage = try fields.parsed("name", "a stage's name") { StageName(rawValue: $0) }
        let verdict = try Verdict(taking: &fields)
        let seconds = try fields.parsed("seconds", "a number with 's'") {
            Judgement.Scale.unit(.time).number($0)
        }
        var tally = try fields.object("counts")
        counts = Counts(
            pass: try tally.whole("pass"), violation: try tally.whole("violation"),
            inconclusive: try tally.whole("inconclusive"))
        try tally.end()
        var judgements: [Judgement] = []
        for rule in try fields.objects("rules") { judgements.append(try Judgement(rule, of: stage)) }
        cut = try fields.texts("cut")
        dropped = try fields.whole("dropped")
        try fields.end()
        result = StageResult(recorded: stage, verdict: verdict, judgements: judgements, seconds: seconds)
    }

    var json: JSONValue {
        .object(of: [
            "name": .string(result.stage.rawValue),
            "verdict": .string(result.verdict.word),
            "reason": result.verdict.reasonJSON,
            "detail": result.verdict.detailJSON,
            "seconds": .string(Judgement.Scale.unit(.time).text(result.seconds)),
            "counts": [
                "pass": .integer(counts.pass), "violation": .integer(counts.violation),
                "inconclusive": .integer(counts.inconclusive),
            ],
            "rules": .array(result.judgements.map(\.json)),
            "cut": .texts(cut),
            "dropped": .integer(dropped),
        ])
    }
}

extension Verdict {
    /// From the members `verdict` and, where nothing was shown, `reason` and `detail`.
    init(taking fields: inout JSONFields) throws(StatementError) {
        let word = try fields.text("verdict")
        switch word {
        case "pass": self = .pass
        case "violation": self = .violation
        case "inconclusive":
            let reason = try fields.parsed("reason", "a known reason") { Inconclusive.Reason(rawValue: $0) }
            self = .inconclusive(Inconclusive(reason, try fields.text("detail")))
        default: throw .malformed(fields.path("verdict"), wanted: "a verdict")
        }
    }

    var reasonJSON: JSONValue? {
        if case .inconclusive(let why) = self { .string(why.reason.rawValue) } else { nil }
    }

    var detailJSON: JSONValue? {
        if case .inconclusive(let why) = self { .string(why.detail) } else { nil }
    }
}
