/// Which operation comes next where several are mixed.
struct OperationMix: Sendable {
    private enum Kind {
        case only
        /// Running sums of the weights, without end.
        case weighted([Int])
        /// So many of each are left; every order is equally likely.
        case counted([Int])
    }

    private var kind: Kind

    /// Without end, each as often as its weight says.
    init(weights: [Int]) {
        var sum = 0
        kind = weights.count == 1 ? .only : .weighted(weights.map { sum += $0; return sum })
    }

    /// So many of each operation, in a random order.
    init(operations: Int, times: Int) {
        kind = .counted([Int](repeating: times, count: operations))
    }

    /// Nil when nothing is left.
    mutating func next(_ generator: inout any RandomNumberGenerator) -> Int? {
        switch kind {
        case .only: return 0
        case .weighted(let sums):
            let drawn = Int.random(in: 0..<(sums.last ?? 1), using: &generator)
            return sums.firstIndex { drawn < $0 } ?? 0
        case .counted(var left):
            let total = left.reduce(0, +)
            guard total > 0 else { return nil }
            var drawn = Int.random(in: 0..<total, using: &generator)
            for index in left.indices {
                if drawn < left[index] {
                    kind = .only
                    left[index] -= 1
                    kind = .counted(left)
                    return index
                }
                drawn -= left[index]
            }
            return nil
        }
    }
}
