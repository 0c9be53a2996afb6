import GateModel
import SimulatedGates

/// Shares of simulated gates by noise model: blocked although nothing changed, caught at +10 %.
enum ErrorRates {
    /// Of so many gates with an unchanged candidate, and a tenth of them each for what is slower.
    static func lines(gates: Int) -> [String] {
        let strict = SimulatedGate()
        let lean = SimulatedGate(.lean)
        var sums = [Tally](repeating: Tally(), count: 4)
        var lines = [
            row(["noise", "unchanged:", "", "", "exactly +5 %:", "+10 %:", "", "+10 %, lean:"]),
            row(["", "violation", "pass", "blocks", "violation", "violation", "blocks", "violation"]),
        ]
        for noise in NoiseModel.allCases {
            let tallies = [
                strict.tally(noise, ratio: 1, gates: gates, seed: 1),
                strict.tally(noise, ratio: 1.05, gates: max(1, gates / 10), seed: 1),
                strict.tally(noise, ratio: 1.10, gates: max(1, gates / 10), seed: 1),
                lean.tally(noise, ratio: 1.10, gates: max(1, gates / 10), seed: 1),
            ]
            for (index, tally) in tallies.enumerated() { sums[index].add(tally) }
            lines.append(line(noise.rawValue, tallies))
        }
        return lines + [line("all", sums)]
    }

    private static func line(_ name: String, _ tallies: [Tally]) -> String {
        row([
            name, hundredths(tallies[0].violationShare * 100) + " %", percent(tallies[0].passShare),
            tenths(tallies[0].meanBlocks), percent(tallies[1].violationShare),
            percent(tallies[2].violationShare), tenths(tallies[2].meanBlocks),
            percent(tallies[3].violationShare),
        ])
    }
}
