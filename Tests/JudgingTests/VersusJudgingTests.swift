import GateModel
import Testing

@testable import Judging

/// `median(response_time) <= +10% vs search for traced`, judged over blocks of one pair each.
@Suite struct VersusJudgingTests {
    private let tenPercent = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.1), or: nil)
    private let noise = [0.98, 1.01, 1.0, 0.99, 1.02, 1.0, 0.985, 1.015]

    private func overhead(_ metric: Metric = responseTime, _ condition: Rule.Condition? = nil) -> Rule {
        rule(.median, metric, condition ?? tenPercent, on: ["traced"], versus: "search")
    }

    /// `baseline` and `candidate` are what each side's operation takes in proportion to 10 ms.
    private func samples(
        _ operation: String, baseline: Double, candidate: [Double], _ metric: Metric = responseTime
    ) -> Samples {
        Samples(
            metric: metric.name, operation: operation,
            blocks: candidate.map {
                Block(baseline: [.value(0.010 * baseline)], candidate: [.value(0.010 * $0)])
            })
    }

    private func judgedOverhead(_ ratio: Double) throws -> Judgement {
        try judged(
            overhead(), regress(),
            run(
                .regress, samples("search", baseline: 1, candidate: noise),
                samples("traced", baseline: 1, candidate: noise.map { $0 * ratio })))
    }

    /// The ratio within a block is exactly `ratio`, however much the blocks differ: all eight margins have one sign.
    @Test(
        "an operation is judged by its ratio to another one in the same block",
        arguments: [(1.0, Verdict.pass), (1.08, .pass), (1.12, .violation), (2.0, .violation)])
    func ratio(ratio: Double, verdict: Verdict) throws {
        let judgement = try judgedOverhead(ratio)
        #expect(judgement.verdict == verdict)
        #expect(judgement.operation == "traced")
        #expect(judgement.saidLimit == "<= +10 % vs search")
        #expect(judgement.numbers.scale == .ratio)
        #expect(try #require(judgement.numbers.estimate).isClose(to: ratio))
        // The median of the noise is 1: 10 ms of the other operation.
        #expect(try #require(judgement.numbers.baseline).isClose(to: 0.010))
        #expect(try #require(judgement.numbers.candidate).isClose(to: 0.010 * ratio))
        #expect(
            judgement.said == [
                "limit in force +10 %, decided at block 8", "compared with 'search' of the candidate",
            ])
    }

    @Test(
        "what the baseline's side took says nothing about the candidate's overhead",
        arguments: [0.1, 1.0, 10.0])
    func candidateOnly(baseline: Double) throws {
        let judgement = try judged(
            overhead(), regress(),
            run(
                .regress, samples("search", baseline: 1, candidate: noise),
                samples("traced", baseline: baseline, candidate: noise.map { $0 * 1.2 })))
        #expect(judgement.verdict == .violation)
    }

    @Test("a floor counts against the other operation's value")
    func floor() throws {
        // +3 ms on 10 ms is 30 %, the looser of the two.
        let condition = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.1), or: .relativeAmount(0.003))
        let flat = Array(repeating: 1.0, count: 8)
        let judgement = try judged(
            overhead(responseTime, condition), regress(),
            run(
                .regress, samples("search", baseline: 1, candidate: flat),
                samples("traced", baseline: 1, candidate: flat.map { $0 * 1.25 })))
        #expect(judgement.verdict == .pass)
        #expect(judgement.said.first == "limit in force +30 %, decided at block 8")
    }

    @Test("counts of two operations are compared by intervals: their inputs are not the same")
    func counts() throws {
        let judgement = try judged(
            overhead(queries), regress(),
            run(
                .regress, samples("search", baseline: 1, candidate: noise, queries),
                samples("traced", baseline: 1, candidate: noise.map { $0 * 1.5 }, queries)))
        #expect(judgement.verdict == .violation)
        #expect(try #require(judgement.numbers.estimate).isClose(to: 1.5))
    }

    @Test("fewer than eight blocks show nothing")
    func fewBlocks() throws {
        let few = Array(noise.prefix(7))
        let judgement = try judged(
            overhead(), regress(),
            run(
                .regress, samples("search", baseline: 1, candidate: few),
                samples("traced", baseline: 1, candidate: few)))
        #expect(judgement.verdict.reason == .tooFewSamples)
    }

    @Test("where the other operation was not measured, nothing is shown")
    func unmeasured() throws {
        let judgement = try judged(
            overhead(), regress(), run(.regress, samples("traced", baseline: 1, candidate: noise)))
        #expect(
            judgement.verdict.inWords
                == inconclusive(.noSamples, "'response_time' was not measured on 'search'"))
    }

    @Test(
        "one missing number of the other operation makes the comparison inconclusive",
        arguments: [
            (Observed.failed("status 500"), Inconclusive.Reason.failedOperations), (.silent, .sourceSilent),
            (.notANumber, .notANumber), (.value(0), .notANumber),
        ] as [(Observed, Inconclusive.Reason)])
    func flawedReference(observed: Observed, reason: Inconclusive.Reason) throws {
        var reference = samples("search", baseline: 1, candidate: noise)
        reference.blocks[3].candidate = [observed]
        let judgement = try judged(
            overhead(), regress(),
            run(.regress, reference, samples("traced", baseline: 1, candidate: noise)))
        #expect(judgement.verdict.reason == reason)
        #expect(judgement.blocks)
    }

    @Test("an operation that has blocks the other one lacks is not compared")
    func unequalBlocks() throws {
        let judgement = try judged(
            overhead(), regress(),
            run(
                .regress, samples("search", baseline: 1, candidate: Array(noise.prefix(7))),
                samples("traced", baseline: 1, candidate: noise)))
        #expect(judgement.verdict.inWords == inconclusive(.tooFewSamples, "8 blocks, and 7 of 'search'"))
    }

    @Test("the other operation's warm-up must have ended too")
    func unsettledReference() throws {
        var run = run(
            .regress, samples("search", baseline: 1, candidate: noise),
            samples("traced", baseline: 1, candidate: noise))
        run.blocks.unsettled = [Unsettled(operation: "search", side: .candidate, blocks: 5)]
        #expect(try judged(overhead(), regress(), run).verdict.reason == .notSettled)
    }

    @Test("in a stage without blocks side by side it is not evaluated")
    func otherStage() throws {
        let judgement = try judged(
            overhead(), scale(8),
            run(
                .scale, samples("search", baseline: 1, candidate: noise),
                samples("traced", baseline: 1, candidate: noise)))
        #expect(judgement.verdict.reason == .notEvaluated)
    }

    @Test("it is no rule against the baseline, so the baseline stage and the anchor do not judge it")
    func notOfTheBaseline() {
        #expect(!overhead().toleratesWorse)
        #expect(rule(.median, responseTime, tenPercent).toleratesWorse)
    }

    /// Blocks of the baseline stage that differ by the same amount in both operations: within a block there is no noise.
    @Test("blocks are planned for the noise of the ratio, not of each operation")
    func planned() {
        let restless = repeated([0.7, 1.3], 10)
        let baseline = run(
            .baseline, samples("search", baseline: 1, candidate: restless),
            samples("traced", baseline: 1, candidate: restless))
        let versus = stage(regress(), [overhead()])
        let plain = stage(regress(), [rule(.median, responseTime, tenPercent, on: ["traced"])])
        #expect(ComparisonPlan(for: versus, after: [baseline]).plannedBlocks == 24)
        #expect(ComparisonPlan(for: plain, after: [baseline]).plannedBlocks == 96)
    }
}
