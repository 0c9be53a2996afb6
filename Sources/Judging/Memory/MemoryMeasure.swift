import GateModel
import Statistics

/// What counts as the memory of a process tree.
enum MemoryMeasure {
    /// Resident pages of every process.
    case resident
    /// Of several processes the proportional shares, so that pages which they share count once.
    case proportional
    /// Another level of the process tree, read together with memory.
    case level(Metric.BuiltIn)

    init(_ metric: Metric.BuiltIn, for groups: [MemoryGroup]) {
        self = metric == .memory ? MemoryMeasure(for: groups) : .level(metric)
    }

    /// Shares where they are needed and known of every group: one measure for all, or they could not be compared.
    init(for groups: [MemoryGroup]) {
        let isShared = groups.contains { ($0.processes ?? 1) > 1 }
        self = isShared && groups.allSatisfy(\.knowsShares) ? .proportional : .resident
    }

    /// In bytes, with how many operations lie between two of them.
    func readings(of group: MemoryGroup) -> (values: [Double], every: Int) {
        switch self {
        case .resident: (group.readings, group.operationsPerReading)
        case .proportional:
            (
                group.proportional?.readings ?? [],
                group.operationsPerReading * (group.proportional?.every ?? 1)
            )
        case .level(let metric): (group.level(metric)?.readings ?? [], group.operationsPerReading)
        }
    }

    /// The median after the first third, which is warm-up.
    func steady(_ group: MemoryGroup) throws(StatisticsError) -> Double {
        let readings = readings(of: group).values
        return try median(Array(readings.dropFirst(readings.count / 3)))
    }

    /// The most at any time; what one process alone had at its height is resident, whatever its shares.
    func peak(_ group: MemoryGroup) -> Double {
        switch self {
        case .resident: max(group.peak, group.highWater ?? 0)
        case .proportional: group.proportional?.peak ?? group.peak
        case .level(let metric): group.level(metric)?.peak ?? 0
        }
    }

    /// What stays when the load has stopped; nil when the group ended early.
    func retained(_ group: MemoryGroup) -> Double? {
        switch self {
        case .resident: group.idleAfter.map { $0 - group.idleBefore }
        case .proportional:
            group.proportional.flatMap { shares in shares.idleAfter.map { $0 - shares.idleBefore } }
        case .level(let metric):
            group.level(metric).flatMap { level in level.idleAfter.map { $0 - level.idleBefore } }
        }
    }
}

extension MemoryGroup {
    var isCandidate: Bool { side != .baseline }

    /// Whether all operations took part by their weights.
    var isWholeMix: Bool { load == nil }

    /// Whether it was measured only to name what a violation comes from.
    var isAlone: Bool {
        switch load {
        case .alone: true
        case .emphasising, nil: false
        }
    }

    /// Nil where it was not read.
    func level(_ metric: Metric.BuiltIn) -> Level? { levels?.first { $0.metric == metric } }

    fileprivate var knowsShares: Bool {
        guard let proportional, !proportional.readings.isEmpty else { return false }
        return idleAfter == nil || proportional.idleAfter != nil
    }
}

extension [MemoryGroup] {
    /// Why they decide nothing about a metric, if a single reading is missing or an operation failed.
    func flaw(_ metric: Metric.BuiltIn) -> Inconclusive? {
        for side in Side.allCases {
            let failures = filter { $0.isCandidate == (side == .candidate) }.flatMap(\.failures)
            guard let first = failures.first else { continue }
            let whose = side == .baseline ? " of the baseline" : ""
            return Inconclusive(
                .failedOperations,
                "\(failures.count) operations\(whose) failed under load, the first with: \(first)")
        }
        guard contains(where: \.isCandidate), allSatisfy({ !$0.readings.isEmpty }) else {
            return Inconclusive(.noSamples, "no memory was read")
        }
        guard metric == .memory || allSatisfy({ $0.level(metric)?.readings.isEmpty == false }) else {
            return Inconclusive(.noSamples, "'\(metric.rawValue)' was not read")
        }
        guard allSatisfy(\.isCounted) else {
            return Inconclusive(
                .notEvaluated, "how many operations lie between two readings is no such number")
        }
        guard flatMap({ $0.numbers(metric) }).allSatisfy(\.isFinite) else {
            return Inconclusive(.notANumber, "a reading of \(metric.rawValue) is no finite number")
        }
        return nil
    }
}

extension MemoryGroup {
    /// Whether readings can be placed among the operations; always so where Pawl itself took them.
    fileprivate var isCounted: Bool {
        let sensible = 1...1_000_000
        return sensible.contains(operationsPerReading) && sensible.contains(proportional?.every ?? 1)
    }

    fileprivate func numbers(_ metric: Metric.BuiltIn) -> [Double] {
        if metric != .memory {
            return level(metric).map { $0.readings + [$0.peak, $0.idleBefore, $0.idleAfter ?? 0] } ?? []
        }
        let shares = proportional.map { $0.readings + [$0.peak, $0.idleBefore] } ?? []
        let absent = [idleAfter, proportional?.idleAfter, highWater].compactMap { $0 }
        return readings + [peak, idleBefore] + shares + absent
    }
}
