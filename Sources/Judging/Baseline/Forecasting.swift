import GateModel
import Glibc
import Statistics

/// The noise of one rule on one operation, and what it tolerates.
struct ComparedNoise {
    let rule: Rule
    let operation: String?
    /// Of a block's log ratio.
    let sigma: Double
    /// For the worse, as a share, above 0.
    let tolerance: Double

    /// The tolerated log ratio in deviations; the larger, the easier a pass.
    var distance: Double { sigma > 0 ? log1p(tolerance) / sigma : .infinity }

    func plannedBlocks(_ judgements: Int) -> Int {
        do throws(StatisticsError) {
            let decidable = SamplePlan.leastDecidableBlocks(
                alpha: RuleJudging.alpha, judgements: judgements)
            return max(
                decidable,
                try SamplePlan.plannedBlocks(sigma: sigma, tolerance: tolerance, judgements: judgements))
        } catch {
            return SamplePlan.blocks.upperBound
        }
    }
}

/// Simulates the comparisons of a stage, with normal noise of a known deviation.
struct Forecasting {
    private let regress: Stage
    private let attempt: Int
    private let secondsPerBlock: Double?

    /// Below this the forecast says what to change, for so many to pass as are wanted.
    private static let leastPasses = 0.9
    private static let wantedPasses = 0.95

    /// Of unchanged revisions; ten thousand tell 1 in 1000.
    private static let unchangedDraws = 10_000
    private static let curveDraws = 1000

    init(_ regress: Stage, attempt: Int, secondsPerBlock: Double?) {
        self.regress = regress
        self.attempt = attempt
        self.secondsPerBlock = secondsPerBlock
    }

    /// - Parameter hasCurves: Whether each rule has a power curve, which takes most of the time.
    ///
    /// Nil without any comparison, and where a test cannot be made.
    func power(
        _ compared: [ComparedNoise], _ plan: ComparisonPlan, pairs: Int?, hasCurves: Bool = true
    ) -> ComparisonForecast.Case? {
        guard let least = compared.map(\.sigma).min(), let most = compared.map(\.sigma).max() else {
            return nil
        }
        let blocks = min(plan.maximumBlocks, affordable ?? plan.maximumBlocks)
        do throws(StatisticsError) {
            let test = try SequentialRatioTest(
                maximumBlocks: plan.maximumBlocks, plannedBlocks: plan.plannedBlocks,
                alpha: RuleJudging.alpha,
                judgements: regress.multiplicity, attempt: attempt)
            let simulated = SequentialPower(test, atMost: blocks)
            let passes = passShare(compared, simulated)
            let hardest = regress.rules.compactMap { rule in
                compared.filter { $0.rule.id == rule.id }.min { $0.distance < $1.distance }
            }
            var rules: [ComparisonForecast.RulePower] = []
            for noise in hardest { rules.append(try rulePower(noise, hasCurves ? simulated : nil, blocks)) }
            return ComparisonForecast.Case(
                noise: least...most, pairs: pairs, blocks: blocks, rules: rules, passes: passes,
                advice: passes < Self.leastPasses || rules.contains(where: \.isBeyondReach)
                    ? advice(compared, hardest, plan, blocks, simulated) : [])
        } catch {
            return nil
        }
    }

    /// The blocks that the stage's time has room for, if every operation stays to the end; nil where that is not known.
    private var affordable: Int? {
        guard let within = regress.within, let secondsPerBlock, secondsPerBlock > 0 else { return nil }
        return Int(min(within / .seconds(1) / secondsPerBlock, 1e6))
    }

    /// All comparisons together: operations are measured by processes of their own blocks, and taken to be independent.
    private func passShare(_ compared: [ComparedNoise], _ simulated: SequentialPower) -> Double {
        var known: [Int: Double] = [:]
        func share(_ step: Int) -> Double {
            if let share = known[step] { return share }
            let share = simulated.shares(mean: -Double(step) / 20, draws: Self.unchangedDraws).pass
            known[step] = share
            return share
        }
        return compared.reduce(1) { product, noise in
            // Between steps of a twentieth on a line; at more than two deviations nothing else is seen.
            let place = min(noise.distance, 2) * 20
            let below = Int(place)
            let part = place - Double(below)
            return product * (share(below) * (1 - part) + (part > 0 ? share(below + 1) * part : 0))
        }
    }

    private func rulePower(
        _ noise: ComparedNoise, _ simulated: SequentialPower?, _ blocks: Int
    ) throws(StatisticsError) -> ComparisonForecast.RulePower {
        let curve = [0, 0.5, 1, 1.5, 2, 3].compactMap { times -> ComparisonForecast.Point? in
            guard let simulated else { return nil }
            let change = times * noise.tolerance
            let mean = noise.sigma > 0 ? (log1p(change) - log1p(noise.tolerance)) / noise.sigma : 0
            let shares = simulated.shares(mean: mean, draws: Self.curveDraws)
            return ComparisonForecast.Point(
                change: change, pass: shares.pass, violation: shares.violation,
                inconclusive: shares.inconclusive)
        }
        return ComparisonForecast.RulePower(
            rule: noise.rule.text, operation: noise.operation, noise: noise.sigma, tolerance: noise.tolerance,
            smallestChange: try SamplePlan.smallestDetectableChange(
                sigma: noise.sigma, blocks: max(1, blocks)),
            curve: curve)
    }

    private func advice(
        _ compared: [ComparedNoise], _ hardest: [ComparedNoise], _ plan: ComparisonPlan, _ blocks: Int,
        _ simulated: SequentialPower
    ) -> [ComparisonForecast.Advice] {
        let judgements = compared.count
        var advice: [ComparisonForecast.Advice] = hardest.compactMap { noise in
            let needed = SamplePlan.blocks(forRatio: 1 / noise.distance, judgements: judgements)
            guard needed > Double(blocks) else { return nil }
            let tolerance = expm1(log1p(noise.tolerance) * (needed / Double(max(1, blocks))).squareRoot())
            return .limit(rule: noise.rule.text, atLeast: (tolerance * 100).rounded(.up) / 100)
        }
        let most =
            hardest.map { SamplePlan.blocks(forRatio: 1 / $0.distance, judgements: judgements) }.max() ?? 0
        if most <= Double(SamplePlan.mostBlocks) {
            let wanted = Int((most / 4).rounded(.up)) * 4
            if plan.maximumBlocks < wanted {
                advice.append(.blocks(wanted))
            } else if let secondsPerBlock, blocks < plan.maximumBlocks {
                advice.append(.time(.seconds((Double(wanted) * secondsPerBlock).rounded(.up))))
            }
        }
        let alone =
            hardest.map { simulated.shares(mean: -$0.distance, draws: Self.unchangedDraws).pass }.min() ?? 0
        if alone > Self.wantedPasses, alone < 1 {
            let few = Int(log(Self.wantedPasses) / log(alone))
            if few >= 1, few < regress.operations.count { advice.append(.operations(few)) }
        }
        return advice + [.quieterHost]
    }
}
