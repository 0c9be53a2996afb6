package import GateModel
import Statistics

/// What blocks with so much noise can show, held against what the rules tolerate.
struct NoiseAssessment {
    private let run: SampledRun
    /// What ended the stage before its time.
    private let failure: Inconclusive?
    private let samples: Samples
    private let rules: [Rule]
    private let blocks: Int

    /// What is tolerated where no rule says it, and only for words: 5 %.
    private static let usualTolerance = 0.05

    /// - Parameter stage: That took the samples.
    init(
        run: SampledRun, of stage: StageName, failure: Inconclusive? = nil, samples: Samples,
        pipeline: Pipeline?
    ) {
        self.run = run
        self.failure = failure
        self.samples = samples
        let regress = pipeline?.stage(.regress)
        rules =
            regress?.rules.filter { rule in
                rule.toleratesWorse && rule.metric.name == samples.metric
                    && rule.namedOperations.contains(samples.operation)
            } ?? []
        blocks = Self.plannedBlocks(run, of: stage, regress, pipeline)
    }

    /// Nil for what nobody compares by intervals, and where only one side was measured.
    var assessment: Assessment? {
        guard samples.metric == Metric.BuiltIn.responseTime.rawValue || !rules.isEmpty,
            samples.blocks.contains(where: { !$0.baseline.isEmpty && !$0.candidate.isEmpty })
        else { return nil }
        if let failure {
            return unknown("the stage ended early: \(failure.reason.rawValue)")
        }
        if let flaw = samples.flaw(on: Side.allCases, blockSize: nil) {
            return unknown("", flaw)
        }
        guard samples.blocks.count >= RuleJudging.leastBlocks || isPooled else {
            return unknown(
                "\(samples.blocks.count) blocks, at least \(RuleJudging.leastBlocks) needed to know the noise"
            )
        }
        do throws(StatisticsError) {
            return try hardest()
        } catch {
            return unknown(error.problem)
        }
    }

    /// Whether earlier gates recorded blocks of each rule.
    private var isPooled: Bool {
        !rules.isEmpty
            && rules.allSatisfy { run.recordedSeries($0, samples.operation, samples) != nil }
    }

    private struct Resolution {
        let sigma: Double
        let smallest: Double
        /// Nil where no rule says it.
        let tolerance: Double?

        var share: Double { smallest / (tolerance ?? usualTolerance) }
    }

    private func hardest() throws(StatisticsError) -> Assessment {
        var resolutions: [Resolution] = []
        for rule in rules {
            guard let series = try BlockRatioSeries(rule, rule.condition, samples) else { continue }
            let recorded = run.recordedSeries(rule, samples.operation, samples)?.ratios ?? []
            resolutions.append(try resolution(series.ratios + recorded, try series.tolerance))
        }
        if resolutions.isEmpty {
            let ratios = try samples.blocks.map { block throws(StatisticsError) in
                try BlockRatios.medianLogRatio(
                    baseline: block.baseline.compactMap(\.value),
                    candidate: block.candidate.compactMap(\.value))
            }
            resolutions = [try resolution(ratios, nil)]
        }
        guard let worst = resolutions.max(by: { $0.share < $1.share }) else {
            return unknown("no rule compares it")
        }
        return try worded(worst)
    }

    private func resolution(
        _ ratios: [Double], _ tolerance: Double?
    ) throws(StatisticsError) -> Resolution {
        let sigma = try robustDeviation(ratios)
        return Resolution(
            sigma: sigma, smallest: try SamplePlan.smallestDetectableChange(sigma: sigma, blocks: blocks),
            tolerance: tolerance)
    }

    private func worded(_ resolution: Resolution) throws(StatisticsError) -> Assessment {
        let isQuiet = resolution.share <= 1
        let shown = "shows \(percentText(resolution.smallest)) with \(blocks) blocks"
        let tolerated = resolution.tolerance.map { ", \(percentText($0)) is tolerated" } ?? ""
        let noise = isQuiet ? "" : "σ_d \(significant(resolution.sigma)), "
        return Assessment(
            grade: isQuiet ? .quiet : .noisy, sigma: resolution.sigma, smallestChange: resolution.smallest,
            blocks: blocks, tolerance: resolution.tolerance, said: noise + shown + tolerated,
            advice: isQuiet ? nil : try advice(resolution))
    }

    /// `use a tolerance of at least 10 %, or 76 blocks, or more pairs a block, or a quieter host`
    private func advice(_ resolution: Resolution) throws(StatisticsError) -> String {
        let tolerance = resolution.tolerance ?? NoiseAssessment.usualTolerance
        var ways = ["a tolerance of at least \(significant((resolution.smallest * 100).rounded(.up))) %"]
        let needed = try SamplePlan.plannedBlocks(sigma: resolution.sigma, tolerance: tolerance)
        let shown = try SamplePlan.smallestDetectableChange(sigma: resolution.sigma, blocks: needed)
        if needed > blocks, shown <= tolerance { ways.append("\(needed) blocks") }
        ways += ["more pairs a block", "a quieter host"]
        return "use " + ways.joined(separator: ", or ")
    }

    private func unknown(_ why: String, _ flaw: Inconclusive? = nil) -> Assessment {
        Assessment(
            grade: .unknown, sigma: nil, smallestChange: nil, blocks: blocks, tolerance: nil, said: why,
            flaw: flaw,
            advice: "measure it again with a gate")
    }

    /// Those that are declared, that the comparison had, or that it would be planned for with this noise.
    private static func plannedBlocks(
        _ run: SampledRun, of stage: StageName, _ regress: Stage?, _ pipeline: Pipeline?
    ) -> Int {
        guard let regress, pipeline != nil, case .regress(let settings) = regress.kind else {
            return SampledRun.unplannedBlocks
        }
        if let declared = settings.blocks { return declared }
        if stage == .regress { return run.maximumBlocks }
        return ComparisonPlan(for: regress, noiseOf: stage == .baseline ? run : nil).maximumBlocks
    }
}

/// What such blocks of a thing against itself can show, where no pipeline says what is tolerated.
package func noise(of samples: Samples) -> Assessment? {
    NoiseAssessment(
        run: SampledRun(samples: [samples]), of: .baseline, samples: samples, pipeline: nil
    ).assessment
}
