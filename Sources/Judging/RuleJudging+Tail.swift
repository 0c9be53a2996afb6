import GateModel
import Statistics

extension RuleJudging {
    /// Slower than this many times the baseline's median is in the tail.
    static let tailFactor = 2.0

    /// Requests a side with which one in a hundred more is shown, or shown to be missing, nearly always.
    static let tailRequests = 600

    /// The share of requests that take more than twice the baseline's median, the candidate's less the baseline's
    /// (statistics.md, "Tails and inputs"). The limit is a difference of shares, in points.
    func tailOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        var finding = Judgement.Finding(scale: .unit(.share))
        guard case .compare(let comparison, .relativeAmount(let limit), or: nil) = condition,
            comparison.isUpper
        else {
            let why = "the tail is compared by a difference of shares, such as '<= +1%'"
            return RuleOutcome(Inconclusive(.notEvaluated, why), finding)
        }
        let blocks = samples.blocks.map { block in
            TailBlock(
                baseline: block.baseline.compactMap(\.value), candidate: block.candidate.compactMap(\.value))
        }
        do throws(StatisticsError) {
            let threshold = try self.threshold(blocks)
            let found = try difference(blocks, threshold)
            finding.samples = samples.sizeText
            finding.baseline = found.baseline.share
            finding.candidate = found.candidate.share
            finding.estimate = found.difference
            finding.bounds = [found.baseline.share + limit]
            let above = "above \(rule.metric.unit.text(threshold)), twice the baseline's median"
            guard blocks.count >= RuleJudging.leastBlocks, maximumBlocks >= RuleJudging.leastBlocks else {
                return RuleOutcome(undecided(after: blocks.count), finding, [above])
            }
            let sequence = try BoundSequence(try sequentialTest(), blocks: blocks.count) {
                levels throws(StatisticsError) in
                let seen = Array(blocks.prefix(levels.blocks))
                return try difference(seen, try self.threshold(seen)).bounds(levels)
            }
            let outcome = sequence.outcome(limit)
            if let shown = outcome.look ?? sequence.looks.last {
                finding.estimate = shown.bounds.estimate
                finding.lower = shown.bounds.lower
                finding.upper = shown.bounds.upper
            }
            let turning = sequence.turningLimits
            finding.flip = .at([
                TurningPoint(
                    isUpper: true, terms: .amount(.share), pass: turning.pass.finite,
                    violation: turning.violation.finite)
            ])
            let notes = [above] + (outcome.look.map { ["decided at block \($0.blocks)"] } ?? [])
            let verdict = verdict(outcome, blocks.count, tooClose(found, sequence, limit))
            return RuleOutcome(verdict, finding, notes + (verdict == .pass ? attemptNotes : []))
        } catch {
            return RuleOutcome(Inconclusive(error), finding)
        }
    }

    private func threshold(_ blocks: [TailBlock]) throws(StatisticsError) -> Double {
        RuleJudging.tailFactor * (try median(blocks.flatMap(\.baseline)))
    }

    private func difference(
        _ blocks: [TailBlock], _ threshold: Double
    ) throws(StatisticsError) -> ShareDifference {
        let beyond = { (values: [Double]) in values.count { $0 > threshold } }
        return try ShareDifference(
            baseline: blocks.map { beyond($0.baseline) }, of: blocks.map(\.baseline.count),
            candidate: blocks.map { beyond($0.candidate) }, of: blocks.map(\.candidate.count))
    }

    private func tooClose(
        _ found: ShareDifference, _ sequence: BoundSequence, _ limit: Double
    ) -> Inconclusive {
        let requests = found.candidate.samples
        guard found.candidate.failures > 0 else {
            return Inconclusive(
                .tooFewSamples,
                "no slow request among \(requests) a side, and these are too few to show +\(percentText(limit))"
            )
        }
        let reach = (sequence.looks.last?.bounds.upper).map { " at most +\(percentText(max(0, $0)))" } ?? ""
        return Inconclusive(
            .tooClose,
            "\(found.candidate.failures) and \(found.baseline.failures) slow of \(requests) a side show\(reach), "
                + "the limit is +\(percentText(limit))")
    }
}

private struct TailBlock {
    let baseline: [Double]
    let candidate: [Double]
}

extension ClusteredShare {
    fileprivate var share: Double { Double(failures) / Double(samples) }
}

extension Samples {
    /// `40 blocks × 10`
    var sizeText: String {
        let pairs = blocks.first.map { " × \($0.candidate.count)" } ?? ""
        return "\(blocks.count) blocks" + pairs
    }
}

extension Double {
    /// Nil for an infinite limit: there is none.
    fileprivate var finite: Double? { isFinite ? self : nil }
}
