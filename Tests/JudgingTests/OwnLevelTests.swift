import GateModel
import Testing

@testable import Judging

struct OwnLevelTests {
    private let regression = stage(
        regress(), [rule(.median, responseTime, fivePercent)])

    /// Blocks of one value a side, in seconds.
    private func blocks(_ seconds: [Double], beside factor: Double = 1) -> Samples {
        pairs(responseTime, seconds, seconds.map { $0 * factor })
    }

    private let around = [0.0100, 0.0101, 0.0099, 0.0102, 0.0098, 0.0100, 0.0101, 0.0099]

    private func level(_ run: StageRun, after earlier: [StageRun]) -> Judgement? {
        judge(run, of: regression, in: pipeline(regression), after: earlier).judgements
            .first { $0.id == "regress/level" }
    }

    @Test("where both sides are slower than the baseline beside itself, their ratio hides it")
    func slowed() throws {
        let alone = run(.baseline, blocks(around))
        var beside = run(.regress, blocks(around.map { $0 * 1.6 }))
        #expect(needsControls(beside.blocks, of: regression, after: [alone]))
        let before = try #require(level(beside, after: [alone]))
        #expect(before.verdict.reason == .baselineSlowed)
        // The host did not get slower: beside itself the baseline still takes 10 ms.
        beside.blocks.controls = [blocks(around)]
        #expect(!needsControls(beside.blocks, of: regression, after: [alone]))
        let after = try #require(level(beside, after: [alone]))
        let detail =
            "the baseline itself took 60 % longer beside the candidate than beside itself, before and right afterwards"
        #expect(after.verdict.inWords == inconclusive(.baselineSlowed, detail))
        #expect(try #require(after.numbers.estimate).isClose(to: 1.6))
    }

    @Test("a host that got slower is no fault of the candidate's")
    func slowerHost() throws {
        let alone = run(.baseline, blocks(around))
        var beside = run(.regress, blocks(around.map { $0 * 1.6 }))
        beside.blocks.controls = [blocks(around.map { $0 * 1.55 })]
        let judgement = try #require(level(beside, after: [alone]))
        #expect(judgement.verdict == .pass)
        #expect(judgement.said.count == 1)
    }

    @Test("a little slower, or by microseconds, is a host's own", arguments: [(1.2, 1.0), (1.6, 0.005)])
    func little(factor: Double, scale: Double) throws {
        let alone = run(.baseline, blocks(around.map { $0 * scale }))
        let beside = run(.regress, blocks(around.map { $0 * scale * factor }))
        #expect(!needsControls(beside.blocks, of: regression, after: [alone]))
        #expect(try #require(level(beside, after: [alone])).verdict == .pass)
    }

    @Test("too few blocks show nothing, and more may come")
    func tooFew() throws {
        let alone = run(.baseline, blocks(around))
        let beside = run(.regress, blocks(Array(around.prefix(7))))
        let judgement = try #require(level(beside, after: [alone]))
        let detail = "7 blocks in which the baseline answered, at least 8 needed"
        #expect(judgement.verdict.inWords == inconclusive(.tooFewSamples, detail))
    }

    @Test("without a baseline beside itself there is nothing to compare with")
    func nothing() {
        #expect(level(run(.regress, blocks(around)), after: []) == nil)
        let other = run(
            .baseline, Samples(metric: "response_time", operation: "other", blocks: blocks(around).blocks))
        #expect(level(run(.regress, blocks(around)), after: [other]) == nil)
    }
}
