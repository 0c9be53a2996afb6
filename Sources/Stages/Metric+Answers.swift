import GateModel

extension Metric {
    /// Whether it is a count that each answer tells of itself, and may so grow with the rows in it.
    var isOfAnswers: Bool {
        switch source {
        case .header, .serverTiming: unit == .count
        case .builtIn, .usage, .json, .command, .openMetrics: false
        }
    }
}

extension Samples {
    /// Whether any answer had rows at all.
    var isSized: Bool { blocks.contains { $0.candidate.contains { $0.value != nil } } }
}
