import GateModel
import SimulatedGates

/// Shares of simulated gates by noise model: blocked although nothing changed, caught at +10 %.
enum ErrorRates {
    /// What statistics.md says of each column; of the stored mean and of one mean after the other it says 47 and 63 %.
    private static let published = [
        "statistics.md", "≤ .5 %", "", "", "4.7–5.3 %", "96 %", "", "",
    ]

    /// Of so many gates with an unchanged candidate, and a tenth of them each for what is slower.
    static func lines(_ effort: Effort) -> [String] {
        let strict = SimulatedGate()
        let lean = SimulatedGate(.lean)
        let part = effort.part(1 / Double(NoiseModel.allCases.count))
        let few = Effort(most: max(1, effort.most / 4), time: part.time * 0.2)
        let many = Effort(most: effort.most, time: part.time * 0.4)
        var sums = [Tally](repeating: Tally(), count: 4)
        var lines = [
            row([
                "noise", "unchanged:", "", "", "exactly +5 %:", "+10 %:", "", "+10 %, lean:", "gates",
            ]),
            row(["", "violation", "pass", "blocks", "violation", "violation", "blocks", "violation"]),
        ]
        for noise in NoiseModel.allCases {
            let tallies = [
                tally(many) { strict.run(noise, ratio: 1, seed: $0) },
                tally(few) { strict.run(noise, ratio: 1.05, seed: $0) },
                tally(few) { strict.run(noise, ratio: 1.10, seed: $0) },
                tally(few) { lean.run(noise, ratio: 1.10, seed: $0) },
            ]
            for (index, tally) in tallies.enumerated() { sums[index].add(tally) }
            lines.append(line(noise.rawValue, tallies))
        }
        return lines + [line("all", sums), row(published)]
    }

    private static func tally(_ effort: Effort, _ run: (UInt64) -> SimulatedGate.Outcome) -> Tally {
        effort.each(run).reduce(into: Tally()) { $0.add($1) }
    }

    private static func line(_ name: String, _ tallies: [Tally]) -> String {
        row([
            name, hundredths(tallies[0].violationShare * 100) + " %", percent(tallies[0].passShare),
            tenths(tallies[0].meanBlocks), percent(tallies[1].violationShare),
            percent(tallies[2].violationShare), tenths(tallies[2].meanBlocks),
            percent(tallies[3].violationShare), "  " + tallies.map { "\($0.gates)" }.joined(separator: "/"),
        ])
    }
}
