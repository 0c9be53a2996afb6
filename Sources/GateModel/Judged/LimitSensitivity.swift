import JSON

/// At which limits a judgement would have another verdict, everything observed being as it was.
package enum LimitSensitivity: Hashable, Sendable, TaggedCodable {
    /// One for each bound of the rule: one, or the lower and then the upper end of a range.
    case at([VerdictThreshold])
    /// No limit would change it.
    case never(Fixed)

    private enum AtCodingKeys: String, CodingKey {
        case _0 = "limits"
    }

    private enum NeverCodingKeys: String, CodingKey {
        case _0 = "because"
    }

    /// Why no limit would change a verdict.
    package enum Fixed: Hashable, Sendable, TaggedCodable {
        /// `no limit changes it: no samples`; the reason is nil where something else than the limit decided.
        case undecided(Inconclusive.Reason?)
        /// `there is no limit`
        case noLimit
        /// `a promise has no limit`
        case promise
        /// `an exit status has no limit`
        case exitStatus
        /// `what runs has no limit`
        case whatRuns
        /// `steadiness has no limit`
        case steadiness
        /// `the limit is no rule's`
        case notOfARule
        /// `drift adds up over releases, one limit does not decide it`
        case drift
        /// `single starts break it, and not the typical one`
        case singleStarts
        /// `a predicted cost is not searched for the limit at which it turns`
        case predictedCost

        private enum CodingKeys: String, CodingKey {
            case undecided
            case noLimit = "no-limit"
            case promise
            case exitStatus = "exit-status"
            case whatRuns = "what-runs"
            case steadiness
            case notOfARule = "not-of-a-rule"
            case drift
            case singleStarts = "single-starts"
            case predictedCost = "predicted-cost"
        }

        private enum UndecidedCodingKeys: String, CodingKey {
            case _0 = "reason"
        }
    }
}

/// Where the verdict about one bound turns as that bound is moved: violated, then perhaps undecided, then passed.
///
/// At `<= +5%`, 12.6 % slower: violated below +9.8 %, passed from +15.5 % on, undecided in between. A test without an
/// interval turns at one limit, and both are the same.
package struct VerdictThreshold: Hashable, Sendable, Codable {
    /// Whether what is more is worse; of a lower bound a smaller one is the looser.
    package let isUpper: Bool
    package let terms: Terms
    /// The tightest limit that would be passed; nil where there is none, because every limit would be passed or no limit
    /// would.
    package var pass: Double?
    /// The loosest limit that would be violated; nil where there is none, because every limit would be or no limit would.
    package var violation: Double?

    package init(isUpper: Bool, terms: Terms, pass: Double?, violation: Double?) {
        self.isUpper = isUpper
        self.terms = terms
        self.pass = pass
        self.violation = violation
    }

    /// How the rule writes the limit that is moved.
    package enum Terms: Hashable, Sendable, TaggedCodable {
        /// `+5%`: a share of the baseline, 0.05.
        case change
        /// `+0.02ms`: so much more than the baseline, in a base unit.
        case amount(MetricUnit)
        /// `15ms`, `1KB/op`: as it stands.
        case value(Judgement.Scale)

        private enum AmountCodingKeys: String, CodingKey { case _0 = "unit" }
        private enum ValueCodingKeys: String, CodingKey { case _0 = "scale" }
    }
}
