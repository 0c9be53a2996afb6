import GateModel
import Statistics

/// Where the verdict of a watch turns as one limit of the rule is moved: searched for by halving, since a looser limit
/// never passes less.
struct WatchTurning {
    let test: WatchTest
    let limit: MovableLimit
    /// Whether the windows cover the declared time; before that nothing passes.
    let isComplete: Bool

    private static let halvings = 50

    func limits(at level: Double?) -> TurningLimits {
        guard let range = range(at: level) else {
            return TurningLimits(pass: .infinity, violation: -.infinity)
        }
        return TurningLimits(
            pass: isComplete ? first(in: range) { $0.isPassed } ?? .infinity : .infinity,
            violation: first(in: range) { !$0.isViolated } ?? .infinity)
    }

    /// Positions of the limit between which all that was observed lies.
    private func range(at level: Double?) -> ClosedRange<Double>? {
        let watched = test.watched
        guard watched.rule.metric.source != .builtIn(.errors) else { return limit.isUpper ? 0...1 : -1...0 }
        let values = (watched.after + watched.before).joined().compactMap(\.value)
        let positions = values.map { limit.position(allowing: $0, at: level) }.filter(\.isFinite)
        guard let low = positions.min(), let high = positions.max() else { return nil }
        // Beyond all of them, as far as a mean before the deploy may be off.
        return (low - 2 * (high - low) - abs(low))...(high + 2 * (high - low) + abs(high))
    }

    /// The tightest limit that has the property; −∞ where every one has, nil where none.
    private func first(
        in range: ClosedRange<Double>, _ hasProperty: (WatchTest.Shown) -> Bool
    ) -> Double? {
        func has(_ position: Double) -> Bool {
            do throws(StatisticsError) {
                return try test.shown(limit.condition(at: position)).map(hasProperty) ?? false
            } catch {
                return false
            }
        }
        guard has(range.upperBound) else { return nil }
        guard !has(range.lowerBound) else { return -.infinity }
        var (low, high) = (range.lowerBound, range.upperBound)
        for _ in 0..<Self.halvings {
            let middle = low + (high - low) / 2
            if has(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
