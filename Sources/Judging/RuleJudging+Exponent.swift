import GateModel
import Glibc
import Statistics

extension RuleJudging {
    /// The sequential signed-rank test over the blocks' slopes of ln cost on ln size (statistics.md, "Cost against
    /// size").
    func exponentOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?
    ) -> RuleOutcome {
        let nothing = Judgement.Finding(scale: .exponent)
        guard let scaling = run.scaling, let costs = scaling.costs(of: rule.metric.name, on: operation) else {
            let why = "'\(rule.metric.name)' was not measured at 1/4, 1/2 and 1 of the data"
            return RuleOutcome(Inconclusive(.noSamples, why), nothing)
        }
        if let flaw = scaling.shortfall(of: declaredCounts) ?? costs.flaw(scaling.sizes)
            ?? scaling.unsettled.reason(rule.metric, operation, of: costs.blocks.count)
        {
            return RuleOutcome(flaw, nothing)
        }
        guard let bounds = condition.bounds(at: nil), !bounds.isEmpty else {
            return RuleOutcome(
                Inconclusive(.notEvaluated, "an exponent is judged against a limit of its own"), nothing)
        }
        let shares: [Double]
        switch scaling.shares {
        case .of(let known): shares = known
        case .none(let why): return RuleOutcome(why, nothing)
        }
        do throws(StatisticsError) {
            let measured = try costs.costs(of: rule.metric.unit)
            if let zero = noCost(measured, scaling.sizes) { return RuleOutcome(zero, nothing) }
            let slopes = try measured.map { block throws(StatisticsError) in
                try exponent(sizes: shares, costs: block)
            }
            return try outcome(rule, bounds, slopes, costs, notes: [note(measured, rule.metric.unit, shares)])
        } catch {
            return RuleOutcome(Inconclusive(error), nothing)
        }
    }

    private func outcome(
        _ rule: Rule, _ bounds: [OneSidedBound], _ slopes: [Double], _ costs: ScaledCosts, notes: [String]
    ) throws(StatisticsError) -> RuleOutcome {
        let each = costs.blocks.first?.sizes.first?.count ?? 0
        var finding = Judgement.Finding(
            scale: .exponent, estimate: try hodgesLehmannEstimate(slopes),
            samples: "\(slopes.count) blocks × \(DataScale.allCases.count) sizes × \(each)",
            bounds: bounds.map(\.value))
        finding.distributions = Distributions(.exponent, candidate: slopes, bounds: bounds.map(\.value))
        let findings = try bounds.map { bound throws(StatisticsError) in
            try isExact(rule, slopes)
                // What rounding left over is no growth.
                ? BoundFinding(bound, [(slopes[0] * 1e12).rounded() / 1e12]) : blockFinding(bound, slopes)
        }
        let worst = Verdict.worst(findings.map(\.verdict))
        let deciding = findings.first { $0.verdict == worst }
        finding.lower = deciding?.interval?.lower
        finding.upper = deciding?.interval?.upper
        finding.evidence = try deciding?.margins.flatMap { margins throws(StatisticsError) in
            try MarginEvidence(margins)
        }
        if findings.allSatisfy({ $0.turning != nil }) {
            finding.flip = .at(
                zip(bounds, findings).compactMap { bound, found in found.turning.map(bound.exponentTurning) })
        }
        return RuleOutcome(worst, finding, notes)
    }

    /// Whether every block counted the same: then there is nothing to test, and the limit itself is allowed.
    private func isExact(_ rule: Rule, _ slopes: [Double]) -> Bool {
        rule.metric.unit == .count && slopes.count >= RuleJudging.leastBlocks
            && slopes.allSatisfy { abs($0 - slopes[0]) < 1e-12 }
    }

    private func noCost(_ measured: [[Double]], _ sizes: [DataSize]) -> Inconclusive? {
        for (index, size) in sizes.enumerated() where measured.contains(where: { $0[index] <= 0 }) {
            return Inconclusive(
                .noCost,
                "it cost nothing at \(size.scale.fraction) of the data, and nothing grows with no power")
        }
        return nil
    }

    /// `0.21 ms, 0.41 ms, 0.83 ms at 0.25, 0.5, 1 of the data`
    private func note(_ measured: [[Double]], _ unit: MetricUnit, _ shares: [Double]) -> String {
        let typical = shares.indices.map { index in
            let sorted = measured.map { $0[index] }.sorted()
            return unit.text(sortedQuantile(sorted, 0.5))
        }
        let sizes = shares.map { significant($0) }.joined(separator: ", ")
        return "\(typical.joined(separator: ", ")) at \(sizes) of the data"
    }
}

extension OneSidedBound {
    /// Where the verdict turns, as an exponent.
    fileprivate func exponentTurning(_ limits: TurningLimits) -> TurningPoint {
        let value = { (position: Double) in position.isFinite ? (isUpper ? position : -position) : nil }
        return TurningPoint(
            isUpper: isUpper, terms: .value(.exponent), pass: value(limits.pass),
            violation: value(limits.violation))
    }
}
