import GateModel

extension Stage.Watch {
    /// So many observations, kept until the watch ends, take some hundred megabytes.
    private static let mostRequests = 10_000_000.0
    /// Requests of each operation in one window.
    private static let mostOfWindow = 1_000_000.0
    /// Windows after the deploy where they add up: with each new one, all of them are judged again.
    private static let mostWindows = 300.0

    /// What the watch has too much of to be kept or judged, and what to write instead; nil where it has not.
    func excess(operations: Int) -> (text: String, hint: String)? {
        let planned = (after / every).rounded()
        if sustained == nil, planned > Self.mostWindows {
            return (
                "\(whole(planned)) windows, all judged anew after each, are more than \(whole(Self.mostWindows))",
                "raise 'every', or declare 'sustained: 3 of 5'"
            )
        }
        let seconds = every / .seconds(1)
        let requests = rate.map { max(1, $0 * seconds) } ?? usualRequests(in: seconds)
        if requests > Self.mostOfWindow {
            return (
                "\(whole(requests)) requests of each operation in a window are more than "
                    + whole(Self.mostOfWindow),
                "lower 'rate' or 'every'"
            )
        }
        let all = requests * ((before / every).rounded() + max(1, planned)) * Double(operations)
        guard all > Self.mostRequests else { return nil }
        return (
            "\(whole(all)) requests in all windows are more than \(whole(Self.mostRequests))",
            rate == nil && requests > Self.usualRate * seconds
                ? "raise 'every', lower 'for', or name fewer 'operations'"
                : "lower 'rate' (of each operation) or 'for', or name fewer 'operations'"
        )
    }
}

/// `10000000`; what is too large for a whole number as its power of ten.
private func whole(_ number: Double) -> String {
    Int(exactly: number.rounded()).map { "\($0)" } ?? "\(number)"
}
