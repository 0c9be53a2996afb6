/// Which items of two arrays are the same, wherever they stand; of equal ones the first goes with the first.
struct ItemMatching {
    /// Positions left and right, in the order of the left.
    let pairs: [(Int, Int)]
    /// Positions without a partner, ascending.
    let onlyLeft: [Int]
    let onlyRight: [Int]

    init<Key: Hashable>(_ left: [Key], _ right: [Key]) {
        var waiting: [Key: ArraySlice<Int>] = [:]
        for (position, key) in right.enumerated() { waiting[key, default: []].append(position) }
        var pairs: [(Int, Int)] = []
        var onlyLeft: [Int] = []
        for (position, key) in left.enumerated() {
            if let partner = waiting[key]?.popFirst() {
                pairs.append((position, partner))
            } else {
                onlyLeft.append(position)
            }
        }
        self.pairs = pairs
        self.onlyLeft = onlyLeft
        onlyRight = waiting.values.joined().sorted()
    }

    var isComplete: Bool { onlyLeft.isEmpty && onlyRight.isEmpty }

    /// Whether the items that have a partner stand in another order.
    var isReordered: Bool { zip(pairs, pairs.dropFirst()).contains { $0.1 > $1.1 } }
}
