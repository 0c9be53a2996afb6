package import GateModel
import Statistics

/// The sequential tests that a stage's rules are judged by, made once: their critical values are dear, and the same at
/// every look.
package struct SequentialTests: Sendable {
    private var made: [Design: Result<SequentialRatioTest, StatisticsError>] = [:]

    /// What a test is planned by.
    struct Design: Hashable {
        let maximumBlocks: Int
        let plannedBlocks: Int?
        let judgements: Int
        let attempt: Int
        let firstLook: Int
    }

    /// Of a stage that judges nothing by blocks.
    static let none = SequentialTests()

    private init() {}

    /// Those that ``judge(_:of:in:after:with:)`` asks for while a run is planned as this one is.
    package init(for stage: Stage, of run: StageRun) {
        self.init(RuleJudging(run: run, stage: stage))
    }

    init(_ judging: RuleJudging) {
        let stage = judging.stage
        guard stage.rules.contains(where: { $0.isJudgedByBlocks(in: stage) }) else { return }
        let worst = stage.rules.filter { $0.statistic == .worst }.flatMap(\.operations)
        let inputs = Set(worst.compactMap { judging.sampled.inputs(of: $0)?.names.count }).union([1])
        for count in inputs where count > 0 {
            let design = judging.design(judgements: stage.multiplicity * count)
            made[design] = Self.test(design)
        }
    }

    /// At level `RuleJudging.alpha`, the violation side of each judgement at its share of it.
    func test(_ design: Design) throws(StatisticsError) -> SequentialRatioTest {
        try (made[design] ?? Self.test(design)).get()
    }

    private static func test(_ design: Design) -> Result<SequentialRatioTest, StatisticsError> {
        Result { () throws(StatisticsError) in
            try SequentialRatioTest(
                maximumBlocks: design.maximumBlocks, plannedBlocks: design.plannedBlocks,
                alpha: RuleJudging.alpha, judgements: design.judgements, attempt: design.attempt,
                firstLook: design.firstLook)
        }
    }
}

extension RuleJudging {
    /// How its comparisons are tested.
    func design(judgements: Int) -> SequentialTests.Design {
        SequentialTests.Design(
            maximumBlocks: maximumBlocks, plannedBlocks: sampled.plannedBlocks, judgements: judgements,
            attempt: run.common.attempt, firstLook: sampled.leastBlocks)
    }
}

extension Stage {
    /// M: how many judgements the stage makes; the violation side of each is tested at alpha / M.
    var multiplicity: Int { max(1, rules.reduce(0) { $0 + max(1, $1.operations.count) }) }
}

extension Rule {
    /// Whether it may need the sequential test: a comparison with the baseline, or a limit on what blocks of processes show.
    fileprivate func isJudgedByBlocks(in stage: Stage) -> Bool {
        if condition.isRelative { return true }
        let hasProcesses = stage.name == .baseline || stage.name == .regress
        switch statistic {
        case .mean, .rate, .exponent: return true
        case .median, .quantile: return hasProcesses
        case nil: return hasProcesses && metric.source == .builtIn(.errors)
        case .min, .max, .peak, .steady, .growth, .retained, .tail, .worst, .warmup: return false
        }
    }
}
