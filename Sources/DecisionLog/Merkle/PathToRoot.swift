/// The way from a node of a Merkle tree up to the root, one sibling a step (RFC 9162, 2.1.3.2 and 2.1.4.2).
struct PathToRoot {
    /// Positions in the current level: of the node, and of the last one there.
    private var node: Int
    private var last: Int

    enum Side {
        case left
        case right
    }

    init(from node: Int, last: Int) {
        self.node = node
        self.last = last
    }

    var isAtRoot: Bool { last == 0 }

    /// Goes up to where the node's subtree is the left one of two.
    mutating func skipRightChildren() {
        while node & 1 == 1 { up() }
    }

    /// On which side of the node its next sibling stands; nil if it has none, since it is the root.
    mutating func step() -> Side? {
        guard !isAtRoot else { return nil }
        guard node & 1 == 1 || node == last else {
            up()
            return .right
        }
        // Without a right neighbour a node is its own parent, up to where it has a left one.
        while node & 1 == 0, node != 0 { up() }
        up()
        return .left
    }

    private mutating func up() {
        node >>= 1
        last >>= 1
    }
}
