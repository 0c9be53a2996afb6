import GateModel
import JSON

extension JSONReport {
    static func json(_ result: StageResult) -> JSONValue {
        [
            "stage": .string(result.stage.rawValue),
            "verdict": .string(result.verdict.word),
            "seconds": number(result.seconds),
            "engine": result.engine.map { .string($0) } ?? .null,
            "load": result.load.map(LoadReport.object) ?? .null,
            "judgements": .array(result.judgements.map(json)),
        ]
    }

    /// The judgement in words, and its data as the codec has them: `why`, `demand`, `numbers` and `facts`.
    ///
    /// `rule`, `detail`, `samples` and `notes` are for people, so text from outside in them is escaped for a screen; in the data it stands as it was.
    private static func json(_ judgement: Judgement) -> JSONValue {
        let why = judgement.verdict.why
        return [
            "id": .string(judgement.id),
            "rule": .string(judgement.demand.text),
            "limit": .string(judgement.demand.limitText),
            "position": json(judgement.position),
            "operation": judgement.operation.map { .string($0) } ?? .null,
            "verdict": .string(judgement.verdict.word),
            "reason": why.map { .string($0.reason.rawValue) } ?? .null,
            "detail": why.map { .string($0.detail.text) } ?? .null,
            "why": why.map { coded($0.detail) } ?? .null,
            "blocks": .bool(judgement.blocks),
            "flip": judgement.flip.map { .string($0) } ?? .null,
            "equivalence": judgement.equivalence.map { .string($0) } ?? .null,
            "samples": judgement.numbers.samples.map { .string($0.text) } ?? .null,
            "notes": strings(judgement.noteTexts),
            "demand": coded(judgement.demand),
            "numbers": coded(judgement.numbers),
            "facts": coded(judgement.notes),
        ]
    }

    private static func json(_ position: FilePosition) -> JSONValue {
        [
            "file": .string(position.file), "line": .integer(Int64(position.line)),
            "column": .integer(Int64(position.column)),
        ]
    }
}

extension Verdict {
    fileprivate var why: Inconclusive? {
        switch self {
        case .inconclusive(let why): why
        case .pass, .violation: nil
        }
    }
}
