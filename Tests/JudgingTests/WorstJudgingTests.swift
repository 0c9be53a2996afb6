import GateModel
import Testing

@testable import Judging

struct WorstJudgingTests {
    private let worst = rule(.worst, responseTime, fivePercent)

    /// Blocks of eight pairs: two of each of four inputs, one of which takes so many times as long on the candidate.
    private func measured(
        _ blocks: Int, slow: Double, inputs: [String]? = nil, maximumBlocks: Int = 40
    ) -> StageRun {
        let names = inputs ?? repeated(["kind=a", "kind=b", "kind=c", "kind=d"], 2)
        let block = Block(
            baseline: names.map { _ in .value(0.010) },
            candidate: names.map { .value($0 == "kind=c" ? 0.010 * slow : 0.010) })
        var run = run(
            .regress,
            Samples(metric: "response_time", operation: "search", blocks: repeated([block], blocks)),
            maximumBlocks: maximumBlocks)
        run.blocks.inputs = [OperationInputs(operation: "search", blocks: repeated([names], blocks))]
        return run
    }

    @Test("each input is judged by itself, and the worst is named")
    func slowInput() throws {
        let judgement = try judged(worst, regress(pairs: 8), measured(12, slow: 10))
        #expect(judgement.verdict == .violation)
        #expect(try #require(judgement.numbers.estimate).isClose(to: 10))
        #expect(judgement.said == ["the worst of 4 inputs: kind=c, in 12 of 12 blocks"])
        // All pairs together, as the median takes them: a quarter of them does not move it.
        let median = try judged(
            rule(.median, responseTime, fivePercent), regress(pairs: 8), measured(12, slow: 10))
        #expect(median.verdict == .pass)
    }

    @Test("all inputs have to pass")
    func unchanged() throws {
        #expect(try judged(worst, regress(pairs: 8), measured(8, slow: 1)).verdict == .pass)
        #expect(
            try judged(worst, regress(pairs: 8), measured(8, slow: 1.05)).verdict.inWords
                == inconclusive(
                    .tooFewSamples, "1 of 4 inputs undecided after 8 of at most 40 blocks"))
    }

    @Test("the more inputs there are, the more blocks a violation needs")
    func multiplicity() throws {
        // Of at most 40 blocks the level at 8 is .0044 for one input, and .0011 for each of four: all signs alike are 1/256.
        #expect(try judged(worst, regress(pairs: 8), measured(8, slow: 10)).verdict.reason == .tooFewSamples)
        let one = measured(8, slow: 10, inputs: repeated(["kind=c"], 8))
        #expect(try judged(worst, regress(pairs: 8), one).verdict == .violation)
    }

    @Test("an input that was hardly drawn is no pass, and it is said how often it is needed")
    func rareInput() throws {
        var run = measured(8, slow: 1, maximumBlocks: 8)
        let names = repeated(["kind=a", "kind=b"], 4)
        run.blocks.inputs = [
            OperationInputs(
                operation: "search",
                blocks: repeated([names], 7) + [Array(names.dropLast()) + ["kind=rare"]])
        ]
        let detail =
            "kind=rare was drawn in 1 of 8 blocks, each input is needed in 8: give fewer 'values' or more 'pairs'"
        #expect(
            try judged(worst, regress(pairs: 8), run).verdict.inWords == inconclusive(.tooFewSamples, detail))
    }

    @Test("without the inputs, or with those of other blocks, nothing is judged")
    func noInputs() throws {
        var run = measured(8, slow: 1)
        run.blocks.inputs = []
        #expect(
            try judged(worst, regress(pairs: 8), run).verdict.inWords
                == inconclusive(.noSamples, "which input each request had was not recorded"))
        run.blocks.inputs = [OperationInputs(operation: "search", blocks: repeated([["kind=a"]], 8))]
        #expect(
            try judged(worst, regress(pairs: 8), run).verdict.inWords
                == inconclusive(.notEvaluated, "the recorded inputs do not belong to these blocks"))
    }
}
