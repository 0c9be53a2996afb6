import Glibc

extension [Double] {
    func requireFinite(atLeast needed: Int = 1) throws(StatisticsError) {
        guard count >= needed else { throw .tooFew(needed: needed, found: count) }
        for (index, value) in enumerated() where !value.isFinite {
            throw .notFinite(index: index)
        }
    }

    /// The natural logarithms of values that must all be finite and above 0.
    func logarithms() throws(StatisticsError) -> [Double] {
        try requirePositive()
        return map { log($0) }
    }

    func requirePositive() throws(StatisticsError) {
        try requireFinite()
        for (index, value) in enumerated() where value <= 0 {
            throw .notPositive(index: index, value: value)
        }
    }

    /// The mean of at least one value.
    var mean: Double { reduce(0, +) / Double(count) }
}
