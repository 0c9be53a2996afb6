import GateModel
import SimulatedGates

/// Shares of simulated gates, stages `baseline` and `regress` with default settings, in which an unchanged revision is blocked,
/// and in which one operation that takes 10 % longer is.
enum WholeGateRates {
    private struct Case {
        let name: String
        let gate: SimulatedWholeGate
        /// What came of an unchanged revision before, or is promised now.
        let published: String
        /// Of the time, beside that of a case of ten operations.
        let weight: Double
        /// Gates that recorded the noise before.
        var earlier = 0
    }

    /// By the number of operations where the noise lies between processes, and by noise model with ten operations.
    static func lines(_ effort: Effort) -> [String] {
        var all = [(10, "48", 1.0), (50, "0 of 4", 5), (200, "0 of 2", 9)].map { count, before, weight in
            Case(
                name: "\(count) operations, .085",
                gate: SimulatedWholeGate(.lognormal10, operations: count, blockDeviation: 0.085),
                published: "\(before) → ≥ 95 %", weight: weight)
        }
        all += NoiseModel.allCases.map { noise in
            Case(
                name: noise.rawValue, gate: SimulatedWholeGate(noise, operations: 10), published: "→ ≥ 90 %",
                weight: 1)
        }
        all += all.map { tried in
            var recorded = tried
            recorded.earlier = earlierGates
            return recorded
        }
        let cases = effort.chosen(all) { $0.earlier > 0 ? "\($0.name), recorded" : $0.name }
        let whole = cases.reduce(0) { $0 + $1.weight }
        return [
            row([
                "", "unchanged:", "violation", "statistics.md", "A/A", "blocks", "pairs", "seconds", "+10 %:",
                "passed", "gates",
            ])
        ] + cases.filter { $0.earlier == 0 }.map { line($0, effort.part($0.weight / whole)) }
            + ["The same after three gates that recorded the noise (rows ', recorded'):"]
            + cases.filter { $0.earlier > 0 }.map { line($0, effort.part($0.weight / whole)) }
    }

    private static let earlierGates = 3

    private static func line(_ tried: Case, _ effort: Effort) -> String {
        let unchanged = effort.part(0.7).each { tried.gate.run(ratio: 1, seed: $0, after: tried.earlier) }
        let slower = effort.part(0.3).each { tried.gate.run(ratio: 1.10, seed: $0, after: tried.earlier) }
        let mean = { (number: (SimulatedWholeGate.Outcome) -> Double) in
            tenths(unchanged.reduce(0) { $0 + number($1) } / Double(unchanged.count))
        }
        return row([
            tried.name, unchanged.share { $0.verdict == .pass } + " pass",
            unchanged.share { $0.verdict == .violation }, tried.published,
            mean { Double($0.baselineBlocks) }, mean { Double($0.blocks) }, mean { Double($0.pairs) },
            mean(\.seconds), slower.share { $0.verdict == .violation }, slower.share { $0.verdict == .pass },
            "\(unchanged.count)/\(slower.count)",
        ])
    }
}
