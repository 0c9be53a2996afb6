import GateModel
import Statistics

extension MemoryGroup {
    /// How it was read, what else is known of it, and what the clean-ups were worth.
    func notes(_ measure: MemoryMeasure) -> [String] {
        switch measure {
        case .resident, .proportional: [reading(measure), highest, cleanupText].compactMap { $0 }
        case .level: [reading(measure)].compactMap { $0 }
        }
    }

    /// `4800 operations in 31.2 s; proportional shares of 3 processes (smaps_rollup), one every 20 operations`
    private func reading(_ measure: MemoryMeasure) -> String? {
        guard let operations, let loadSeconds, let processes else { return nil }
        let (_, every) = measure.readings(of: self)
        let tree = processes == 1 ? "1 process" : "\(processes) processes"
        let source =
            switch measure {
            case .resident: "resident pages of \(tree) (\(source))"
            case .proportional: "proportional shares of \(tree) (smaps_rollup)"
            case .level(let metric): "\(metric.rawValue) of \(tree)"
            }
        let doubt =
            if processes > 1, case .resident = measure {
                ", where pages that processes share count in each"
                    + (proportionalFault.map { ": \($0)" } ?? "")
            } else { "" }
        return "\(operations) operations in \(durationText(.seconds(loadSeconds))); \(source), "
            + "one every \(every) operations\(doubt)"
    }

    private var highest: String? {
        let process = highWater.map { "of one process \(MetricUnit.bytes.text($0)) (VmHWM)" }
        let group = controlGroupPeak.map {
            "of its control group \(MetricUnit.bytes.text($0)), page cache included"
        }
        let parts = [process, group].compactMap { $0 }
        return parts.isEmpty ? nil : "the kernel's peak \(parts.joined(separator: ", "))"
    }

    /// `120 clean-ups gave back 2.1 MB each (median), 84 % of what had come since the one before`
    private var cleanupText: String? {
        guard let cleanups, !cleanups.isEmpty else { return nil }
        let given = cleanups.map { $0.before - $0.after }
        let typical = sortedQuantile(given.sorted(), 0.5)
        let count = cleanups.count == 1 ? "1 clean-up" : "\(cleanups.count) clean-ups"
        guard typical > 0 else { return "\(count) gave back nothing (median)" }
        // Of the first nobody knows what it had to take away.
        let come = zip(cleanups.dropFirst(), cleanups).reduce(0) { $0 + $1.0.before - $1.1.after }
        let taken = given.dropFirst().reduce(0, +)
        let share = come > 0 ? ", \(percentText(taken / come)) of what had come since the one before" : ""
        return "\(count) gave back \(MetricUnit.bytes.text(typical)) each (median)\(share)"
    }
}
