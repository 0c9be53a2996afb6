import GateModel
import ServiceFixture
import Testing

@Suite struct VersusStageTests {
    /// Adding an item reads it again: 2 queries each, so 4 against the 2 of a read, in every block.
    @Test(
        "one operation is held against another of the same processes",
        arguments: [(0.5, Verdict.violation), (1.5, Verdict.pass)])
    func overhead(tolerance: Double, verdict: Verdict) async throws {
        let rule = Rule(
            id: "regress/mean-queries-vs", text: "mean(queries) vs read-item for add-item",
            position: somewhere,
            statistic: .mean, metric: queries,
            condition: .compare(.lessOrEqual, .relativeShare(tolerance), or: nil), operations: ["add-item"],
            versus: "read-item", warn: nil, mode: .enforce, onInconclusive: .block, because: nil)
        let repository = try await ItemRepository()
        let stage = stage(.regress(.init(pairs: 2, blocks: 12)), [rule])
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        let judgement = try #require(repository.judged(run, stage).judgements.first)
        #expect(judgement.verdict == verdict)
        #expect(judgement.numbers.baseline == 2)
        #expect(judgement.numbers.candidate == 4)
        // The clear answer comes at the first look.
        #expect(run.samples("queries", "add-item")?.count == 8)
    }
}
