import GateModel

extension Stage {
    /// What the stage does, in words: `5 users × 20 operations`.
    ///
    /// - Parameter isExternal: Whether the service runs already, in one process.
    func settings(isExternal: Bool) -> String {
        switch kind {
        case .baseline(let cycles): "the baseline against itself, \(counted(cycles, "cycle"))"
        case .compat(let settings):
            "answers\(settings.probesErrors ? " and errors" : "") of both revisions, "
                + "for \(counted(operations.count, "operation"))"
        case .regress(let settings): Stage.text(settings)
        case .memory(let settings): Stage.text(settings)
        case .scale(let settings):
            (settings.load?.description ?? FoundRate.intention(isExternal: isExternal))
                + Stage.text(settings.engine)
                + (rules.contains { $0.statistic == .exponent }
                    ? ", and cost at 1/4, 1/2 and 1 of the data" : "")
        case .check(let settings): Stage.text(settings)
        case .deploy(let settings): "runs '\(settings.run)', within \(durationText(settings.within))"
        case .watch(let settings): Stage.text(settings)
        }
    }

    private static func text(_ engine: LoadEngine) -> String {
        guard case .locust(let workers) = engine else { return "" }
        let text = ", by \(counted(workers.count, "Locust worker"))"
        guard case .elsewhere(let listening) = workers.place else { return text }
        return "\(text) that connect to \(listening.address):\(listening.port) "
            + "within \(durationText(listening.wait))"
    }

    private static func text(_ settings: Regress) -> String {
        let blocks =
            settings.blocks.map { "at most \(counted($0, "block"))" } ?? "blocks as the baseline's noise asks"
        let pairs = settings.pairs.map { counted($0, "pair") } ?? "as many pairs as take the least time"
        return "\(blocks) of \(pairs) for each operation"
    }

    private static func text(_ settings: Memory) -> String {
        let cleanup = settings.cleanup.map { ", \($0.request.summary) every \($0.every)" } ?? ""
        return "load for at least \(durationText(settings.atLeast)), "
            + "at most \(counted(settings.maximumOperations, "operation")), "
            + "a reading every \(settings.every)\(cleanup)"
    }

    private static func text(_ settings: Check) -> String {
        let judge =
            switch settings.report {
            case nil: "its exit status decides"
            case .junit: "the cases of its JUnit report decide"
            }
        return "runs '\(settings.run)' in a copy of each revision's files, the baseline's first; \(judge)"
    }

    private static func text(_ settings: Watch) -> String {
        let end =
            switch settings.onInconclusive {
            case .rollback: "rolls back"
            case .hold: "holds"
            }
        let (before, after) = (durationText(settings.before), durationText(settings.after))
        let how =
            settings.sustained.map { "violated when \($0.windows) of the last \($0.of) are" }
            ?? "which add up"
        return "\(settings.url), \(before) before and \(after) after, in windows of "
            + "\(durationText(settings.every)), \(counted(settings.requestsPerWindow, "request")) of each operation in one; "
            + "\(how); \(end) if undecided"
    }
}
