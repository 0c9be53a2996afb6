import GateModel
import Testing

@testable import Reports

@Suite struct ClosenessTests {
    @Test(
        "1 is at the limit, less is within it",
        arguments: [
            // 31 ms of 50 ms
            (Examples.withinFifty, 0.62),
            // 41.9 ms × 1.126 = 47.18 ms; the looser limit is 41.9 ms × 1.05 = 43.995 ms
            (Examples.slower, 1.0724),
            // 12 queries of 2
            (Examples.moreQueries, 6.0),
            // 34 % of 1 %
            (Examples.watchedErrors, 34.0),
        ])
    func measured(judgement: Judgement, closeness: Double) throws {
        let found = try #require(judgement.closeness)
        #expect(abs(found - closeness) < 0.0001)
    }

    @Test(
        "a limit of zero, and a demand that is no rule, have no measure",
        arguments: [Examples.fewErrors, Examples.lostItems, Examples.deployed])
    func unmeasured(judgement: Judgement) {
        #expect(judgement.closeness == nil)
    }
}
