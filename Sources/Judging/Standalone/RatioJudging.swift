package import GateModel
import Glibc
import Statistics

/// The sequential test of block log ratios for numbers that come without a pipeline.
package struct RatioJudging: Sendable {
    /// How much worse is tolerated, as a share.
    package let tolerance: Double
    /// From 8 to 100.
    package let maximumBlocks: Int
    package let alpha: Double
    /// M: how many benchmarks are judged together; the violation side of each is tested at alpha / M.
    package let judgements: Int
    package let statistic: RatioStatistic

    package init(
        tolerance: Double = 0.05, maximumBlocks: Int = 40, alpha: Double = 0.05, judgements: Int = 1,
        statistic: RatioStatistic = .median
    ) {
        self.statistic = statistic
        self.tolerance = tolerance
        self.maximumBlocks = maximumBlocks
        self.alpha = alpha
        self.judgements = judgements
    }

    /// Judges block log ratios, above 0 is worse, as a series that may still grow to the most blocks.
    package func judge(blockLogRatios ratios: [Double]) -> SampleJudgement {
        judge(
            ratios, maximumBlocks: maximumBlocks, isMirrored: false, name: nil,
            basis: .blocks(count: ratios.count))
    }

    /// Judges samples of two revisions, cut into blocks in the order they were taken.
    ///
    /// - Parameter better: For benchmarks that do not say it themselves.
    package func judge(
        baseline: ImportedBenchmark, candidate: ImportedBenchmark, better: Metric.Direction?
    ) -> SampleJudgement {
        let name = candidate.name
        guard baseline.unit == candidate.unit else {
            return undecided(name, .notEvaluated, "the two sides are in different units")
        }
        guard let direction = candidate.better ?? better else {
            return undecided(name, .notEvaluated, "the report does not say whether more or less is better")
        }
        do {
            let sides = [try baseline.samples.get(), try candidate.samples.get()]
            let count = SampleBlocks.count(sides, atMost: maximumBlocks, size: statistic.blockSize)
            let fewest = sides.map { $0.joined().count }.min() ?? 0
            guard count >= SampleBlocks.least, fewest >= statistic.leastSamples else {
                let counts = sides.map { "\($0.joined().count)" }.joined(separator: " and ")
                return undecided(
                    name, .tooFewSamples,
                    "\(counts) samples, at least \(statistic.leastSamples) a side are needed")
            }
            guard direction == .lower || statistic != .tail else {
                return undecided(name, .notEvaluated, "a tail is of what is better when it is lower")
            }
            let blocks = sides.map {
                SampleBlocks($0, into: count, among: sides, most: statistic.mostOfBlock)
            }
            let isMirrored = direction == .higher
            let basis = blocks[1].size
            var judgement =
                if let ratios = try logRatios(blocks[0].blocks, blocks[1].blocks) {
                    judge(
                        ratios.map { isMirrored ? -$0 : $0 }, maximumBlocks: count, isMirrored: isMirrored,
                        name: name, basis: basis)
                } else {
                    try judgeBounds(
                        blocks.map(\.blocks), isMirrored: isMirrored, name: name, basis: basis)
                }
            judgement.notes += RatioJudging.caveats(blocks[1].hasProcesses)
            return judgement
        } catch let flaw as SampleFlaw {
            return undecided(name, flaw.inconclusive)
        } catch let error as StatisticsError {
            return undecided(name, Inconclusive(error))
        } catch {
            return undecided(name, .notEvaluated, "\(error)")
        }
    }

    /// Of each block; nil where the statistic is not one of blocks.
    private func logRatios(
        _ baseline: [[Double]], _ candidate: [[Double]]
    ) throws(StatisticsError) -> [Double]? {
        switch statistic {
        case .median:
            try zip(baseline, candidate).map { before, after throws(StatisticsError) in
                try BlockRatios.medianLogRatio(baseline: before, candidate: after)
            }
        case .p95:
            try zip(baseline, candidate).map { before, after throws(StatisticsError) in
                try BlockRatios.quantileLogRatio(baseline: before, candidate: after, 0.95)
            }
        case .mean, .tail: nil
        }
    }

    /// What is missing against a gate that measures both revisions itself.
    private static func caveats(_ hasProcesses: Bool) -> [Note] {
        hasProcesses ? [.notSideBySide] : [.notSideBySide, .noRestarts]
    }

    /// A benchmark that decides nothing.
    func undecided(_ name: String?, _ why: Inconclusive) -> SampleJudgement {
        SampleJudgement(
            name: name, limit: limitText(false), verdict: .inconclusive(why), scale: .ratio)
    }

    package func undecided(
        _ name: String?, _ reason: Inconclusive.Reason, _ said: String
    ) -> SampleJudgement {
        undecided(name, Inconclusive(reason, said))
    }

    /// `≤ +5 %`
    func limitText(_ isMirrored: Bool) -> String {
        let text = isMirrored ? "≥ \(changeText(-tolerance))" : "≤ \(changeText(tolerance))"
        switch statistic {
        case .median: return text
        case .mean, .p95: return "\(statistic.rawValue) \(text)"
        case .tail: return "tail \(text) of samples"
        }
    }

    /// candidate / baseline for a log ratio on the scale where above 0 is worse.
    func ratio(_ logRatio: Double, _ isMirrored: Bool) -> Double { exp(isMirrored ? -logRatio : logRatio) }

    /// The largest log ratio for the worse; of a benchmark where more is better `5 %` means 5 % less.
    func tolerated(_ isMirrored: Bool) throws(StatisticsError) -> Double {
        guard isMirrored else { return try BlockRatios.toleratedLogRatio(tolerance: tolerance) }
        guard tolerance >= 0, tolerance < 1 else { throw .outOfRange(.tolerance, value: tolerance) }
        return -log1p(-tolerance)
    }

    private func judge(
        _ ratios: [Double], maximumBlocks: Int, isMirrored: Bool, name: String?, basis: SampleSize
    ) -> SampleJudgement {
        do throws(StatisticsError) {
            let tolerated = try tolerated(isMirrored)
            let margins = ratios.map { $0 - tolerated }
            let ratio = { (margin: Double) in self.ratio(margin + tolerated, isMirrored) }
            var judgement = SampleJudgement(
                name: name, limit: limitText(isMirrored),
                verdict: .pass, scale: .ratio, basis: basis)
            let test = try SequentialRatioTest(
                maximumBlocks: maximumBlocks, alpha: alpha, judgements: judgements)
            let outcome: SequentialOutcome
            do throws(StatisticsError) {
                outcome = try test.decide(margins)
            } catch .tooFew {
                let few = Inconclusive.OpenBlocks.undecided(
                    blocks: ratios.count, most: maximumBlocks,
                    least: ratios.count < SampleBlocks.least ? SampleBlocks.least : nil)
                judgement = judgement.with(.inconclusive(Inconclusive(.tooFewSamples, .blocks(few))))
                judgement.count = ratios.count
                judgement.estimate = ratios.isEmpty ? nil : ratio(try hodgesLehmannEstimate(margins))
                return judgement
            }
            judgement.count = outcome.stoppedAt
            judgement.estimate = ratio(outcome.estimate)
            judgement.lower = (isMirrored ? outcome.upper : outcome.lower).map(ratio)
            judgement.upper = (isMirrored ? outcome.lower : outcome.upper).map(ratio)
            let undecided = UndecidedComparison(
                ratios: Array(ratios.prefix(outcome.stoppedAt)), tolerated: tolerated,
                change: ratio(outcome.estimate), interval: (judgement.lower, judgement.upper),
                limit: ratio(0))
            return judgement.with(try verdict(outcome, undecided))
        } catch {
            return undecided(name, Inconclusive(error))
        }
    }

    private func verdict(
        _ outcome: SequentialOutcome, _ undecided: UndecidedComparison
    ) throws(StatisticsError) -> Verdict {
        switch outcome.verdict {
        case .pass: .pass
        case .violation: .violation
        case .inconclusive: .inconclusive(try undecided.why())
        }
    }
}

extension SampleJudgement {
    func with(_ verdict: Verdict) -> SampleJudgement {
        SampleJudgement(
            name: name, limit: limit, verdict: verdict, scale: scale, count: count, estimate: estimate,
            lower: lower, upper: upper, basis: basis, notes: notes)
    }
}
