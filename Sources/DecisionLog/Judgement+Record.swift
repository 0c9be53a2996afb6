import GateModel
import JSON

extension Judgement {
    /// As an entry records it: all but the notes.
    var json: JSONValue {
        let members: KeyValuePairs<String, JSONValue?> = [
            "id": .string(id),
            "position": [
                "file": .string(position.file), "line": .integer(position.line),
                "column": .integer(position.column),
            ],
            "operation": operation.map(JSONValue.string),
            "verdict": .string(verdict.word),
            "reason": verdict.reasonJSON,
            "detail": verdict.detailJSON,
            "blocks": .bool(blocks),
            "demand": .coded(demand),
            "scale": .string(numbers.scale.word),
            "estimate": numbers.estimate.map { .string(numbers.scale.text($0)) },
            "lower": numbers.lower.map { .string(numbers.scale.text($0)) },
            "upper": numbers.upper.map { .string(numbers.scale.text($0)) },
            "samples": .string(numbers.samples),
        ]
        return .object(
            JSONObject(
                (Array(members) + Array(numbers.explanation)).compactMap { key, value in
                    value.map { JSONMember(key, $0) }
                }))
    }

    init(_ fields: JSONFields, of stage: StageName) throws(StatementError) {
        var fields = fields
        var position = try fields.object("position")
        let scale = try fields.parsed("scale", "a known scale") { Scale(word: $0) }
        var numbers = Numbers(
            scale: scale, estimate: try fields.optionalParsed("estimate", scale.wanted, scale.number),
            lower: try fields.optionalParsed("lower", scale.wanted, scale.number),
            upper: try fields.optionalParsed("upper", scale.wanted, scale.number),
            samples: try fields.text("samples"))
        try numbers.takeExplanation(&fields)
        self.init(
            id: try fields.text("id"), stage: stage,
            position: FilePosition(
                file: try position.text("file"), line: try position.whole("line"),
                column: try position.whole("column")),
            operation: try fields.optionalText("operation"), demand: try fields.coded("demand"),
            verdict: try Verdict(taking: &fields), blocks: try fields.bool("blocks"), numbers: numbers)
        try position.end()
        try fields.end()
    }
}

extension Judgement.Scale {
    /// What stands after a number, with the blank: ` s`, ` B/op`; nothing after a plain number.
    var suffix: String {
        switch self {
        case .ratio, .number, .exponent, .unit(.count), .unit(.share), .unit(.plain): ""
        case .unit(.time): " s"
        case .unit(.bytes): " B"
        case .unit(.rate): " /s"
        case .perOperation(let unit):
            Judgement.Scale.unit(unit).suffix.isEmpty ? " /op" : Judgement.Scale.unit(unit).suffix + "/op"
        }
    }

    /// What a text has to be to be one of these numbers.
    var wanted: String {
        "a decimal number" + (suffix.isEmpty ? "" : " with '\(suffix.dropFirst())'")
    }

    /// `0.000312 s`
    func text(_ number: Double) -> String { number.decimalText + suffix }

    /// Only what ``text(_:)`` writes.
    func number(_ text: String) -> Double? {
        text.hasSuffix(suffix) ? Double(decimalText: String(text.dropLast(suffix.count))) : nil
    }
}
