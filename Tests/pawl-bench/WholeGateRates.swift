import GateModel
import SimulatedGates

/// Shares of simulated gates, stages `baseline` and `regress` with default settings, in which an unchanged revision is blocked,
/// and in which one operation that takes 10 % longer is.
enum WholeGateRates {
    private struct Case {
        let name: String
        let gate: SimulatedWholeGate
        /// Gates that recorded the noise before.
        var earlier = 0
    }

    /// By the number of operations where the noise lies between processes, and by noise model with ten operations.
    static func lines(gates: Int) -> [String] {
        var cases = [10, 50, 200].map { count in
            Case(
                name: "\(count) operations",
                gate: SimulatedWholeGate(.lognormal10, operations: count, blockDeviation: 0.085))
        }
        cases += NoiseModel.allCases.map { noise in
            Case(name: noise.rawValue, gate: SimulatedWholeGate(noise, operations: 10))
        }
        cases += cases.map { tried in
            Case(name: tried.name + ", recorded noise", gate: tried.gate, earlier: 3)
        }
        return [
            row(["", "unchanged:", "violation", "A/A", "blocks", "pairs", "seconds", "+10 %:", "passed"])
        ] + cases.map { line($0, gates) }
    }

    private static func line(_ tried: Case, _ gates: Int) -> String {
        let unchanged = (1...gates).map { tried.gate.run(ratio: 1, seed: UInt64($0), after: tried.earlier) }
        let slower = (1...gates).map { tried.gate.run(ratio: 1.10, seed: UInt64($0), after: tried.earlier) }
        let share = { (found: [SimulatedWholeGate.Outcome], verdict: Verdict) in
            percent(Double(found.count { $0.verdict == verdict }) / Double(gates))
        }
        let mean = { (number: (SimulatedWholeGate.Outcome) -> Double) in
            tenths(unchanged.reduce(0) { $0 + number($1) } / Double(gates))
        }
        return row([
            tried.name, share(unchanged, .pass) + " pass", share(unchanged, .violation),
            mean { Double($0.baselineBlocks) }, mean { Double($0.blocks) }, mean { Double($0.pairs) },
            mean(\.seconds),
            share(slower, .violation), share(slower, .pass),
        ])
    }
}
