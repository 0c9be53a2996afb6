import GateModel

extension Difference.Kind {
    /// What would happen after a rollback, in one sentence; nil of a kind that is not about one.
    ///
    /// - Parameter values: What the baseline gives on its own data and on the candidate's; nil in a log's entry.
    func rollbackText(
        of operation: String, at place: String, _ values: (baseline: OutsideText, candidate: OutsideText)?
    ) -> String? {
        let data = "data that the candidate migrated"
        let instead = values.map { ": \($0.candidate) instead of \($0.baseline)" } ?? ""
        let end = values.map { ": \($0.candidate)" } ?? ""
        return switch self.rawValue {
        case "baseline-does-not-start": "after a rollback the old code would not start on \(data)\(end)"
        case "baseline-dies": "after a rollback the old code would die on \(data)\(end)"
        case "baseline-refuses":
            "after a rollback the old code would answer '\(operation)'\(values == nil ? " otherwise" : "") on \(data)\(instead)"
        case "baseline-cannot-read-back":
            "after a rollback the old code could not read what the candidate wrote by '\(operation)'\(instead)"
        case "baseline-reads-otherwise":
            "after a rollback the old code would answer '\(operation)' otherwise on \(data)"
                + (place.isEmpty ? "" : ", at \(place)")
                + (values.map { ": \($0.baseline) → \($0.candidate)" } ?? "")
        default: nil
        }
    }
}
