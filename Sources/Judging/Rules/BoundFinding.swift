import GateModel
import Statistics

/// What came of one bound of an absolute limit.
struct BoundFinding {
    var verdict: Verdict
    /// In the metric's base unit; nil where the test has none.
    var interval: Interval?
    /// By ``OneSidedBound/position(_:)``; nil where no limit would change the verdict.
    var turning: TurningLimits?
    /// Of blocks, above 0 beyond the bound; nil where nothing is judged by blocks.
    var margins: [Double]?

    struct Interval {
        let lower: Double?
        let upper: Double?
    }

    /// Of a test that has no answer to this: the verdict says why.
    init(_ verdict: Verdict) {
        self.verdict = verdict
    }

    /// Every one of some values has to hold by itself; of no values nothing is shown.
    init(_ bound: OneSidedBound, _ values: [Double]) {
        guard !values.isEmpty else {
            verdict = .inconclusive(Inconclusive(.noSamples, "there are no values"))
            return
        }
        verdict = values.allSatisfy(bound.holds) ? .pass : .violation
        turning = values.map(bound.position).max().map(TurningLimits.init(at:))
    }
}

extension OneSidedBound {
    /// The limit that a value stands exactly at, as a number that grows as the limit gets looser.
    func position(_ value: Double) -> Double { isUpper ? value : -value }

    /// The values between two positions: what passes and what is violated bound what was measured.
    func interval(_ limits: TurningLimits) -> BoundFinding.Interval {
        let (tight, loose) = (finite(limits.violation), finite(limits.pass))
        return isUpper
            ? BoundFinding.Interval(lower: tight, upper: loose)
            : BoundFinding.Interval(lower: loose.map { -$0 }, upper: tight.map { -$0 })
    }

    private func finite(_ position: Double) -> Double? { position.isFinite ? position : nil }
}
