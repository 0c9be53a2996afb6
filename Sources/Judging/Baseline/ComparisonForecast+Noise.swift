package import GateModel
import Glibc
import Statistics

/// What `regress` can show with noise that an earlier gate recorded: a run of stage `baseline`, or of `regress` itself.
///
/// Nil where no rule compares by intervals, or nothing is known of the noise of any of them.
///
/// - Parameter entry: Of the log, that the run is recorded in.
package func forecastByNoise(
    _ regress: Stage, of recorded: StageRun, entry: Int, attempt: Int = 1
) -> ComparisonForecast? {
    // The plan reads the noise of a baseline against itself; of two revisions it is that of the blocks among themselves.
    guard let run = recorded.baseline ?? recorded.regress.map(SampledRun.init(blocksOf:)) else { return nil }
    let plan = ComparisonPlan(for: regress, noiseOf: run)
    let compared = regress.rules.filter(\.toleratesWorse).flatMap { rule in
        rule.namedOperations.compactMap { operation -> ComparedNoise? in
            guard let samples = run.comparedSamples(rule, operation) else { return nil }
            do throws(StatisticsError) {
                guard let (parts, tolerance) = try run.noise(of: rule, operation, samples) else {
                    return nil
                }
                return ComparedNoise(
                    rule: rule, operation: operation, sigma: parts.deviation(pairs: plan.pairs),
                    tolerance: tolerance)
            } catch {
                return nil
            }
        }
    }
    let costs = run.blockCosts.map { $0.fixed + Double(plan.pairs) * $0.pair }
    let forecasting = Forecasting(regress, attempt: attempt, secondsPerBlock: costs)
    guard let found = forecasting.power(compared, plan, pairs: plan.pairs) else { return nil }
    return ComparisonForecast(source: .recorded(entry: entry), cases: [found])
}

/// Between blocks, on a busy host. Comparisons that it leaves to be shown are worth a gate's time.
private let usualNoise = 0.085

/// The same for noise that is assumed: a quiet host, a usual one, a busy one, and one that shares its processors.
///
/// Nil where no rule compares by intervals with a tolerance as a share. Only the busy host has curves.
package func forecastAssumingNoise(_ regress: Stage, attempt: Int = 1) -> ComparisonForecast? {
    guard case .regress(let settings) = regress.kind else { return nil }
    let compared = regress.rules.filter(\.toleratesWorse)
    let cases = [0.03, 0.05, usualNoise, 0.15].compactMap { sigma -> ComparisonForecast.Case? in
        let noises = compared.flatMap { rule in
            rule.condition.toleratedShare.map { tolerance in
                // None is noisier than another.
                rule.namedOperations.map { _ in
                    ComparedNoise(rule: rule, operation: nil, sigma: sigma, tolerance: tolerance)
                }
            } ?? []
        }
        guard let planned = noises.map({ $0.plannedBlocks(regress.multiplicity) }).max() else { return nil }
        let plan = ComparisonPlan(
            pairs: settings.pairs ?? Stage.Regress.usualPairs, plannedBlocks: settings.blocks ?? planned,
            maximumBlocks: settings.blocks ?? max(planned, SamplePlan.mostBlocks))
        return Forecasting(regress, attempt: attempt, secondsPerBlock: nil)
            .power(noises, plan, pairs: settings.pairs, hasCurves: sigma == usualNoise)
    }
    return cases.isEmpty ? nil : ComparisonForecast(source: .assumed, cases: cases)
}

extension SampledRun {
    /// The samples of a comparison of two revisions, as if they were of one.
    fileprivate init(blocksOf run: SampledRun) {
        self.init(samples: run.samples)
        roundsPerGroup = run.roundsPerGroup
        blockCosts = run.blockCosts
    }
}

extension Rule.Condition {
    /// For the worse; nil where what is tolerated depends on what is measured.
    fileprivate var toleratedShare: Double? {
        guard case .compare(let comparison, let limit, let other) = self else { return nil }
        let shares = [limit, other ?? limit].compactMap { limit -> Double? in
            if case .relativeShare(let share) = limit, share != 0 { share } else { nil }
        }
        // A floor beside it tolerates no less.
        return shares.first.map { comparison.isUpper ? $0 : 1 / (1 + $0) - 1 }
    }
}
