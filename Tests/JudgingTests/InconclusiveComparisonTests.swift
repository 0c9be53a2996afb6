import GateModel
import Testing

@testable import Judging

/// A comparison that its last look leaves undecided, and what `on_inconclusive` makes of it.
struct InconclusiveComparisonTests {
    /// At most 8 blocks: one look, critical value 5. Four margins are below 0 and smaller than the four
    /// above: W− = 1 + 2 + 3 + 4 = 10, W+ = 26.
    private func undecided(_ low: Double, _ how: Rule.OnInconclusive) throws -> Judgement {
        let samples = ratios(repeated([low, 1.12], 4))
        return try judged(
            rule(.median, responseTime, fivePercent, onInconclusive: how), regress(),
            run(.regress, samples, maximumBlocks: 8))
    }

    /// sigma = 1.4826 · ln(1.12/1.02)/2 = 0.06933; exp(3.97 · 0.06933 · √(1.1/8)) − 1 = 0.107.
    @Test("it is too noisy, says what could be shown, and blocks")
    func block() throws {
        let judgement = try undecided(1.02, .block)
        let detail =
            "undecided after 8 blocks; with this noise they show a change of 10.7 %, and the limit is +5 %; tolerate at "
            + "least 11 %, or use more pairs a block, or a quieter host"
        #expect(judgement.verdict.inWords == inconclusive(.tooNoisy, detail))
        #expect(judgement.blocks)
    }

    /// Four ratios of 1.049 and four of 1.054: sigma = 1.4826 · ln(1.054/1.049)/2 = .00353, so eight blocks show
    /// exp(3.97 · .00353 · √(1.1/8)) − 1 = .5 %. Of the margins four are below 0 with the ranks 1 … 4 and four above.
    @Test("where the noise would show the tolerance it is too close, and says to what")
    func close() throws {
        let samples = ratios(repeated([1.049, 1.054], 4))
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), regress(), run(.regress, samples, maximumBlocks: 8))
        let detail =
            "+5.15 % after 8 blocks, between +4.9 % and +5.4 %, and the limit is +5 %; move the limit away from it, or "
            + "make the candidate better"
        #expect(judgement.verdict.inWords == inconclusive(.tooClose, detail))
    }

    @Test("with 'warn' it is the same, and does not block")
    func warn() throws {
        let judgement = try undecided(1.02, .warn)
        #expect(judgement.verdict.reason == .tooNoisy)
        #expect(!judgement.blocks)
    }

    /// The estimate is beyond 5 % either way. 1.02: all ratios are above 1, p = 1/256. 1.00: four ties with
    /// "no effect", W− = 10, p > .05.
    @Test(
        "with 'lean' the estimate decides, and says so",
        arguments: [(1.02, Verdict.violation), (1.00, .pass)])
    func lean(low: Double, verdict: Verdict) throws {
        let judgement = try undecided(low, .lean)
        #expect(judgement.verdict == verdict)
        #expect(
            judgement.said == ["limit in force +5 %", "leaning: the test itself did not decide"])
    }

    @Test("'lean' makes nothing of observations that are missing")
    func leanWithoutEvidence() throws {
        let samples = Samples(
            metric: "response_time", operation: "search",
            blocks: repeated([Block(baseline: [.value(1)], candidate: [.failed("reset")])], 8))
        let judgement = try judged(
            rule(.median, responseTime, fivePercent, onInconclusive: .lean), regress(),
            run(.regress, samples, maximumBlocks: 8))
        #expect(judgement.verdict.reason == .failedOperations)
        #expect(judgement.blocks)
    }
}
