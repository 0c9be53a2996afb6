/// All differences of one list's values from another's, of which the middle is found without making them all.
///
/// Sorted both ways, the differences are a matrix whose rows ascend, so a row's part between two values is a range. Each
/// round halves the ranges at the weighted median of their middles (Johnson and Mizoguchi, SIAM J. Comput. 7, 1978):
/// about n·log² n steps in all.
struct PairwiseDifferences {
    private let left: [Double]
    private let right: [Double]

    /// Differences `right − left`; both must have at least one value, all finite.
    init(left: [Double], right: [Double]) {
        self.left = left
        self.right = right
    }

    private var count: Int { left.count * right.count }

    /// So few are sorted at once.
    private static let few = 400

    /// The middle difference, or the mean of the two middle ones.
    var median: Double {
        guard count > Self.few else { return sortedMedian(all.sorted()) }
        let half = count / 2
        let ordered = PairwiseDifferences(left: left.sorted(), right: right.sorted())
        let (below, above) = ordered.neighbours(half)
        return count.isMultiple(of: 2) ? (below + above) / 2 : above
    }

    var sorted: [Double] { all.sorted() }

    private var all: [Double] {
        var all: [Double] = []
        all.reserveCapacity(count)
        for value in right {
            for base in left { all.append(value - base) }
        }
        return all
    }

    /// The differences of the ranks `rank − 1` and `rank`, counted from 0, at least 1; both lists must be sorted.
    private func neighbours(_ rank: Int) -> (Double, Double) {
        let wanted = rank - 1
        var low = [Int](repeating: 0, count: left.count)
        var high = [Int](repeating: right.count, count: left.count)
        var before = 0
        var open = count
        while open > Self.few {
            let pivot = weightedMiddle(low, high)
            let (below, within) = (positions(under: pivot), positions(upTo: pivot))
            let countBelow = below.reduce(0, +)
            let countWithin = within.reduce(0, +)
            if wanted + 1 < countBelow {
                for row in left.indices { high[row] = min(high[row], below[row]) }
            } else if wanted >= countWithin {
                for row in left.indices { low[row] = max(low[row], within[row]) }
                before = countWithin
            } else {
                return around(pivot, wanted, rank, below, within)
            }
            open = zip(low, high).reduce(0) { $0 + max(0, $1.1 - $1.0) }
        }
        var rest: [Double] = []
        for row in left.indices where low[row] < high[row] {
            for column in low[row]..<high[row] { rest.append(right[column] - left[row]) }
        }
        rest.sort()
        return (rest[wanted - before], rest[rank - before])
    }

    /// Where the pivot is one of the two that are wanted, or both.
    private func around(
        _ pivot: Double, _ wanted: Int, _ rank: Int, _ below: [Int], _ within: [Int]
    ) -> (Double, Double) {
        var largestBelow = -Double.infinity
        var smallestAbove = Double.infinity
        for row in left.indices {
            if below[row] > 0 { largestBelow = max(largestBelow, right[below[row] - 1] - left[row]) }
            if within[row] < right.count {
                smallestAbove = min(smallestAbove, right[within[row]] - left[row])
            }
        }
        let countBelow = below.reduce(0, +)
        let countWithin = within.reduce(0, +)
        func value(_ rank: Int) -> Double {
            rank < countBelow ? largestBelow : rank < countWithin ? pivot : smallestAbove
        }
        return (value(wanted), value(rank))
    }

    /// Of each row's open range the middle difference; of those the median, weighted by the ranges' lengths.
    private func weightedMiddle(_ low: [Int], _ high: [Int]) -> Double {
        var middles: [(value: Double, weight: Int)] = []
        for row in left.indices where low[row] < high[row] {
            middles.append((right[(low[row] + high[row]) / 2] - left[row], high[row] - low[row]))
        }
        middles.sort { $0.value < $1.value }
        let half = middles.reduce(0) { $0 + $1.weight } / 2
        var passed = 0
        for middle in middles {
            passed += middle.weight
            if passed > half { return middle.value }
        }
        return middles[middles.count - 1].value
    }

    /// For each row how many of its differences are less than a value.
    private func positions(under value: Double) -> [Int] {
        var column = 0
        return left.map { base in
            while column < right.count, right[column] - base < value { column += 1 }
            return column
        }
    }

    /// For each row how many of its differences are not more than a value.
    private func positions(upTo value: Double) -> [Int] {
        var column = 0
        return left.map { base in
            while column < right.count, right[column] - base <= value { column += 1 }
            return column
        }
    }
}
