import GateModel

extension JSONReport {
    /// Edges in the unit of `baseline` and `candidate`; of growth per operation.
    static func json(_ distributions: Distributions) -> JSONValue {
        [
            "low": number(distributions.low),
            "high": number(distributions.high),
            "baseline": distributions.baseline.map(json) ?? .null,
            "candidate": distributions.candidate.map(json) ?? .null,
        ]
    }

    private static func json(_ spread: Distributions.Spread) -> JSONValue {
        [
            "below": .integer(Int64(spread.below)),
            "bins": .array(spread.bins.map { .integer(Int64($0)) }),
            "above": .integer(Int64(spread.above)),
        ]
    }

    /// Why no limit would change the verdict, or the limits that would.
    static func json(_ flip: Flip) -> JSONValue {
        switch flip {
        case .at(let points): ["never": .null, "limits": .array(points.map(json))]
        case .never(let why): ["never": .string(why), "limits": []]
        }
    }

    /// `pass` and `violation` as shares of the baseline, as amounts more than it, or as values, in base units.
    private static func json(_ point: TurningPoint) -> JSONValue {
        let terms =
            switch point.terms {
            case .change: "change"
            case .amount: "amount"
            case .value: "value"
            }
        return [
            "bound": point.isUpper ? "upper" : "lower",
            "terms": .string(terms),
            "pass": number(point.pass),
            "violation": number(point.violation),
        ]
    }

    /// Natural logarithms.
    static func json(_ evidence: MarginEvidence) -> JSONValue {
        [
            "violation": number(evidence.logViolation),
            "pass": number(evidence.logPass),
            "margins": .integer(Int64(evidence.margins)),
        ]
    }
}
