package import GateModel
import Statistics

/// Judges readings of memory, one every `operationsPerReading` operations from the first on, by the leak test.
///
/// - Parameter readings: In the limit's unit; bytes or any other.
/// - Parameter maximumOperations: Ends the doubling of 600, 1200, 2400 and 4800 operations early.
package func judgeGrowth(
    readings: [Double], operationsPerReading: Int, limit: Double, maximumOperations: Int, text: String,
    unit: MetricUnit
) -> SampleJudgement {
    var judgement = SampleJudgement(
        name: nil, limit: text, verdict: .pass, scale: .perOperation(unit),
        count: readings.count.multipliedReportingOverflow(by: operationsPerReading).partialValue,
        basis: "\(readings.count) readings")
    do throws(StatisticsError) {
        let test = try LeakTest(
            limit: limit, operationsPerReading: operationsPerReading, maximumOperations: maximumOperations)
        let found: LeakFinding
        do throws(StatisticsError) {
            found = try test.decide(readings)
        } catch .tooFew(let needed, let count) {
            let (least, had) = (needed * operationsPerReading, count * operationsPerReading)
            let detail = "undecided after \(had) operations, the next look is at \(least)"
            return judgement.with(.inconclusive(Inconclusive(.tooFewSamples, detail)))
        }
        judgement.count = found.operations
        judgement.basis = "\(found.operations) operations"
        judgement.estimate = found.slope
        judgement.lower = found.lower
        judgement.upper = found.upper
        switch found.verdict {
        case .leak: return judgement.with(.violation)
        case .clean: return judgement
        case .undecided, .inconclusive:
            let detail = "undecided after \(found.operations) operations"
            return judgement.with(.inconclusive(Inconclusive(.tooNoisy, detail)))
        }
    } catch {
        return judgement.with(.inconclusive(Inconclusive(error)))
    }
}
