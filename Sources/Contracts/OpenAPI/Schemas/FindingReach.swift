import GateModel

/// Which pairs with findings lie beyond a pair, found once for all pairs that lead to each other (Tarjan, 1972).
///
/// Not recursive, since chains of references may be longer than a thread's stack is deep.
struct FindingReach {
    /// Pairs with findings; what lies beyond a pair is a set of their positions.
    private var found: [WalkedPair] = []
    private var stack: [WalkedPair] = []
    private var visited = 0

    private struct Frame {
        let pair: WalkedPair
        var next = 0
    }

    /// - Parameter walk: what lies beyond a crossing of a pair.
    mutating func pairs(
        from top: WalkedPair, walk: (_ crossing: Int, _ pair: WalkedPair) -> WalkedPair
    ) -> [WalkedPair] {
        if top.beyondAll == nil { visit(top, walk) }
        return top.beyondAll?.elements.map { found[$0] } ?? []
    }

    private mutating func visit(_ top: WalkedPair, _ walk: (Int, WalkedPair) -> WalkedPair) {
        var frames = [enter(top)]
        while let frame = frames.last {
            let pair = frame.pair
            guard frame.next < pair.crossings.count else {
                frames.removeLast()
                leave(pair, to: frames.last?.pair)
                continue
            }
            frames[frames.count - 1].next += 1
            let beyond = pair.beyond[frame.next] ?? walk(frame.next, pair)
            if beyond.order == nil {
                frames.append(enter(beyond))
            } else if let order = beyond.order, beyond.beyondAll == nil {
                pair.low = min(pair.low, order)
            }
        }
    }

    private mutating func enter(_ pair: WalkedPair) -> Frame {
        pair.order = visited
        pair.low = visited
        visited += 1
        stack.append(pair)
        return Frame(pair: pair)
    }

    /// All pairs above the first one that was entered lead to each other, and share what lies beyond them.
    private mutating func leave(_ pair: WalkedPair, to outer: WalkedPair?) {
        if let outer { outer.low = min(outer.low, pair.low) }
        guard pair.low == pair.order, let start = stack.lastIndex(where: { $0 === pair }) else { return }
        // A copy: a slice would keep the whole stack while its end is removed.
        let members = Array(stack[start...])
        var all = PositionSet()
        for member in members {
            if !member.findings.isEmpty {
                all.insert(found.count)
                found.append(member)
            }
            for set in member.beyond.compactMap({ $0?.beyondAll }) { all.formUnion(set) }
        }
        for member in members { member.beyondAll = all }
        stack.removeSubrange(start...)
    }
}

/// A set of small numbers.
struct PositionSet {
    private var words: [UInt64] = []

    mutating func insert(_ position: Int) {
        let missing = position / 64 + 1 - words.count
        if missing > 0 { words += Array(repeating: 0, count: missing) }
        words[position / 64] |= 1 << UInt64(position % 64)
    }

    mutating func formUnion(_ other: PositionSet) {
        let missing = other.words.count - words.count
        if missing > 0 { words += Array(repeating: 0, count: missing) }
        for (index, word) in other.words.enumerated() { words[index] |= word }
    }

    var elements: [Int] {
        words.enumerated().flatMap { index, word in
            (0..<64).filter { word & (1 << UInt64($0)) != 0 }.map { index * 64 + $0 }
        }
    }
}
