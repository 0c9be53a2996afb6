import GateModel
import Statistics

/// One level of a process group of the candidate, and of the baseline's group that was measured before it.
struct MemoryLevel {
    /// In bytes; nil where the group ended before it could be read.
    let candidate: Double?
    /// Nil too where the rule does not compare.
    let baseline: Double?

    /// Fewer show nothing of what differs from process to process.
    static let leastProcesses = 3

    static func all(
        _ candidates: [MemoryGroup], _ baselines: [MemoryGroup],
        _ read: (MemoryGroup) throws(StatisticsError) -> Double?
    ) throws(StatisticsError) -> [MemoryLevel] {
        var levels: [MemoryLevel] = []
        for (index, group) in candidates.enumerated() {
            let baseline = baselines.indices.contains(index) ? try read(baselines[index]) : nil
            levels.append(MemoryLevel(candidate: try read(group), baseline: baseline))
        }
        return levels
    }

    /// Nil where one of the two is missing.
    func judged(by condition: Rule.Condition) -> Judged? {
        guard let candidate, let bounds = condition.bounds(at: baseline) else { return nil }
        return Judged(candidate: candidate, baseline: baseline, bounds: bounds)
    }

    struct Judged {
        let candidate: Double
        let baseline: Double?
        let bounds: [OneSidedBound]

        var holds: Bool { !bounds.isEmpty && bounds.allSatisfy { $0.holds(candidate) } }
        /// How far beyond the bound that it is farthest beyond.
        var excess: Double { bounds.map { $0.excess(of: candidate) }.max() ?? -.infinity }
    }
}
