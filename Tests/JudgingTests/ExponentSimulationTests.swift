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

    @Test("a clear answer is given", arguments: [0.05, 0.1])
    func power(deviation: Double) {
        #expect(shares(.constant, deviation, atMost: 0.3).passed >= 0.6)
        #expect(shares(.linear, deviation, atMost: 1.4).passed >= 0.9)
        #expect(shares(.quadratic, deviation, atMost: 1.4).violated >= 0.9)
        #expect(shares(.linear, deviation, atMost: 0.3).violated >= 0.9)
    }
}
