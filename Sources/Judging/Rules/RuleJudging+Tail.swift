import GateModel
import Statistics

extension RuleJudging {
    /// Requests a side with which one in a hundred more is shown, or shown to be missing, nearly always.
    static let tailRequests = 600

    /// The share of requests that take more than twice the baseline's median, the candidate's less the baseline's
    /// (statistics.md, "Tails and inputs"). The limit is a difference of shares, in points.
    func tailOutcome(_ rule: Rule, _ condition: Rule.Condition, _ samples: Samples) -> RuleOutcome {
        var numbers = Judgement.Numbers(scale: .unit(.share))
        guard case .compare(let comparison, .relativeAmount(let limit), or: nil) = condition,
            comparison.isUpper
        else {
            let why = "the tail is compared by a difference of shares, such as '<= +1%'"
            return RuleOutcome(Inconclusive(.notEvaluated, why), numbers)
        }
        let baseline = samples.blocks.map { $0.baseline.compactMap(\.value) }
        let candidate = samples.blocks.map { $0.candidate.compactMap(\.value) }
        do throws(StatisticsError) {
            let tail = try TailComparison(baseline, candidate)
            let found = tail.difference
            numbers.samples = samples.size
            numbers.baseline = found.baseline.share
            numbers.candidate = found.candidate.share
            numbers.estimate = found.difference
            numbers.bounds = [found.baseline.share + limit]
            let above = Note.tailThreshold(value: tail.threshold, unit: rule.metric.unit)
            let blocks = baseline.count
            guard blocks >= RuleJudging.leastBlocks, maximumBlocks >= RuleJudging.leastBlocks else {
                return RuleOutcome(undecided(after: blocks), numbers, [above])
            }
            let sequence = try BoundSequence(try sequentialTest(), blocks: blocks) {
                levels throws(StatisticsError) in
                try TailComparison(
                    Array(baseline.prefix(levels.blocks)), Array(candidate.prefix(levels.blocks))
                ).difference.bounds(levels)
            }
            let outcome = sequence.outcome(limit)
            if let shown = outcome.look ?? sequence.looks.last {
                numbers.estimate = shown.bounds.estimate
                numbers.lower = shown.bounds.lower
                numbers.upper = shown.bounds.upper
            }
            let turning = sequence.turningLimits
            numbers.flip = .at([
                VerdictThreshold(
                    isUpper: true, terms: .amount(.share), pass: turning.pass.finite,
                    violation: turning.violation.finite)
            ])
            let verdict = verdict(outcome, blocks, tooClose(found, sequence, limit))
            var notes = [above]
            if verdict == .pass || verdict == .violation, let look = outcome.look {
                notes.append(.decided(block: look.blocks))
            }
            return RuleOutcome(verdict, numbers, notes + (verdict == .pass ? attemptNotes : []))
        } catch {
            return RuleOutcome(Inconclusive(error), numbers)
        }
    }

    private func tooClose(
        _ found: ShareDifference, _ sequence: BoundSequence, _ limit: Double
    ) -> Inconclusive {
        let requests = found.candidate.samples
        guard found.candidate.failures > 0 else {
            return Inconclusive(
                .tooFewSamples, .share(.noSlowRequest(requests: requests, limit: limit)))
        }
        return Inconclusive(
            .tooClose,
            .share(
                .slowRequests(
                    candidate: found.candidate.failures, baseline: found.baseline.failures, of: requests,
                    upper: sequence.looks.last?.bounds.upper, limit: limit)))
    }
}

extension ClusteredShare {
    fileprivate var share: Double { Double(failures) / Double(samples) }
}

extension Samples {
    /// By the first block, as all are that count.
    var size: SampleSize {
        guard let each = blocks.first?.candidate.count else { return .blocks(count: 0) }
        return .sizedBlocks(count: blocks.count, least: each, most: each)
    }
}

extension Double {
    /// Nil for an infinite limit: there is none.
    fileprivate var finite: Double? { isFinite ? self : nil }
}
