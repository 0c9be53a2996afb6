import SimulatedGates
import Statistics

/// Shares of simulated watches that `errors <= 1%` passes, blocks, and leaves open, 40 windows of 150 requests.
enum WatchRates {
    /// What is promised of each course: the least share of passes, and of violations, or the most of either.
    private static let courses: [(name: String, course: SimulatedWatch.Course, promised: String)] = [
        (".5 %", .steady(0.005), "pass ≥ 95 %"),
        ("1 %", .steady(0.01), "each ≤ 5 %"),
        ("1 %, uneven", .bursts(0.01), "each ≤ 5 %"),
        ("1 %, outages", .outages(0.01), "violated ≤ 5 %"),
        ("2 %", .steady(0.02), "violated ≥ 95 %"),
        ("5 % from window 33", .late(32, 0.05), "violated ≥ 95 %"),
        ("50 % from window 37", .late(36, 0.5), "violated ≥ 95 %"),
    ]

    static func lines(watches: Int) throws(StatisticsError) -> [String] {
        var lines = [row(["true share of errors", "passed", "violated", "inconclusive", "promised"])]
        for (name, course, promised) in courses {
            var generator = SeededGenerator(seed: 1, stream: "watch rates of \(name)")
            var (passes, violations) = (0, 0)
            for _ in 0..<watches {
                switch try SimulatedWatch().outcome(course, &generator) {
                case .within: passes += 1
                case .more: violations += 1
                case .neither: break
                }
            }
            func share(_ count: Int) -> String { percent(Double(count) / Double(watches)) }
            lines.append(
                row([
                    name, share(passes), share(violations), share(watches - passes - violations),
                    "  " + promised,
                ]))
        }
        return lines
    }
}
