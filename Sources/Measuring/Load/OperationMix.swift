/// Which operation comes next where several are mixed.
struct OperationMix: Sendable {
    private enum Kind {
        case only
        /// Running sums of the weights, without end.
        case weighted([Int])
        /// What is left, in order.
        case listed(ArraySlice<Int>)
    }

    private var kind: Kind

    /// Without end, each as often as its weight says.
    init(weights: [Int]) {
        var sum = 0
        let sums = weights.map { weight in
            sum += weight
            return sum
        }
        kind = weights.count == 1 ? .only : .weighted(sums)
    }

    /// So many of each operation, in an order that is drawn.
    init(operations: Int, times: Int, using generator: inout some RandomNumberGenerator) {
        let all = (0..<operations).flatMap { Array(repeating: $0, count: times) }
        kind = .listed(all.shuffled(using: &generator)[...])
    }

    /// Nil when nothing is left.
    mutating func next(_ generator: inout some RandomNumberGenerator) -> Int? {
        switch kind {
        case .only: return 0
        case .weighted(let sums):
            let drawn = Int.random(in: 0..<(sums.last ?? 1), using: &generator)
            return sums.firstIndex { drawn < $0 } ?? 0
        case .listed(var left):
            guard let first = left.popFirst() else { return nil }
            kind = .listed(left)
            return first
        }
    }
}
