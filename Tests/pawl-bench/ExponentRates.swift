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
    private static let deviations = [0.02, 0.05, 0.1]

    static func lines(_ effort: Effort) -> [String] {
        var lines = [
            row([
                "cost", "limit", "deviation", "passed", "violated", "inconclusive", "wrong (≤ 5 %)",
                "operations",
            ])
        ]
        for (growth, limit, isWithin) in cases {
            for deviation in deviations {
                let scaling = SimulatedScaling(deviation: deviation)
                var generator = SeededGenerator(seed: 1, stream: "exponent rates of \(growth.rawValue)")
                let found = effort.part(1 / Double(cases.count * deviations.count)).each { _ in
                    scaling.verdict(growth.cost, atMost: limit, &generator)
                }
                lines.append(
                    row([
                        growth.rawValue, tenths(limit), percent(deviation), found.share { $0 == .pass },
                        found.share { $0 == .violation }, found.share(where: \.isInconclusive),
                        found.share { $0 == (isWithin ? .violation : .pass) }, "\(found.count)",
                    ]))
            }
        }
        return lines
    }
}
