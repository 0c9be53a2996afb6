import GateModel
import Testing

@testable import Judging

struct BaselinePairsTests {
    private func pairs(
        _ declared: Int?, _ compared: Rule = rule(.median, responseTime, fivePercent), own: [Rule] = []
    ) -> Int {
        let comparing = Stage.Kind.regress(Stage.Regress(pairs: declared, blocks: nil))
        return pipeline(stage(.baseline(cycles: 5), own), stage(comparing, [compared])).baselinePairs
    }

    @Test(
        "the baseline against itself takes as many pairs as are usual, and never more than are declared",
        arguments: [(nil, 10), (25, 10), (10, 10), (4, 4)] as [(Int?, Int)])
    func usual(declared: Int?, expected: Int) {
        #expect(pairs(declared) == expected)
    }

    @Test("where rules are about rare requests it takes those that are declared")
    func tails() {
        #expect(pairs(100, rule(.quantile(0.95), responseTime, fivePercent)) == 100)
        #expect(pairs(100, rule(.tail, responseTime, fivePercent)) == 100)
        #expect(pairs(100, own: [rule(.quantile(0.99), responseTime, atMost(0.1))]) == 100)
        #expect(pairs(100, own: [rule(nil, errors, atMost(0.01))]) == 100)
        let none = rule(nil, errors, .compare(.equal, .absolute(0), or: nil))
        #expect(pairs(100, rule(.quantile(0.5), responseTime, fivePercent), own: [none]) == 10)
    }

    @Test("without a comparison they are the usual ones")
    func alone() {
        #expect(pipeline(stage(.baseline(cycles: 5))).baselinePairs == 10)
    }

    /// `regress` declares 25, and the stage recorded that it took ten.
    @Test("blocks of as many pairs as were meant are whole", arguments: [(10, true), (9, false)])
    func recorded(taken: Int, isWhole: Bool) throws {
        let values = [Observed](repeating: .value(0.01), count: taken)
        var run = run(
            .baseline,
            Samples(
                metric: "response_time", operation: "search",
                blocks: repeated([Block(baseline: values, candidate: values)], 10)))
        run.blocks.pairs = 10
        let own = stage(.baseline(cycles: 5))
        let comparing = stage(regress(pairs: 25), [rule(.median, responseTime, fivePercent)])
        let found = try #require(
            judge(run, of: own, in: pipeline(own, comparing), after: []).judgements.first)
        #expect((found.verdict == .pass) == isWhole)
        #expect(isWhole || found.verdict.reason == .tooFewSamples)
    }
}
