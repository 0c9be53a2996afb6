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

    private static func json(_ judgement: Judgement) -> JSONValue {
        let why = judgement.verdict.why
        return [
            "id": .string(judgement.id),
            "rule": .string(judgement.demand.text),
            "position": json(judgement.position),
            "operation": judgement.operation.map { .string($0) } ?? .null,
            "verdict": .string(judgement.verdict.word),
            "reason": why.map { .string($0.reason.rawValue) } ?? .null,
            "detail": why.map { .string($0.detail) } ?? .null,
            "blocks": .bool(judgement.blocks),
            "limit": .string(judgement.demand.limitText),
            "finding": json(judgement.finding, judgement.sideUnit),
            "equivalence": judgement.equivalence.map { .string($0) } ?? .null,
            "notes": strings(judgement.noteTexts),
        ]
    }

    private static func json(_ position: FilePosition) -> JSONValue {
        [
            "file": .string(position.file), "line": .integer(Int64(position.line)),
            "column": .integer(Int64(position.column)),
        ]
    }

    /// `unit` is that of `baseline` and `candidate`, which stand in its base: seconds, bytes, shares of one.
    private static func json(_ finding: Judgement.Finding, _ unit: MetricUnit?) -> JSONValue {
        [
            "scale": .string(finding.scale.word),
            "unit": unit.map { .string($0.rawValue) } ?? .null,
            "estimate": number(finding.estimate),
            "lower": number(finding.lower),
            "upper": number(finding.upper),
            "baseline": number(finding.baseline),
            "candidate": number(finding.candidate),
            "samples": .string(finding.samples),
            "bounds": finding.bounds.map { .array($0.map(number)) } ?? .null,
            "confidence": number(finding.confidence),
            "distributions": finding.distributions.map(json) ?? .null,
            "block_ratios": finding.blockRatios.map(json) ?? .null,
            "deciles": finding.deciles.map(json) ?? .null,
            "tail": finding.tail.map(json) ?? .null,
            "starts": finding.starts.map(json) ?? .null,
            "flip": finding.flip.map(json) ?? .null,
            "evidence": finding.evidence.map(json) ?? .null,
            "memory": finding.memory.map(json) ?? .null,
        ]
    }
}

extension JSONReport {
    private static func json(_ starts: ShownStarts) -> JSONValue {
        [
            "count": .integer(Int64(starts.count)), "one_in": .integer(Int64(starts.oneIn)),
            "change": number(starts.change),
        ]
    }
}

extension Judgement.Scale {
    /// What `estimate`, `lower` and `upper` are.
    var word: String {
        switch self {
        case .ratio: "ratio"
        case .unit: "unit"
        case .perOperation: "per-operation"
        case .number: "number"
        case .exponent: "exponent"
        }
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
