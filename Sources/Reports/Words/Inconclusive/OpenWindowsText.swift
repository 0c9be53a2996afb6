import GateModel

extension Inconclusive.OpenWindows {
    var text: String {
        switch self {
        case .few(let count): "\(count) windows are fewer than were declared"
        case .fewKnown(let count, let least): "\(count) windows with values, at least \(least) needed"
        case .open(let requests, let windows):
            "\(requests) requests in \(windows) windows show neither side; watch for longer, raise 'rate', or move "
                + "the limit"
        }
    }
}

extension Inconclusive.MemoryShortfall {
    var text: String {
        switch self {
        case .fewProcesses(let known, let all, let least):
            "\(known) of \(all) processes, at least \(least) needed and all of them"
        case .unequalProcesses(let candidate, let baseline):
            "\(candidate) processes of the candidate and \(baseline) of the baseline"
        case .fewOperations(let count, let all, let process):
            (process.map { "\($0.text): " } ?? "") + "\(count) of \(all) operations"
        }
    }
}
