import Statistics
import Testing

@Suite("LeaningDecision")
struct LeaningDecisionTests {
    @Test("beyond the margin and surely above zero is a violation")
    func violation() throws {
        let decision = try LeaningDecision(estimate: 0.01, logRatios: [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(decision.verdict == .violation)
        #expect(decision.noEffect == 1.0 / 256)
    }

    @Test("within the margin is a pass, however sure the effect", arguments: [-0.01, 0])
    func within(estimate: Double) throws {
        let decision = try LeaningDecision(estimate: estimate, logRatios: [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(decision.verdict == .pass)
    }

    @Test(
        "beyond the margin with an effect that may be chance is a pass",
        arguments: [
            // W− = 5: P = 10/256 = 0.039
            ([1, 2, 3, 4, -5, 6, 7, 8], .violation, 10.0 / 256),
            // W− = 6: P = 14/256 = 0.055
            ([1, 2, 3, 4, 5, -6, 7, 8], .pass, 14.0 / 256),
            // |5| twice: ranks 5.5 each, W− = 5.5 counts as 6.
            ([1, 2, 3, 4, -5, 5, 7, 8], .pass, 14.0 / 256),
        ] as [([Double], LeaningDecision.Verdict, Double)])
    func chance(logRatios: [Double], verdict: LeaningDecision.Verdict, noEffect: Double) throws {
        let decision = try LeaningDecision(estimate: 0.01, logRatios: logRatios)
        #expect(decision.verdict == verdict)
        #expect(decision.noEffect == noEffect)
    }

    @Test("an estimate that is no number is refused")
    func notFinite() {
        #expect(throws: StatisticsError.notFinite(index: 0)) {
            try LeaningDecision(estimate: .nan, logRatios: [1])
        }
    }
}
