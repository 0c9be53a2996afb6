import GateModel
import Glibc
import Statistics

/// The one limit of a comparison that is moved to see where its verdict turns, in the rule's own terms; where the rule
/// has two, the other one stays as it is.
///
/// Positions are numbers that grow as the limit gets looser: the limit itself where it bounds from above, its negative
/// where it bounds from below.
struct MovableLimit {
    let isUpper: Bool
    private let moved: Limit
    private let held: Limit?
    private let unit: MetricUnit

    /// Of two limits the one is moved that is in force, the looser one, where the baseline's value is `level`.
    ///
    /// - Parameter isUpper: Which end of the condition; `==` has both.
    init(_ first: Limit, or second: Limit?, isUpper: Bool, at level: Double?, _ unit: MetricUnit) {
        self.isUpper = isUpper
        self.unit = unit
        var isSecondLooser = false
        if let one = first.bound(at: level), let other = second?.bound(at: level) {
            isSecondLooser = isUpper ? other > one : other < one
        }
        if let second, isSecondLooser {
            (moved, held) = (second, first)
        } else {
            (moved, held) = (first, second)
        }
    }

    /// From positions to the rule's terms.
    func threshold(_ limits: TurningLimits) -> VerdictThreshold {
        let (pass, violation) = (limit(limits.pass), limit(limits.violation))
        return VerdictThreshold(isUpper: isUpper, terms: terms, pass: pass, violation: violation)
    }

    /// The comparison with the limit at this position.
    func condition(at position: Double) -> Rule.Condition {
        let number = signed(position)
        let limit: Limit =
            switch moved {
            case .absolute: .absolute(number)
            case .relativeShare: .relativeShare(number)
            case .relativeAmount: .relativeAmount(number)
            }
        return .compare(isUpper ? .lessOrEqual : .greaterOrEqual, limit, or: held)
    }

    /// The position at which the limit, over a baseline of `level`, just allows `value`; −∞ where the other limit allows
    /// it anyhow, +∞ where no share of a baseline of 0 would.
    func position(allowing value: Double, at level: Double?) -> Double {
        if let held, let bound = held.bound(at: level), isUpper ? value <= bound : value >= bound {
            return -.infinity
        }
        switch moved {
        case .absolute: return signed(value)
        case .relativeAmount: return level.map { signed(value - $0) } ?? .infinity
        case .relativeShare:
            guard let level else { return .infinity }
            guard level != 0 else { return signed(value) > 0 ? .infinity : -.infinity }
            return signed(value / level - 1)
        }
    }

    /// The position at which two blocks together stand exactly on the limit.
    ///
    /// - Parameters:
    ///   - sum: Of their log ratios, on the scale where above 0 is worse.
    ///   - first, second: The statistic of each one's baseline, above 0.
    func position(sum: Double, _ first: Double, _ second: Double) -> Double {
        let (heldFirst, heldSecond) = (tolerated(first), tolerated(second))
        // Of each block the looser limit counts, so what both tolerate is the largest of four sums.
        guard heldFirst + heldSecond < sum else { return -.infinity }
        let alone = min(moved(to: sum - heldSecond, first), moved(to: sum - heldFirst, second))
        return min(alone, moved(to: sum, first, second))
    }

    /// What the other limit tolerates over a baseline of `level`, as a log ratio; −∞ where there is none.
    private func tolerated(_ level: Double) -> Double {
        guard let bound = held?.bound(at: level), bound > 0 else { return -.infinity }
        return signed(log(bound / level))
    }

    /// Where the moved limit tolerates this log ratio over a baseline of `level`.
    private func moved(to logRatio: Double, _ level: Double) -> Double {
        guard logRatio < .infinity else { return .infinity }
        let share = expm1(signed(logRatio))
        return switch moved {
        case .relativeShare: signed(share)
        case .relativeAmount: signed(level * share)
        case .absolute: signed(level + level * share)
        }
    }

    /// Where it tolerates log ratios of this sum over two baselines.
    private func moved(to sum: Double, _ first: Double, _ second: Double) -> Double {
        switch moved {
        case .relativeShare: return signed(expm1(signed(sum) / 2))
        // (first + a)·(second + a) = first·second·e^sum
        case .relativeAmount:
            let half = (first - second) / 2
            let bound = (half * half + first * second * exp(signed(sum))).squareRoot()
            return signed(bound - (first + second) / 2)
        case .absolute: return signed((first * second * exp(signed(sum))).squareRoot())
        }
    }

    private var terms: VerdictThreshold.Terms {
        switch moved {
        case .relativeShare: .change
        case .relativeAmount: .amount(unit)
        case .absolute: .value(.unit(unit))
        }
    }

    private func limit(_ position: Double) -> Double? { position.isFinite ? signed(position) : nil }

    private func signed(_ number: Double) -> Double { isUpper ? number : -number }
}

extension Rule.Condition {
    /// Each limit to be moved by itself: one, or both ends of a range and of `==`.
    func movableLimits(at level: Double?, _ unit: MetricUnit) -> [MovableLimit] {
        switch self {
        case .range(let low, let high):
            return [
                MovableLimit(.absolute(low), or: nil, isUpper: false, at: level, unit),
                MovableLimit(.absolute(high), or: nil, isUpper: true, at: level, unit),
            ]
        case .compare(let comparison, let limit, let other):
            let ends = comparison == .equal ? [false, true] : [comparison.isUpper]
            return ends.map { MovableLimit(limit, or: other, isUpper: $0, at: level, unit) }
        }
    }
}
