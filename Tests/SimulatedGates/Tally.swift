import GateModel

/// What came of many simulated gates.
package struct Tally: Sendable {
    package private(set) var gates = 0
    package private(set) var passes = 0
    package private(set) var violations = 0
    package private(set) var blocks = 0

    package init() {}

    package mutating func add(_ outcome: SimulatedGate.Outcome) {
        gates += 1
        blocks += outcome.blocks
        switch outcome.verdict {
        case .pass: passes += 1
        case .violation: violations += 1
        case .inconclusive: break
        }
    }

    package mutating func add(_ other: Tally) {
        gates += other.gates
        passes += other.passes
        violations += other.violations
        blocks += other.blocks
    }

    /// Shares of all gates.
    package var violationShare: Double { Double(violations) / Double(max(1, gates)) }
    package var passShare: Double { Double(passes) / Double(max(1, gates)) }
    package var meanBlocks: Double { Double(blocks) / Double(max(1, gates)) }
}

extension SimulatedGate {
    /// So many gates with the seeds `first`, `first + 1`, …
    package func tally(_ noise: NoiseModel, ratio: Double, gates: Int, seed first: UInt64) -> Tally {
        var tally = Tally()
        for index in 0..<gates { tally.add(run(noise, ratio: ratio, seed: first + UInt64(index))) }
        return tally
    }
}
