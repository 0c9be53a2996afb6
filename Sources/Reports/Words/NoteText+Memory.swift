import GateModel

extension Note.MemoryReadings {
    /// `4800 operations in 31.2 s; proportional shares of 3 processes (smaps_rollup), one every 20 operations`
    var text: String {
        let tree = processes == 1 ? "1 process" : "\(processes) processes"
        let what =
            switch source {
            case .resident(let file): "resident pages of \(tree) (\(file))"
            case .proportional: "proportional shares of \(tree) (smaps_rollup)"
            case .level(let metric): "\(metric) of \(tree)"
            }
        return "\(operations) operations in \(durationText(.seconds(seconds))); \(what), "
            + "one every \(every) operations\(doubt)"
    }

    /// What resident pages of several processes are not.
    private var doubt: String {
        guard processes > 1, case .resident = source else { return "" }
        return ", where pages that processes share count in each"
            + (sharesUnknown.map { ": \($0)" } ?? "")
    }
}

extension Note {
    func peakText(_ process: Double?, _ group: Double?) -> String {
        let parts = [
            process.map { "of one process \(MetricUnit.bytes.text($0)) (VmHWM)" },
            group.map { "of its control group \(MetricUnit.bytes.text($0)), page cache included" },
        ]
        return "the kernel's peak \(parts.compactMap { $0 }.joined(separator: ", "))"
    }

    func cleanupText(_ count: Int, _ typical: Double, _ share: Double?) -> String {
        let cleanups = counted(count, "clean-up")
        guard typical > 0 else { return "\(cleanups) gave back nothing (median)" }
        let part = share.map { ", \(percentText($0)) of what had come since the one before" } ?? ""
        return "\(cleanups) gave back \(MetricUnit.bytes.text(typical)) each (median)\(part)"
    }
}

/// Each in words, with commas between them.
func listed<Value>(_ values: [Value], _ text: (Value) -> String) -> String {
    values.map(text).joined(separator: ", ")
}
