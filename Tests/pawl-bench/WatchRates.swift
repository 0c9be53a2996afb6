import SimulatedGates
import Statistics

/// Shares of simulated watches that `errors <= 1%` passes, blocks, and leaves open, 40 windows of 150 requests.
enum WatchRates {
    /// What is promised of each course: the least share of passes, and of violations, or the most of either.
    private static let courses: [(name: String, course: SimulatedWatch.Course, promised: String)] = [
        (".5 %", .steady(0.005), "pass ≥ 95 %"),
        ("1 %", .steady(0.01), "each ≤ 5 %"),
        ("1 %, uneven", .bursts(0.01), "each ≤ 5 %"),
        // .95^40 = 12.9 % of watches meet none of them; the pass says which may be missed.
        ("1 %, outages", .outages(0.01), "violated ≤ 5 %"),
        ("2 %", .steady(0.02), "violated ≥ 95 %"),
        ("5 % from window 33", .late(32, 0.05), "violated ≥ 95 %"),
        ("50 % from window 37", .late(36, 0.5), "violated ≥ 95 %"),
    ]

    static func lines(_ effort: Effort) throws(StatisticsError) -> [String] {
        var lines = [
            row(["true share of errors", "passed", "violated", "inconclusive", "promised", "watches"])
        ]
        let chosen = effort.chosen(courses, \.name)
        for (name, course, promised) in chosen {
            var generator = SeededGenerator(seed: 1, stream: "watch rates of \(name)")
            let part = effort.part(1 / Double(chosen.count))
            let found = try part.each { _ throws(StatisticsError) in
                try SimulatedWatch().outcome(course, &generator)
            }
            lines.append(
                row([
                    name, found.share { $0 == .within }, found.share { $0 == .more },
                    found.share { $0 == .neither }, "  " + promised, "\(found.count)",
                ]))
        }
        return lines
    }
}
