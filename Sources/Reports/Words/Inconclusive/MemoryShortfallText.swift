import GateModel

extension Inconclusive.MemoryShortfall {
    var text: String {
        switch self {
        case .fewProcesses(let known, let all, let least):
            "\(known) of \(all) processes, at least \(least) needed and all of them"
        case .unequalProcesses(let candidate, let baseline):
            "\(candidate) processes of the candidate and \(baseline) of the baseline"
        case .fewOperations(let count, let all, let process):
            (process.map { "\($0.text): " } ?? "") + "\(count) of \(all) operations"
        case .fewWholeMixes(let count, let least): "\(count) of \(least) processes with all operations"
        case .notEmphasised(let operation): "no process with half of the load on '\(operation)'"
        case .oneLeak(let rise, let processes):
            "\(rise.text): a leak, but in one process of \(processes) only, and it needs a second"
        case .shortLeak(let rise, let least):
            "\(rise.text): a leak, but it needs \(least) operations to be called one"
        case .openGrowth(let rise, let operations):
            "\(rise.text): neither a leak nor its absence is shown by \(operations) operations; raise "
                + "'max_operations', or the limit"
        }
    }
}

extension Inconclusive.Rise {
    fileprivate var text: String {
        let perOperation = unit.text(more / Double(max(1, operations)))
        return
            "\(process.text): \(unit.text(more)) more over \(operations) operations (\(perOperation)/op), up to "
            + "\(unit.text(largestStep)) at once"
    }
}
