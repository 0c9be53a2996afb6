import GateModel
import JSON

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

    /// Nine numbers a list, from 10 % to 90 %, in base units; an end that is not known is null.
    static func json(_ deciles: Deciles) -> JSONValue {
        ["baseline": json(deciles.baseline), "candidate": json(deciles.candidate)]
    }

    private static func json(_ bands: [Deciles.Band]) -> JSONValue {
        [
            "values": .array(bands.map { number($0.value) }),
            "lower": .array(bands.map { number($0.lower) }),
            "upper": .array(bands.map { number($0.upper) }),
        ]
    }

    /// Shares of the requests that took more than twice the baseline's median, which is `beyond` in base units.
    static func json(_ tail: TailShares) -> JSONValue {
        [
            "beyond": number(tail.threshold),
            "baseline": number(tail.baseline),
            "candidate": number(tail.candidate),
            "apart": .bool(tail.isApart),
        ]
    }

    /// Why no limit would change the verdict, or the limits that would.
    static func json(_ flip: Flip) -> JSONValue {
        switch flip {
        case .at(let points): ["never": .null, "limits": .array(points.map(json))]
        case .never(let why): ["never": .string(why.text), "limits": []]
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
