import GateModel

extension Inconclusive.ReportFlaw {
    var text: String {
        switch self {
        case .failed(let operations, let checks):
            "\(failureText(operations, checks)) while it was measured"
        case .outsideCases(let failures):
            "\(failures) failure\(failures == 1 ? " is" : "s are") reported that belong\(failures == 1 ? "s" : "") "
                + "to no test case"
        case .contradicted(let suite, let counter, let declared, let found):
            "suite '\(suite)' says that it has \(declared) \(counter.noun), and has \(found): "
                + "the report is incomplete, or was changed"
        case .summary(let count):
            "the report has only a summary\(count.map { " of \($0) samples" } ?? ""): no interval possible"
        case .notFinite: "a value is no finite number"
        case .zeroTimes(let count, let all): "\(count) of \(all) times are 0: the clock is too coarse"
        case .constant(let value, let count):
            "all \(count) values are \(significant(value)): nothing varies that is measured"
        case .absent(let side): "the \(side.rawValue)'s report does not have it"
        case .nothingShared: "no benchmark is in both reports"
        }
    }

    private func failureText(_ operations: Int, _ checks: Int) -> String {
        let failed = "\(operations) operation\(operations == 1 ? "" : "s") failed"
        let broken = "\(checks) check\(checks == 1 ? "" : "s") did not hold"
        if checks == 0 { return failed }
        return operations == 0 ? broken : "\(failed) and \(broken)"
    }
}

extension Inconclusive.CaseCounter {
    fileprivate var noun: String {
        switch self {
        case .tests: "tests"
        case .failures: "failures and errors"
        case .skipped: "skipped tests"
        }
    }
}
