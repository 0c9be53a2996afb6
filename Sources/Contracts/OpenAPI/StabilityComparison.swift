import GateModel

/// The stability level that an operation had and has.
struct StabilityComparison {
    private let old: APIOperation
    private let new: APIOperation

    init(_ old: APIOperation, _ new: APIOperation) {
        self.old = old
        self.new = new
    }

    /// Whether the operation is one that must not break; reports how that changed.
    func isPromise(reportingInto changes: inout APIChanges) -> Bool {
        let before = Lifecycle(of: old.object).stability
        let after = Lifecycle(of: new.object).stability
        InvalidStability.report(before, of: old, into: &changes)
        InvalidStability.report(after, of: new, into: &changes)
        if let was = before.level, let became = after.level, was != became, was.isPromise {
            let id = became < was ? "api-stability-decreased" : "api-stability-increased"
            changes.add(
                id, became < was ? .error : .info, operation: old.description, path: "x-stability-level",
                "the stability level was '\(was.rawValue)' and became '\(became.rawValue)'")
        }
        return after.level?.isPromise ?? true
    }
}
