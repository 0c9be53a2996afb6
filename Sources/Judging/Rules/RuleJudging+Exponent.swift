import GateModel
import Statistics

extension RuleJudging {
    /// The power k of a + b·n^k, or the cost that it predicts, by the sequential signed-rank test over blocks (statistics.md,
    /// "Cost against size").
    func exponentOutcome(
        _ rule: Rule, _ condition: Rule.Condition, _ operation: String?, _ scaling: ScalingRun?
    ) -> RuleOutcome {
        let nothing = Judgement.Numbers(scale: .exponent)
        guard let scaling, let costs = scaling.costs(of: rule.metric.name, on: operation) else {
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
            let test = GrowthCurveTest(
                curve: try GrowthCurve(sizes: shares), costs: measured, test: try sequentialTest())
            var outcome: RuleOutcome
            if let amount = rule.at {
                switch scaling.share(of: amount) {
                case .of(let size): outcome = try predictedOutcome(rule, bounds, test, at: size)
                case .none(let why): return RuleOutcome(why, nothing)
                }
            } else {
                outcome = try powerOutcome(rule, bounds, test)
            }
            outcome.numbers.samples = size(costs)
            outcome.notes.insert(note(measured, rule.metric.unit, shares), at: 0)
            return outcome
        } catch {
            return RuleOutcome(Inconclusive(error), nothing)
        }
    }

    private func size(_ costs: ScaledCosts) -> SampleSize {
        .scaledBlocks(
            count: costs.blocks.count, sizes: DataScale.allCases.count,
            each: costs.blocks.first?.sizes.first?.count ?? 0)
    }

    private func powerOutcome(
        _ rule: Rule, _ bounds: [OneSidedBound], _ test: GrowthCurveTest
    ) throws(StatisticsError) -> RuleOutcome {
        var numbers = Judgement.Numbers(
            scale: .exponent, estimate: try test.typicalPower(), bounds: bounds.map(\.value))
        var notes: [Note] = []
        if numbers.estimate == nil {
            notes.append(.noGrowth(below: GrowthCurveTest.negligible))
        } else {
            let powers = try test.costs.map { block throws(StatisticsError) in
                try test.curve.power(of: block)
            }
            numbers.distributions = Distributions(
                .exponent, candidate: powers.compactMap { $0 }, bounds: bounds.map(\.value))
        }
        if let exact = try exactPower(rule, test) {
            numbers.estimate = exact.isFinite ? exact : nil
            let findings = bounds.map { BoundFinding($0, [exact]) }
            numbers.flip = .at(
                zip(bounds, findings).compactMap { bound, found in found.turning.map(bound.exponentTurning) })
            return RuleOutcome(Verdict.worst(findings.map(\.verdict)), numbers, notes)
        }
        let verdicts = try bounds.map { bound throws(StatisticsError) in
            verdict(try test.power(bound.value, isUpper: bound.isUpper), bound, test)
        }
        let turning = try bounds.map { bound throws(StatisticsError) in
            try self.turning(bound, test, in: -3...8) { limit throws(StatisticsError) in
                try test.power(limit, isUpper: bound.isUpper)
            }
        }
        numbers.flip = .at(zip(bounds, turning).map { $0.exponentTurning($1) })
        let worst = Verdict.worst(verdicts)
        let deciding = verdicts.firstIndex(of: worst) ?? 0
        let interval = bounds[deciding].interval(turning[deciding])
        (numbers.lower, numbers.upper) = (interval.lower, interval.upper)
        numbers.evidence = try MarginEvidence(
            try test.excess(over: bounds[deciding].value).map { bounds[deciding].isUpper ? $0 : -$0 })
        return RuleOutcome(worst, numbers, notes)
    }

    /// With `at`: the cost at that size, in the metric's own unit.
    private func predictedOutcome(
        _ rule: Rule, _ bounds: [OneSidedBound], _ test: GrowthCurveTest, at size: Double
    ) throws(StatisticsError) -> RuleOutcome {
        let estimate = try test.typicalCost(at: size)
        var numbers = Judgement.Numbers(
            scale: .unit(rule.metric.unit), estimate: estimate, candidate: estimate,
            bounds: bounds.map(\.value))
        guard bounds.allSatisfy({ $0.value > 0 }) else {
            return RuleOutcome(Inconclusive(.noCost, "no cost is predicted to be nothing"), numbers)
        }
        let verdicts = try bounds.map { bound throws(StatisticsError) in
            verdict(try test.cost(at: size, bound.value, isUpper: bound.isUpper), bound, test)
        }
        numbers.flip = .never(.predictedCost)
        return RuleOutcome(
            Verdict.worst(verdicts), numbers, [.predicted(times: size)])
    }

    private func verdict(
        _ answer: GrowthCurveTest.Answer, _ bound: OneSidedBound, _ test: GrowthCurveTest
    ) -> Verdict {
        switch answer {
        case .beyond: bound.isUpper ? .violation : .pass
        case .within: bound.isUpper ? .pass : .violation
        case .undecided:
            .inconclusive(
                test.costs.count < (test.test.looks.last ?? 0)
                    ? undecided(after: test.costs.count)
                    : .leftOpen(by: test.costs.count))
        }
    }

    /// Searched for by halving: a looser limit never passes less.
    private func turning(
        _ bound: OneSidedBound, _ test: GrowthCurveTest, in range: ClosedRange<Double>,
        _ answer: (Double) throws(StatisticsError) -> GrowthCurveTest.Answer
    ) throws(StatisticsError) -> TurningLimits {
        func first(_ answers: [GrowthCurveTest.Answer]) throws(StatisticsError) -> Double? {
            var (tight, loose) =
                bound.isUpper ? (range.lowerBound, range.upperBound) : (range.upperBound, range.lowerBound)
            guard answers.contains(try answer(loose)) else { return nil }
            guard !answers.contains(try answer(tight)) else { return -.infinity }
            for _ in 0..<25 {
                let middle = tight + (loose - tight) / 2
                if answers.contains(try answer(middle)) { loose = middle } else { tight = middle }
            }
            return bound.position(loose)
        }
        let (good, bad): (GrowthCurveTest.Answer, GrowthCurveTest.Answer) =
            bound.isUpper ? (.within, .beyond) : (.beyond, .within)
        let others = [GrowthCurveTest.Answer.within, .undecided, .beyond].filter { $0 != bad }
        return TurningLimits(pass: try first([good]) ?? .infinity, violation: try first(others) ?? .infinity)
    }

    /// The power where every block counted the same: then there is nothing to test, and the limit itself is allowed. 0 where
    /// the count does not grow; nil where blocks differ.
    private func exactPower(_ rule: Rule, _ test: GrowthCurveTest) throws(StatisticsError) -> Double? {
        guard rule.metric.unit == .count, test.costs.count >= RuleJudging.leastBlocks,
            let first = test.costs.first, test.costs.allSatisfy({ $0 == first })
        else { return nil }
        guard first[2] > first[0] else { return 0 }
        // What rounding left over is no growth.
        if let power = try test.curve.power(of: first) { return (power * 1e9).rounded() / 1e9 }
        return first[1] <= first[0] ? .infinity : -.infinity
    }

    private func noCost(_ measured: [[Double]], _ sizes: [DataSize]) -> Inconclusive? {
        for (index, size) in sizes.enumerated() where measured.contains(where: { $0[index] <= 0 }) {
            return Inconclusive(
                .noCost,
                "it cost nothing at \(size.scale.fraction) of the data, and nothing grows with no power")
        }
        return nil
    }

    /// The median cost at each size.
    private func note(_ measured: [[Double]], _ unit: MetricUnit, _ shares: [Double]) -> Note {
        let typical = shares.indices.map { index in
            sortedQuantile(measured.map { $0[index] }.sorted(), 0.5)
        }
        return .costs(values: typical, unit: unit, shares: shares)
    }
}

extension OneSidedBound {
    /// Where the verdict turns, as an exponent.
    fileprivate func exponentTurning(_ limits: TurningLimits) -> VerdictThreshold {
        let value = { (position: Double) in position.isFinite ? (isUpper ? position : -position) : nil }
        return VerdictThreshold(
            isUpper: isUpper, terms: .value(.exponent), pass: value(limits.pass),
            violation: value(limits.violation))
    }
}
