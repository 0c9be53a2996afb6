import GateModel
import Statistics

/// What counts as the memory of a process tree.
enum MemoryMeasure {
    /// Resident pages of every process.
    case resident
    /// Of several processes the proportional shares, so that pages which they share count once.
    case proportional

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
        }
    }

    /// What stays when the load has stopped; nil when the group ended early.
    func retained(_ group: MemoryGroup) -> Double? {
        switch self {
        case .resident: group.idleAfter.map { $0 - group.idleBefore }
        case .proportional:
            group.proportional.flatMap { shares in shares.idleAfter.map { $0 - shares.idleBefore } }
        }
    }
}

extension MemoryGroup {
    var isCandidate: Bool { side != .baseline }

    fileprivate var knowsShares: Bool {
        guard let proportional, !proportional.readings.isEmpty else { return false }
        return idleAfter == nil || proportional.idleAfter != nil
    }
}

extension [MemoryGroup] {
    /// Why they decide nothing, if a single reading is missing or an operation failed.
    var flaw: Inconclusive? {
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
        guard allSatisfy(\.isCounted) else {
            return Inconclusive(
                .notEvaluated, "how many operations lie between two readings is no such number")
        }
        guard flatMap(\.numbers).allSatisfy(\.isFinite) else {
            return Inconclusive(.notANumber, "a reading of memory is no finite number")
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

    fileprivate var numbers: [Double] {
        let shares = proportional.map { $0.readings + [$0.peak, $0.idleBefore] } ?? []
        let absent = [idleAfter, proportional?.idleAfter, highWater].compactMap { $0 }
        return readings + [peak, idleBefore] + shares + absent
    }
}
