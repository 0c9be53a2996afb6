import GateModel
import Judging
import SimulatedGates

/// How often rules of `regress` pass where single starts are slow: with as many starts as decide, and with as many as are made
/// where they are cheap.
enum StartRates {
    static func lines(_ effort: Effort) -> [String] { WrongVerdictRates.lines(cases, effort) }

    private static var cases: [WrongVerdictRates.Case] {
        let few = SimulatedRule(.median, WrongVerdictRates.five, maximumBlocks: 128, plannedBlocks: 24)
        let many = SimulatedRule(
            .median, WrongVerdictRates.five, pairs: 25, maximumBlocks: 128, plannedBlocks: 24,
            leastStarts: StartCount.many)
        let cases: [(String, NoiseModel, Double, Bool)] = [
            ("one start in five 30 % slower", .process, 0.2, false),
            ("one start in ten 30 % slower", .process, 0.1, false),
            ("one start in ten 30 % slower", .lognormal10, 0.1, false),
            ("one start in five 30 % slower, on both sides", .process, 0.2, true),
            ("one start in five 30 % slower", .mixture, 0.2, false),
            ("one start in ten 30 % slower", .mixture, 0.1, false),
        ]
        let slow = cases.flatMap { name, noise, share, both in
            [(few, ""), (many, ", 44 starts of 25 pairs")].map { rule, starts in
                let isKnown = share == 0.2 && !both && starts.isEmpty
                return WrongVerdictRates.Case(
                    name: "\(name), \(noise.rawValue)\(starts)",
                    before: isKnown ? "passed 60 %" : ""
                ) {
                    rule.verdict(noise, .slowStarts(share: share, factor: 1.3, both: both), seed: $0)
                }
            }
        }
        let unchanged = NoiseModel.allCases.flatMap { noise in
            [(few, ""), (many, ", 44 starts of 25 pairs")].map { rule, starts in
                WrongVerdictRates.Case(name: "unchanged, \(noise.rawValue)\(starts)", before: "") {
                    rule.verdict(noise, seed: $0)
                }
            }
        }
        return slow + unchanged
    }
}
