package import GateModel
import Statistics

/// The sequential tests that a stage's rules are judged by, made once: their critical values are dear, and the same at
/// every look.
package struct SequentialTests: Sendable {
    private var made: [Size: Result<SequentialRatioTest, StatisticsError>] = [:]

    private struct Size: Hashable {
        let maximumBlocks: Int
        let judgements: Int
    }

    /// Of a stage that judges nothing by blocks.
    static let none = SequentialTests()

    private init() {}

    /// Those that ``judge(_:of:in:after:with:)`` asks for in a run of so many blocks.
    package init(for stage: Stage, in pipeline: Pipeline, maximumBlocks: Int) {
        let stages =
            stage.name == .baseline ? [stage] + [pipeline.stage(.regress)].compactMap { $0 } : [stage]
        for stage in stages where stage.rules.contains(where: \.isJudgedByBlocks) {
            let size = Size(maximumBlocks: maximumBlocks, judgements: stage.multiplicity)
            made[size] = Self.test(size)
        }
    }

    /// At level `RuleJudging.alpha`, the violation side of each judgement at its share of it.
    func test(maximumBlocks: Int, judgements: Int) throws(StatisticsError) -> SequentialRatioTest {
        let size = Size(maximumBlocks: maximumBlocks, judgements: judgements)
        return try (made[size] ?? Self.test(size)).get()
    }

    private static func test(_ size: Size) -> Result<SequentialRatioTest, StatisticsError> {
        Result { () throws(StatisticsError) in
            try SequentialRatioTest(
                maximumBlocks: size.maximumBlocks, alpha: RuleJudging.alpha, judgements: size.judgements)
        }
    }
}

extension Stage {
    /// M: how many judgements the stage makes; the violation side of each is tested at alpha / M.
    var multiplicity: Int { max(1, rules.reduce(0) { $0 + max(1, $1.operations.count) }) }
}

extension Rule {
    /// Whether it may need the sequential test: a comparison with the baseline, or a mean, rate or exponent against a limit.
    fileprivate var isJudgedByBlocks: Bool {
        if condition.isRelative { return true }
        switch statistic {
        case .mean, .rate, .exponent: return true
        case nil, .median, .min, .max, .quantile, .peak, .steady, .growth, .retained: return false
        }
    }
}
