/// A share of the declared data, as `PAWL_SCALE` tells it to the commands that make and count it.
package enum DataScale: Double, Hashable, Sendable, Codable, CaseIterable, CustomStringConvertible {
    case quarter = 0.25
    case half = 0.5
    case whole = 1

    /// What is made beside the declared data where a cost is measured against its size.
    package static let smaller: [DataScale] = [.quarter, .half]

    /// `0.25`, `0.5`, `1`
    package var description: String {
        switch self {
        case .quarter: "0.25"
        case .half: "0.5"
        case .whole: "1"
        }
    }

    /// As people say it: `1/4`, `1/2`, `1`.
    package var fraction: String {
        switch self {
        case .quarter: "1/4"
        case .half: "1/2"
        case .whole: "1"
        }
    }

    /// So much of a number of things, rounded down, but at least one where there is one: 1250 of 5000.
    package func share(of number: Int) -> Int {
        switch self {
        case .whole: return number
        case .quarter: return number > 0 ? max(1, number / 4) : number
        case .half: return number > 0 ? max(1, number / 2) : number
        }
    }
}

extension InputValues {
    /// What can be drawn where so much of the data is there: of `1..5000` at a quarter `1..1250`.
    ///
    /// Choices stay as they are written: nobody knows which of them are left.
    package func drawn(at scale: DataScale) -> InputValues {
        switch self {
        case .choices: return self
        case .integers(let range):
            // The widest range has one number more than an Int holds.
            let (span, overflows) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
            guard scale != .whole, !overflows, span < .max else { return self }
            return .integers(range.lowerBound...(range.lowerBound + scale.share(of: span + 1) - 1))
        }
    }
}
