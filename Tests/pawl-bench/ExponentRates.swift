import GateModel
import SimulatedGates
import Statistics

/// Shares of simulated operations that `exponent(response_time)` passes, blocks and leaves open, of 40 blocks.
enum ExponentRates {
    private static let cases: [(growth: SimulatedScaling.Growth, limit: Double, isWithin: Bool)] = [
        (.constant, 0.3, true), (.logarithmic, 0.3, true), (.linearWithOverhead, 0.3, false),
        (.linear, 0.3, false), (.linear, 1.4, true), (.linearithmic, 1.4, true), (.quadratic, 1.4, false),
        (.quadraticWithOverhead, 1.4, false),
    ]

    /// Wrong verdicts are to be at most 5 %.
    static func lines(operations: Int) -> [String] {
        var lines = [
            row(["cost", "limit", "deviation", "passed", "violated", "inconclusive", "wrong (≤ 5 %)"])
        ]
        for (growth, limit, isWithin) in cases {
            for deviation in [0.02, 0.05, 0.1] {
                let scaling = SimulatedScaling(deviation: deviation)
                var generator = SeededGenerator(seed: 1, stream: "exponent rates of \(growth.rawValue)")
                var (passes, violations) = (0, 0)
                for _ in 0..<operations {
                    switch scaling.verdict(growth.cost, atMost: limit, &generator) {
                    case .pass: passes += 1
                    case .violation: violations += 1
                    case .inconclusive: break
                    }
                }
                func share(_ count: Int) -> String { percent(Double(count) / Double(operations)) }
                lines.append(
                    row([
                        growth.rawValue, tenths(limit), percent(deviation), share(passes), share(violations),
                        share(operations - passes - violations), share(isWithin ? violations : passes),
                    ]))
            }
        }
        return lines
    }
}
