import GateModel
import Glibc

extension Judgement {
    /// At which limits the verdict would be another one:
    /// `a pass at +15.6 % or more, a violation below +9.8 %, undecided in between`.
    ///
    /// Nil where nobody recorded it, and for a demand without a limit.
    var flip: String? {
        switch numbers.flip {
        case nil: return nil
        case .never(let why): return demand.rule == nil ? nil : why.text
        case .at(let points):
            let isRange = points.count > 1
            let texts = points.map { point in
                (isRange ? (point.isUpper ? "upper end: " : "lower end: ") : "") + text(point)
            }
            return texts.isEmpty ? nil : texts.joined(separator: "; ")
        }
    }

    /// `E+ 4020 for beyond the limit, E− under 0.001 for within it, over 40 margins`
    var evidence: String? {
        guard let evidence = numbers.evidence else { return nil }
        return "E+ \(odds(evidence.logViolation)) for beyond the limit, "
            + "E− \(odds(evidence.logPass)) for within it, over \(counted(evidence.margins, "margin")); "
            + "from 20 on it is shown at any time"
    }

    /// The limit in force where the rule gives it relative to a baseline: `44 ms`.
    var limitInForce: String? {
        guard let bounds = numbers.bounds, bounds.count == 1, let scale = numbers.distributions?.scale,
            demand.rule?.condition.isRelative == true
        else { return nil }
        return scale.text(bounds[0])
    }

    private func text(_ point: VerdictThreshold) -> String {
        // Rounded to the side on which it is still true.
        let pass = point.pass.map { point.terms.text(rounded($0, up: point.isUpper)) }
        let violation = point.violation.map { point.terms.text(rounded($0, up: !point.isUpper)) }
        let isSharp = point.pass != nil && point.pass == point.violation
        let isPass = verdict == .pass
        let passes = pass.map { "a pass at \($0) or \(point.isUpper ? "more" : "less")" }
        let violates = violation.map { violation in
            "a violation \(point.isUpper ? "below" : "above") \(isSharp ? "that" : violation)"
        }
        let between = point.pass != nil && point.violation != nil && !isSharp ? ", undecided in between" : ""
        return (passes ?? "a pass at \(isPass ? "any" : "no") limit") + ", "
            + (violates ?? "a violation at \(verdict == .violation ? "any" : "no") limit") + between
    }

    private func odds(_ logarithm: Double) -> String {
        logarithm < -6.907755278982137 ? "under 0.001" : significant(exp(logarithm))
    }
}

extension LimitSensitivity.Fixed {
    var text: String {
        switch self {
        case .undecided(let reason?): "no limit changes it: \(reason.rawValue)"
        case .undecided(nil): "no limit changes it"
        case .noLimit: "there is no limit"
        case .promise: "a promise has no limit"
        case .exitStatus: "an exit status has no limit"
        case .whatRuns: "what runs has no limit"
        case .steadiness: "steadiness has no limit"
        case .notOfARule: "the limit is no rule's"
        case .drift: "drift adds up over releases, one limit does not decide it"
        case .singleStarts: "single starts break it, and not the typical one"
        case .predictedCost: "a predicted cost is not searched for the limit at which it turns"
        }
    }
}

extension VerdictThreshold.Terms {
    fileprivate func text(_ limit: Double) -> String {
        switch self {
        case .change: changeText(limit)
        case .amount(let unit): (limit < 0 ? "−" : "+") + unit.text(abs(limit))
        case .value(let scale): scale.text(limit)
        }
    }
}

extension Judgement.Scale {
    /// A value on this scale as people read it.
    func text(_ value: Double) -> String {
        switch self {
        case .ratio: changeText(value - 1)
        case .unit(let unit): unit.text(value)
        case .perOperation(let unit): "\(unit.text(value))/op"
        case .number: significant(value)
        case .exponent: exponentText(value)
        }
    }
}

/// To three significant digits, or to a whole number from a thousand on, upwards or downwards.
private func rounded(_ value: Double, up: Bool) -> Double {
    guard value != 0, value.isFinite else { return value }
    let step = min(pow(10, floor(log10(abs(value))) - 2), 1)
    let steps = value / step
    // What has no more digits stays as it is, whatever the division left over.
    let nearest = steps.rounded()
    let whole = abs(steps - nearest) < 1e-6 ? nearest : steps.rounded(up ? .up : .down)
    return whole * step
}
