import Glibc

/// Whether memory grows by more than a limit per operation, judged by its floor, not by its level.
///
/// The first third of the readings is warm-up. The rest is split into ten windows, and each window's least
/// reading is the floor that collection leaves. A leak is shown by both lower bounds of the slope, by the
/// second half alone, and by a second half that has not slowed down (a cache that fills up slows down).
package struct LeakTest: Sendable {
    private static let windows = 10

    /// One-sided, for each of up to four stages.
    private static let alpha = 0.05 / 4

    /// The least share of the first half's slope that the second half must keep to be a leak.
    private static let persistence = 0.8

    /// Fewer leave a window without a reading.
    package static let leastReadings = 14

    /// The operations, warm-up included, after which to judge, ascending: by default 600, 1200, 2400, 4800. Those that come
    /// before there are enough readings are left out.
    package let stages: [Int]

    private let limit: Double
    private let operationsPerReading: Int
    /// One-sided level of a pass in each stage.
    private let passAlpha: Double

    /// Below this level ten windows have no Theil and Sen bound, and only Student's is left.
    private static let leastRankAlpha = 1e-4

    /// `limit` is in the readings' unit per operation; there is one reading every `operationsPerReading`
    /// operations; `maximumOperations` ends the doubling early.
    ///
    /// - Parameter attempt: Which one at the same pair of revisions, from 1 on: a pass has half the level with each.
    package init(
        limit: Double, operationsPerReading: Int = 10, maximumOperations: Int = 4800, attempt: Int = 1
    ) throws(StatisticsError) {
        guard limit.isFinite else { throw .outOfRange(.limit, value: limit) }
        guard operationsPerReading >= 1, maximumOperations >= operationsPerReading else {
            throw .outOfRange(.operations, value: Double(min(operationsPerReading, maximumOperations)))
        }
        guard attempt >= 1 else { throw .outOfRange(.judgements, value: Double(attempt)) }
        passAlpha = Self.alpha / pow(2, Double(attempt - 1))
        self.limit = limit
        self.operationsPerReading = operationsPerReading
        let last = min(maximumOperations, 4800)
        stages =
            [600, 1200, 2400].filter { $0 < last && $0 / operationsPerReading >= Self.leastReadings } + [last]
    }

    /// Judges all the readings of one stage, from the first operation on.
    ///
    /// - Parameter reference: Readings of another process group at the same operations; then the growth that is judged is
    ///   the one beyond theirs: of the difference between the floors.
    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` below 14 readings, which leave a window empty, and where the
    ///   reference has fewer.
    package func judge(
        _ readings: [Double], beyond reference: [Double]? = nil
    ) throws(StatisticsError) -> LeakFinding {
        try judge(readings, beyond: reference, warmUp: readings.count / 3)
    }

    /// The same with another warm-up, in readings; behind it there must be as many as there are windows.
    func judge(
        _ readings: [Double], beyond reference: [Double]?, warmUp: Int
    ) throws(StatisticsError) -> LeakFinding {
        let length = (readings.count - warmUp) / Self.windows
        var floors = try Self.floors(of: readings, length)
        if let reference {
            guard reference.count >= readings.count else {
                throw .tooFew(needed: readings.count, found: reference.count)
            }
            let others = try Self.floors(of: Array(reference.prefix(readings.count)), length)
            floors = zip(floors, others).map { $0 - $1 }
        }
        let perWindow = Double(length * operationsPerReading)
        // From here on per window, which keeps whole numbers exact.
        let limit = limit * perWindow
        let increments = zip(floors.dropFirst(), floors).map { $0 - $1 }

        let mean = try MeanBounds(increments, alpha: Self.alpha)
        let sen = try TheilSenSlope(floors, alpha: Self.alpha)
        let firstHalf = sortedMedian(TheilSenSlope.slopes(Array(floors.prefix(Self.windows / 2))))
        let secondHalf = sortedMedian(TheilSenSlope.slopes(Array(floors.suffix(Self.windows / 2))))

        let lower = min(mean.lower, sen.lower)
        let upper = try upperBound(floors, increments)
        // A leak needs all of these above the limit, a clean run all of those below.
        let isPersistent = secondHalf >= Self.persistence * firstHalf
        let leakBelow = isPersistent ? min(lower, secondHalf) : -.infinity
        let cleanAbove = max(sen.slope, secondHalf, upper)
        let verdict: LeakFinding.Verdict =
            if leakBelow > limit {
                .leak
            } else if cleanAbove < limit {
                .clean
            } else if let next = stages.first(where: { $0 / operationsPerReading > readings.count }) {
                .undecided(nextOperations: next)
            } else {
                .inconclusive
            }
        return LeakFinding(
            verdict: verdict, slope: sen.slope / perWindow, lower: lower / perWindow,
            upper: upper / perWindow, operations: readings.count * operationsPerReading, floors: floors,
            operationsPerWindow: length * operationsPerReading,
            increments: increments.map { $0 / perWindow },
            turning: TurningLimits(pass: cleanAbove / perWindow, violation: leakBelow / perWindow))
    }

    /// Of the slope per window, at the level of a pass.
    private func upperBound(_ floors: [Double], _ increments: [Double]) throws(StatisticsError) -> Double {
        let mean = try MeanBounds(increments, alpha: passAlpha).upper
        guard passAlpha >= Self.leastRankAlpha else { return mean }
        return min(mean, try TheilSenSlope(floors, alpha: passAlpha).upper)
    }

    /// Where ``decide(_:)`` turns as the limit is moved, over all stages that there are readings for.
    package func turningLimits(
        _ readings: [Double], beyond reference: [Double]? = nil
    ) throws(StatisticsError) -> TurningLimits {
        let due = stages.map { $0 / operationsPerReading }.filter { $0 <= readings.count }
        return TurningLimits(
            of: try due.map { count throws(StatisticsError) in
                try judge(Array(readings.prefix(count)), beyond: reference).turning
            })
    }

    /// Judges a whole series stage by stage and returns the first finding that decides, else the last one.
    ///
    /// - Throws: ``StatisticsError/tooFew(needed:found:)`` if the series ends undecided before the last
    ///   stage.
    package func decide(
        _ readings: [Double], beyond reference: [Double]? = nil
    ) throws(StatisticsError) -> LeakFinding {
        var due = stages[0]
        while true {
            let needed = due / operationsPerReading
            guard readings.count >= needed else { throw .tooFew(needed: needed, found: readings.count) }
            let finding = try judge(Array(readings.prefix(needed)), beyond: reference)
            guard case .undecided(let next) = finding.verdict else { return finding }
            due = next
        }
    }

    /// What does not fill ten windows goes with the warm-up, so that the last reading counts.
    private static func floors(of readings: [Double], _ length: Int) throws(StatisticsError) -> [Double] {
        try readings.requireFinite(atLeast: leastReadings)
        guard length >= 1 else { throw .tooFew(needed: windows, found: readings.count) }
        let start = readings.count - length * windows
        return (0..<windows).map { window in
            readings[(start + window * length)..<(start + (window + 1) * length)].reduce(.infinity, min)
        }
    }
}
