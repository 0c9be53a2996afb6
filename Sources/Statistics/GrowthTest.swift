/// Whether memory grows by more than a limit per operation, judged by all the readings of one process group.
///
/// Takes the bounds of ``LeakTest`` over all readings and asks more of both answers. Clean is what is clean by those
/// bounds, from end to end, and at the end; or what grew, stopped growing, and has been clean for long enough since: a
/// plateau. A leak has to go on to the end (statistics.md, "Leaks").
package struct GrowthTest: Sendable {
    /// A plateau is so many times as long as the mean distance between the rises before it: were they to go on, none
    /// would be missing for so long in more than e⁻³ = 5 % of cases.
    private static let rises = 3.0

    private let limit: Double
    private let operationsPerReading: Int
    private let bounds: LeakTest

    /// `limit` is in the readings' unit per operation; there is one reading every `operationsPerReading` operations.
    ///
    /// - Parameter attempt: Which one at the same pair of revisions, from 1 on: a pass has half the level with each.
    package init(limit: Double, operationsPerReading: Int = 10, attempt: Int = 1) throws(StatisticsError) {
        self.limit = limit
        self.operationsPerReading = operationsPerReading
        bounds = try LeakTest(
            limit: limit, operationsPerReading: operationsPerReading,
            maximumOperations: max(1, operationsPerReading), attempt: attempt)
    }

    /// - Parameter readings: All that were taken, from the first operation on.
    /// - Parameter reference: Readings of another process group at the same operations, at least as many; then the growth
    ///   that is judged is the one beyond theirs.
    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` below 14 readings, and where the reference has fewer.
    package func judge(
        _ readings: [Double], beyond reference: [Double]? = nil
    ) throws(StatisticsError) -> GrowthFinding {
        let leak = try bounds.judge(readings, beyond: reference)
        let warmUp = readings.count / 3
        let ends = EndToEndGrowth(
            readings[warmUp...], beyond: reference?[warmUp..<readings.count],
            operationsPerReading: operationsPerReading)
        let steady = max(leak.turning.pass, ends.cleanAbove)
        let plateaus = try plateaus(readings, reference, ends)
        let cleanAbove = plateaus.reduce(steady) { min($0, $1.cleanAbove) }
        let leakBelow = ends.lasts ? min(leak.turning.violation, cleanAbove) : -.infinity
        let verdict: GrowthFinding.Verdict =
            if steady < limit {
                .clean
            } else if let plateau = plateaus.first(where: { $0.cleanAbove < limit }) {
                .plateau(from: plateau.from)
            } else if leakBelow > limit {
                .leak
            } else {
                .undecided
            }
        return GrowthFinding(
            verdict: verdict, bounds: leak, rise: ends.rise, largestStep: ends.largestStep,
            operations: ends.operations,
            turning: TurningLimits(pass: cleanAbove, violation: leakBelow))
    }

    /// Every place behind the warm-up, up to its middle, at which growth may have ended for good, and the limit above which
    /// what follows is clean.
    private func plateaus(
        _ readings: [Double], _ reference: [Double]?, _ ends: EndToEndGrowth
    ) throws(StatisticsError) -> [(from: Int, cleanAbove: Double)] {
        var found: [(from: Int, cleanAbove: Double)] = []
        var largestStep = 0.0
        let windows = ends.floors.count
        for place in 1...windows / 2 {
            largestStep = max(largestStep, ends.floors[place] - ends.floors[place - 1])
            let risen = ends.floors[place] - ends.floors[0]
            guard risen > 0,
                Double(windows - place) * risen >= Self.rises * Double(place) * largestStep
            else { continue }
            let start = readings.count - (windows - place) * ends.readingsPerWindow
            guard readings.count - start >= LeakTest.leastReadings else { break }
            let leak = try bounds.judge(readings, beyond: reference, warmUp: start)
            let tail = EndToEndGrowth(
                readings[start...], beyond: reference?[start..<readings.count],
                operationsPerReading: operationsPerReading)
            found.append((start * operationsPerReading, max(leak.turning.pass, tail.cleanAbove)))
        }
        return found
    }
}
