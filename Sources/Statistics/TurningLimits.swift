/// Where a test's verdict turns as the limit is loosened: violated, then perhaps undecided, then passed.
///
/// A limit is any number here that grows as the limit gets looser.
package struct TurningLimits: Equatable, Sendable {
    /// The tightest limit that passes; −∞ where every limit would, +∞ where none.
    package let pass: Double
    /// The loosest limit that is violated; +∞ where every limit would be, −∞ where none.
    package let violation: Double

    package init(pass: Double, violation: Double) {
        self.pass = pass
        self.violation = violation
    }

    /// Of a test without an interval: beyond this it passes, below it is violated.
    package init(at limit: Double) { self.init(pass: limit, violation: limit) }

    /// Of looks in order, of which the first that decides is final: a limit passes at a look that it passes by itself,
    /// unless an earlier look had found it violated.
    package init(of looks: [TurningLimits]) {
        var pass = Double.infinity
        var violation = -Double.infinity
        var earlierPass = Double.infinity
        var earlierViolation = -Double.infinity
        for look in looks {
            pass = min(pass, max(look.pass, earlierViolation))
            violation = max(violation, min(look.violation, earlierPass))
            earlierPass = min(earlierPass, look.pass)
            earlierViolation = max(earlierViolation, look.violation)
        }
        self.init(pass: pass, violation: violation)
    }
}

extension SequentialRatioTest {
    /// Where the verdict on so many blocks turns.
    ///
    /// - Parameter threshold: The limit at which blocks i and j together, i ≤ j < count and i = j included, stand exactly
    ///   on it: for margins `d − limit` it is the Walsh average (dᵢ + dⱼ) / 2. −∞: they are within any limit, +∞: within
    ///   none.
    /// - Parameter isCheckedAgain: Whether a pass has to hold at the last look too; see ``passes(_:)``.
    package func turningLimits(
        blocks count: Int, isCheckedAgain: Bool = false, _ threshold: (Int, Int) -> Double
    ) -> TurningLimits {
        let looks = lookLimits(blocks: count, threshold)
        let limits = TurningLimits(of: looks)
        guard isCheckedAgain, let last = looks.last else { return limits }
        return TurningLimits(pass: max(limits.pass, last.pass), violation: limits.violation)
    }

    private func lookLimits(blocks count: Int, _ threshold: (Int, Int) -> Double) -> [TurningLimits] {
        var limits: [TurningLimits] = []
        var sorted: [Double] = []
        var counted = 0
        for (passLook, violationLook) in zip(passSide, violationSide) where passLook.blocks <= count {
            var new: [Double] = []
            for later in counted..<passLook.blocks {
                for earlier in 0...later { new.append(threshold(earlier, later)) }
            }
            counted = passLook.blocks
            sorted = merged(sorted, new.sorted())
            // The rank sum beyond a limit is the number of thresholds above it.
            let (passes, violates) = (passLook.criticalValue, violationLook.criticalValue)
            limits.append(
                TurningLimits(
                    pass: passes < 0 ? .infinity : sorted[sorted.count - 1 - passes],
                    violation: violates < 0 ? -.infinity : sorted[violates]))
        }
        return limits
    }
}

/// Two ascending series as one.
private func merged(_ left: [Double], _ right: [Double]) -> [Double] {
    guard !left.isEmpty else { return right }
    var merged: [Double] = []
    merged.reserveCapacity(left.count + right.count)
    var next = 0
    for value in right {
        while next < left.count, left[next] <= value {
            merged.append(left[next])
            next += 1
        }
        merged.append(value)
    }
    return merged + left[next...]
}
