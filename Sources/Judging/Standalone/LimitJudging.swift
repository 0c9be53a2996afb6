package import GateModel
import Statistics

/// Judges one benchmark's samples against a limit of its own unit, by the test that suits the statistic
/// (statistics.md, "Absolute limits").
///
/// - Parameter statistic: Mean, median, min, max or a percentile; nil: every sample holds.
/// - Parameter condition: Absolute, in the benchmark's base unit.
package func judgeLimit(
    _ benchmark: ImportedBenchmark, statistic: Statistic?, condition: Rule.Condition, text: String
) -> SampleJudgement {
    let scale = Judgement.Scale.unit(benchmark.unit)
    switch benchmark.samples {
    case .failure(let flaw):
        return SampleJudgement(
            name: benchmark.name, limit: text, verdict: .inconclusive(flaw.inconclusive), scale: scale)
    case .success(let processes):
        let judging = LimitJudging(
            benchmark: benchmark, statistic: statistic, condition: condition, text: text, processes: processes
        )
        return judging.judgement
    }
}

extension SampleJudgement {
    /// Of a report of which nothing can be believed: a judgement for each reason.
    package static func unbelievable(_ report: ImportedReport, limit: String) -> [SampleJudgement] {
        report.flaws.map { flaw in
            SampleJudgement(
                name: nil, limit: limit, verdict: .inconclusive(Inconclusive(flaw)), scale: .unit(.plain))
        }
    }
}

private struct LimitJudging {
    let benchmark: ImportedBenchmark
    let statistic: Statistic?
    let condition: Rule.Condition
    let text: String
    let processes: [[Double]]

    /// As many as a comparison may have.
    private static let maximumBlocks = 100

    var judgement: SampleJudgement {
        let values = processes.flatMap { $0 }
        let count = SampleBlocks.count([processes], atMost: Self.maximumBlocks)
        // Without blocks the statistics of single samples still have their own.
        let blocks =
            count >= SampleBlocks.least
            ? SampleBlocks(processes, into: count, among: [processes]).blocks : [values]
        let outcome = judging(blocks.count).absoluteOutcome(
            rule, condition, samples(statistic.isOfBlocks ? blocks : [values]), .candidate)
        var judgement = SampleJudgement(
            name: benchmark.name, limit: text, verdict: outcome.verdict, scale: .unit(benchmark.unit),
            count: values.count, estimate: outcome.numbers.estimate, basis: .samples(count: values.count))
        judgement.lower = outcome.numbers.lower
        judgement.upper = outcome.numbers.upper
        if statistic.isOfBlocks {
            judgement.basis = .blockedSamples(count: values.count, blocks: blocks.count)
        }
        guard let share = statistic?.share else { return judgement }
        do throws(StatisticsError) {
            // Whichever bounds the rule has, both sides of the percentile are known.
            let bounds = try QuantileBounds(values, quantile: share, alpha: RuleJudging.alpha)
            judgement.lower = bounds.lower
            judgement.upper = bounds.upper
        } catch {
            return judgement.with(.inconclusive(Inconclusive(error)))
        }
        return judgement
    }

    /// A count from a report is not known to repeat, so its mean is judged like any other.
    private var metric: Metric {
        Metric(
            name: benchmark.name, unit: benchmark.unit == .count ? .plain : benchmark.unit,
            better: benchmark.better ?? .lower, source: .builtIn(.responseTime))
    }

    private var rule: Rule {
        Rule(
            id: "limit", text: text, position: Self.nowhere, statistic: statistic, metric: metric,
            condition: condition, operations: [], warn: nil, mode: .enforce, onInconclusive: .block,
            because: nil)
    }

    private func samples(_ blocks: [[Double]]) -> Samples {
        Samples(
            metric: metric.name, operation: nil,
            blocks: blocks.map { Block(candidate: $0.map(Observed.init(measured:))) })
    }

    private func judging(_ blocks: Int) -> RuleJudging {
        let stage = Stage(
            kind: .scale(Stage.Scale(users: 1, operationsPerUser: 1)), rules: [rule], operations: [],
            within: nil,
            position: Self.nowhere)
        return RuleJudging(
            run: StageRun(nothingOf: .scale), sampled: SampledRun(maximumBlocks: blocks), stage: stage)
    }

    private static let nowhere = FilePosition(file: "", line: 1, column: 1)
}

extension Statistic {
    /// 0.5 for the median; nil for what is no percentile.
    fileprivate var share: Double? {
        switch self {
        case .median: 0.5
        case .quantile(let share): share
        case .mean, .min, .max, .peak, .steady, .growth, .retained, .rate, .exponent, .tail, .worst, .warmup:
            nil
        }
    }
}

extension Statistic? {
    /// Whether the blocks' own values are what is judged.
    fileprivate var isOfBlocks: Bool { self == .mean || self == .rate }
}
