import GateModel
import SimulatedGates

/// How often `pawl plan` foretells that an unchanged revision passes, beside how often simulated gates let it pass.
enum ForecastRates {
    /// By the number of operations and by the noise between processes.
    static func lines(gates: Int) -> [String] {
        [row(["", "σ_d", "foretold", "passed"])]
            + [1, 10, 50].flatMap { count in
                foretold(operations: count).map { line(count, $0, gates) }
            }
    }

    private static func line(_ count: Int, _ found: ComparisonForecast.Case, _ gates: Int) -> String {
        let sigma = found.noise.upperBound
        let gate = SimulatedWholeGate(.lognormal10, operations: count, blockDeviation: sigma)
        let passed = (1...gates).count { gate.run(ratio: 1, seed: UInt64($0)).verdict == .pass }
        return row([
            "\(count) operations", "\(sigma)", percent(found.passes), percent(Double(passed) / Double(gates)),
        ])
    }
}
