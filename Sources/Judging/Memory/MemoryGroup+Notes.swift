import GateModel
import Statistics

extension MemoryGroup {
    /// How it was read, what else is known of it, and what the clean-ups were worth.
    func notes(_ measure: MemoryMeasure) -> [Note] {
        switch measure {
        case .resident, .proportional: [reading(measure), highest, cleanupNote].compactMap { $0 }
        case .level: [reading(measure)].compactMap { $0 }
        }
    }

    private func reading(_ measure: MemoryMeasure) -> Note? {
        guard let operations, let loadSeconds, let processes else { return nil }
        let (_, every) = measure.readings(of: self)
        let kind: Note.MemoryReadings.Source =
            switch measure {
            case .resident: .resident(file: source)
            case .proportional: .proportional
            case .level(let metric): .level(metric: metric.rawValue)
            }
        return .memoryReadings(
            Note.MemoryReadings(
                operations: operations, seconds: loadSeconds, every: every, processes: processes,
                source: kind, sharesUnknown: proportionalFault.map { OutsideText($0) }))
    }

    private var highest: Note? {
        guard highWater != nil || controlGroupPeak != nil else { return nil }
        return .memoryPeak(process: highWater, group: controlGroupPeak)
    }

    private var cleanupNote: Note? {
        guard let cleanups, !cleanups.isEmpty else { return nil }
        let given = cleanups.map { $0.before - $0.after }
        let typical = sortedQuantile(given.sorted(), 0.5)
        // Of the first nobody knows what it had to take away.
        let come = zip(cleanups.dropFirst(), cleanups).reduce(0) { $0 + $1.0.before - $1.1.after }
        let taken = given.dropFirst().reduce(0, +)
        return .cleanups(
            count: cleanups.count, typical: typical, share: come > 0 ? taken / come : nil)
    }
}
