package import GateModel
import Statistics

/// What a rule on growth asks of each process group of stage `memory`, and how a group answers (statistics.md, "Leaks").
package struct GrowthDemand: Sendable {
    package let metric: Metric.BuiltIn
    package let operations: GrowthOperations
    /// Whether the growth that counts is the one beyond the baseline's.
    package let isRelative: Bool
    let limit: Double
    private let attempt: Int

    /// Nil for a rule that is not about growth, or that has no upper limit alone.
    ///
    /// - Parameter attempt: Which one at the same pair of revisions; nil stands for the first.
    package init?(_ rule: Rule, _ settings: Stage.Memory, attempt: Int? = nil) {
        self.init(rule.statistic, rule.metric, rule.condition, settings, attempt: attempt)
    }

    init?(
        _ statistic: Statistic?, _ metric: Metric, _ condition: Rule.Condition, _ settings: Stage.Memory,
        attempt: Int?
    ) {
        // A change is an amount, and that is of what grows beyond the baseline.
        guard statistic == .growth, let level = metric.level, let bounds = condition.bounds(at: 0),
            bounds.count == 1, bounds[0].isUpper
        else { return nil }
        self.metric = level
        limit = bounds[0].value
        isRelative = condition.isRelative
        self.attempt = attempt ?? 1
        operations = GrowthOperations(settings)
    }

    /// Whether more operations of this group would change nothing.
    ///
    /// - Parameter reference: The baseline's group that goes with it, where the rule compares.
    package func isDecided(_ group: MemoryGroup, beyond reference: MemoryGroup?) -> Bool {
        guard hasEnough(group, beyond: reference), let found = finding(group, beyond: reference) else {
            return false
        }
        return found.isClean || isLeak(found, group, beyond: reference)
    }

    /// Whether this group alone would be called a leak.
    package func isLeak(_ group: MemoryGroup, beyond reference: MemoryGroup?) -> Bool {
        finding(group, beyond: reference).map { isLeak($0, group, beyond: reference) } ?? false
    }

    func isLeak(_ found: GrowthFinding, _ group: MemoryGroup, beyond reference: MemoryGroup?) -> Bool {
        found.verdict == .leak && mayLeak(group, beyond: reference)
    }

    /// Whether the group is long enough for a leak to be called one.
    func mayLeak(_ group: MemoryGroup, beyond reference: MemoryGroup?) -> Bool {
        let performed = self.performed(group, beyond: reference)
        return performed > GrowthOperations.leastOfAll
            && performed >= operations.whole / group.operationsPerReading * group.operationsPerReading
    }

    func hasEnough(_ group: MemoryGroup, beyond reference: MemoryGroup?) -> Bool {
        let least = operations.least(group.load)
        return performed(group, beyond: reference)
            >= least / group.operationsPerReading * group.operationsPerReading
    }

    /// Operations that there are readings of, on both sides where the rule compares.
    func performed(_ group: MemoryGroup, beyond reference: MemoryGroup?) -> Int {
        let count = group.growthReadings(metric).count
        let common = isRelative ? min(count, reference?.growthReadings(metric).count ?? 0) : count
        return common * group.operationsPerReading
    }

    /// By all readings; nil where there are too few for any finding.
    func finding(_ group: MemoryGroup, beyond reference: MemoryGroup?) -> GrowthFinding? {
        do throws(StatisticsError) {
            let count = performed(group, beyond: reference) / group.operationsPerReading
            let test = try GrowthTest(
                limit: limit, operationsPerReading: group.operationsPerReading, attempt: attempt)
            return try test.judge(
                Array(group.growthReadings(metric).prefix(count)),
                beyond: isRelative ? reference?.growthReadings(metric) : nil)
        } catch {
            return nil
        }
    }
}

/// How many operations the process groups of a rule on growth have.
package struct GrowthOperations: Sendable, Hashable {
    /// Processes with all operations by their weights.
    package static let processes = 3

    /// A leak needs more.
    package static let leastOfAll = 600

    /// Operations are emphasised in so many parts at most.
    private static let mostParts = 8

    /// Of a process with all operations by their weights, and of any that is called a leak.
    package let whole: Int
    /// Of a process in which some have half of the load.
    package let emphasised: Int
    /// Where neither a leak nor its absence is shown, a process goes on up to this.
    package let most: Int

    package init(_ settings: Stage.Memory) {
        most = settings.maximumOperations
        whole = min(4800, most)
        emphasised = min(whole, max(Self.leastOfAll, whole / 4))
    }

    package func least(_ load: MemoryGroup.Load?) -> Int {
        switch load {
        case nil: whole
        case .emphasising, .alone: emphasised
        }
    }

    /// Those that have half of the load together, one after the other; none where there is only one operation.
    package static func parts(of operations: [String]) -> [[String]] {
        guard operations.count > 1 else { return [] }
        let size = (operations.count + mostParts - 1) / mostParts
        return stride(from: 0, to: operations.count, by: size).map {
            Array(operations[$0..<min($0 + size, operations.count)])
        }
    }
}

extension MemoryGroup {
    /// What the tests of growth go by: of memory the resident pages, whose floors need no shares.
    func growthReadings(_ metric: Metric.BuiltIn) -> [Double] {
        metric == .memory ? readings : level(metric)?.readings ?? []
    }
}

extension GrowthDemand {
    /// The candidate's groups that leak; of those that were measured alone none counts.
    package func leaks(in memory: [MemoryGroup]) -> [MemoryGroup] {
        let judged = memory.filter { !$0.isAlone }
        let baselines = judged.filter { !$0.isCandidate }
        return judged.filter(\.isCandidate).enumerated().compactMap { index, group in
            let reference = isRelative && baselines.indices.contains(index) ? baselines[index] : nil
            return isLeak(group, beyond: reference) ? group : nil
        }
    }
}
