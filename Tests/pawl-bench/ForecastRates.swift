import GateModel
import SimulatedGates

/// How often `pawl plan` foretells that an unchanged revision passes, beside how often simulated gates let it pass.
enum ForecastRates {
    /// By the number of operations and by the noise between processes.
    static func lines(_ effort: Effort) -> [String] {
        let cases = [1, 10, 50].flatMap { count in foretold(operations: count).map { (count, $0) } }
        return [row(["", "σ_d", "foretold", "passed", "gates"])]
            + cases.map { count, found in
                let sigma = found.noise.upperBound
                let gate = SimulatedWholeGate(.lognormal10, operations: count, blockDeviation: sigma)
                let runs = effort.part(1 / Double(cases.count)).each { gate.run(ratio: 1, seed: $0) }
                return row([
                    "\(count) operations", "\(sigma)", percent(found.passes),
                    runs.share { $0.verdict == .pass }, "\(runs.count)",
                ])
            }
    }
}
