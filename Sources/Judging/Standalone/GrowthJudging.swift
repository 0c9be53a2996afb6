package import GateModel
import Statistics

/// Judges readings of memory, one every `operationsPerReading` operations from the first on, by all of them.
///
/// A pass needs every series to be clean, a violation two that leak: what one process does alone may be its accident, so
/// one series can pass or be inconclusive, and never violate.
///
/// - Parameter series: One for each process, in the limit's unit; bytes or any other.
/// - Parameter maximumOperations: Where it is undecided so far, a longer series could still be decided up to this.
package func judgeGrowth(
    series: [[Double]], operationsPerReading: Int, limit: Double, maximumOperations: Int, text: String,
    unit: MetricUnit
) -> SampleJudgement {
    let readings = series.reduce(0) { $0 + $1.count }
    var judgement = SampleJudgement(
        name: nil, limit: text, verdict: .pass, scale: .perOperation(unit),
        count: readings.multipliedReportingOverflow(by: operationsPerReading).partialValue,
        basis: .readings(count: readings))
    let least = min(GrowthOperations.leastOfAll, maximumOperations) / operationsPerReading
    if let short = series.first(where: { $0.count < least }) ?? (series.isEmpty ? [] : nil) {
        let (had, needed) = (short.count * operationsPerReading, least * operationsPerReading)
        let detail = "undecided after \(had) operations, the next look is at \(needed)"
        return judgement.with(.inconclusive(Inconclusive(.tooFewSamples, detail)))
    }
    do throws(StatisticsError) {
        let test = try GrowthTest(limit: limit, operationsPerReading: operationsPerReading)
        var found: [GrowthFinding] = []
        for readings in series { found.append(try test.judge(readings)) }
        guard let worst = found.max(by: { $0.turning.pass < $1.turning.pass }) else {
            return judgement.with(.inconclusive(Inconclusive(.noSamples, "there are no readings")))
        }
        let operations = worst.bounds.operations
        judgement.count = operations
        judgement.basis =
            series.count == 1
            ? .operations(count: operations)
            : .processOperations(processes: series.count, operations: operations)
        judgement.estimate = worst.bounds.slope
        judgement.lower = worst.bounds.lower
        judgement.upper = worst.bounds.upper
        judgement.notes = found.compactMap(\.plateau)
        return judgement.with(verdict(found, worst, limit, maximumOperations, unit))
    } catch {
        return judgement.with(.inconclusive(Inconclusive(error)))
    }
}

private func verdict(
    _ found: [GrowthFinding], _ worst: GrowthFinding, _ limit: Double, _ maximumOperations: Int,
    _ unit: MetricUnit
) -> Verdict {
    let leaks = found.filter { $0.verdict == .leak }
    let long = leaks.filter { $0.bounds.operations > GrowthOperations.leastOfAll }
    if long.count > 1 { return .violation }
    let rise =
        "\(unit.text(worst.rise)) more over \(worst.operations) operations, up to \(unit.text(worst.largestStep)) at once"
    if long.count < leaks.count {
        let detail = "\(rise): a leak, but it needs more than \(GrowthOperations.leastOfAll) operations"
        return .inconclusive(Inconclusive(.tooFewSamples, detail))
    }
    if !leaks.isEmpty {
        let whose =
            found.count > 1
            ? "in one process of \(found.count) only, and it needs a second"
            : "in one process only, and it needs the readings of a second"
        let detail = "\(rise): a leak, but \(whose)"
        return .inconclusive(Inconclusive(found.count > 1 ? .notRepeatable : .tooFewSamples, detail))
    }
    if found.allSatisfy(\.isClean) { return .pass }
    let detail = "\(rise): undecided after \(worst.bounds.operations) operations"
    let reason: Inconclusive.Reason =
        worst.bounds.operations < maximumOperations ? .tooFewSamples : worst.undecidedReason(limit)
    return .inconclusive(Inconclusive(reason, detail))
}

extension GrowthFinding {
    /// Of readings that there can be no more of: the limit lies in an interval that is narrower than it is large, or the
    /// readings scatter too much to show it.
    func undecidedReason(_ limit: Double) -> Inconclusive.Reason {
        let isNear = bounds.lower <= limit && limit <= bounds.upper
        return isNear && bounds.upper - bounds.lower <= limit ? .tooClose : .tooNoisy
    }

    fileprivate var plateau: Note? {
        guard case .plateau(let from) = verdict else { return nil }
        return .plateau(process: nil, after: from, of: bounds.operations)
    }
}
