import GateModel
import SimulatedGates
import Statistics
import Testing

/// What `exponent` promises of costs with a fixed part, 40 blocks whose costs vary by 5 and 10 %. Without the fixed part a
/// linear scan under 80 % overhead read 0.117 and passed as flat.
struct ExponentSimulationTests {
    private func shares(
        _ growth: SimulatedScaling.Growth, _ deviation: Double, atMost limit: Double
    ) -> (passed: Double, violated: Double) {
        let scaling = SimulatedScaling(deviation: deviation)
        var generator = SeededGenerator(seed: 1, stream: "exponent simulation")
        let verdicts = (0..<40).map { _ in scaling.verdict(growth.cost, atMost: limit, &generator) }
        return (
            Double(verdicts.count { $0 == .pass }) / 40, Double(verdicts.count { $0 == .violation }) / 40
        )
    }

    /// 5 % of 40 are 2, and two standard errors √(40 · .05 · .95) · 2 = 2.8.
    @Test(
        "what is within the limit is not blocked",
        arguments: [
            (SimulatedScaling.Growth.constant, 0.05, 0.3), (.constant, 0.1, 0.3), (.linearithmic, 0.05, 1.4),
            (.linearithmic, 0.1, 1.4), (.logarithmic, 0.05, 0.3),
        ])
    func within(growth: SimulatedScaling.Growth, deviation: Double, limit: Double) {
        #expect(shares(growth, deviation, atMost: limit).violated <= 0.1)
    }

    @Test(
        "what is beyond the limit does not pass",
        arguments: [
            (SimulatedScaling.Growth.linearWithOverhead, 0.05, 0.3), (.linearWithOverhead, 0.1, 0.3),
            (.quadratic, 0.05, 1.4), (.quadratic, 0.1, 1.4), (.linear, 0.1, 0.3),
            (.quadraticWithOverhead, 0.05, 1.4),
        ])
    func beyond(growth: SimulatedScaling.Growth, deviation: Double, limit: Double) {
        #expect(shares(growth, deviation, atMost: limit).passed <= 0.1)
    }

    /// Of 10 ms with 20,000 rows a linear cost takes 500 ms with a million, and one under 80 % overhead 108 ms.
    @Test("a predicted cost is shown to be within a limit, or beyond it")
    func predicted() {
        let scaling = SimulatedScaling(deviation: 0.02)
        let million = Rule.DataAmount(name: "rows", rows: 1_000_000)
        var generator = SeededGenerator(seed: 1, stream: "predicted cost")
        let verdicts = { (growth: SimulatedScaling.Growth, limit: Double) in
            (0..<10).map { _ in scaling.verdict(growth.cost, atMost: limit, at: million, &generator) }
        }
        #expect(verdicts(.linear, 0.03).allSatisfy { $0 == .violation })
        #expect(verdicts(.linear, 4).allSatisfy { $0 == .pass })
        #expect(verdicts(.linearWithOverhead, 0.015).allSatisfy { $0 == .violation })
        // n² from the same data is 25 s.
        #expect(verdicts(.quadratic, 4).allSatisfy { $0 == .violation })
        // n³ would be 1,250 s; it is shown to be steeper, and takes 62,500 s.
        let steep = (0..<10).map { _ in
            scaling.verdict({ $0 * $0 * $0 * $0 }, atMost: 5000, at: million, &generator)
        }
        #expect(steep.allSatisfy { $0 != .pass })
        // What does not grow could do so with any power, as far as one can see: seldom shown either way.
        #expect(verdicts(.constant, 0.02).count { $0.word == "inconclusive" } >= 7)
        #expect(verdicts(.constant, 0.005).allSatisfy { $0 == .violation })
    }

    @Test("an amount that is there already, or was not counted, predicts nothing")
    func amounts() {
        let scaling = SimulatedScaling(deviation: 0.02)
        var generator = SeededGenerator(seed: 1, stream: "amounts")
        for amount in [
            Rule.DataAmount(name: "rows", rows: 20_000), Rule.DataAmount(name: "cows", rows: 50_000),
        ] {
            let verdict = scaling.verdict({ $0 }, atMost: 4, at: amount, &generator)
            #expect(verdict.reason == .notEvaluated)
        }
    }

    @Test("a clear answer is given", arguments: [0.05, 0.1])
    func power(deviation: Double) {
        #expect(shares(.constant, deviation, atMost: 0.3).passed >= 0.6)
        #expect(shares(.linear, deviation, atMost: 1.4).passed >= 0.9)
        #expect(shares(.quadratic, deviation, atMost: 1.4).violated >= 0.9)
        #expect(shares(.linear, deviation, atMost: 0.3).violated >= 0.9)
    }
}
