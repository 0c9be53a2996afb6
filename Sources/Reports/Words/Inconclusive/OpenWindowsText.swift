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
