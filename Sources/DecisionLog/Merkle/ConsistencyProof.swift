/// A proof that a tree is the beginning of a larger one: nothing was changed or removed, only appended (RFC
/// 6962, 2.1.2).
package struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the smaller tree has.
    package let oldSize: Int
    /// How many leaves the larger tree has.
    package let newSize: Int
    package let hashes: [TreeHash]

    package init(oldSize: Int, newSize: Int, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// The proof that the first `oldSize` of these leaves are the beginning of them all.
    ///
    /// - Precondition: `oldSize` is at least 1 and at most the number of leaves.
    package init(from oldSize: Int, in leaves: [TreeHash]) {
        precondition(
            (1...max(1, leaves.count)).contains(oldSize), "no \(oldSize) leaves among \(leaves.count)")
        self.init(
            oldSize: oldSize, newSize: leaves.count,
            hashes: Self.subproof(oldSize, leaves[...], isWholeOldTree: true))
    }

    /// RFC 6962, 2.1.2: SUBPROOF(m, D[n], b).
    private static func subproof(
        _ oldCount: Int, _ leaves: ArraySlice<TreeHash>, isWholeOldTree: Bool
    ) -> [TreeHash] {
        if oldCount == leaves.count {
            return isWholeOldTree ? [] : [MerkleTree(leaves: leaves).root]
        }
        let leftCount = MerkleTree.leftCount(of: leaves.count)
        let (left, right) = (leaves.prefix(leftCount), leaves.dropFirst(leftCount))
        return oldCount <= leftCount
            ? subproof(oldCount, left, isWholeOldTree: isWholeOldTree) + [MerkleTree(leaves: right).root]
            : subproof(oldCount - leftCount, right, isWholeOldTree: false) + [MerkleTree(leaves: left).root]
    }

    /// RFC 9162, 2.1.4.2. From nothing to something there is nothing to prove, so `oldSize` 0 is refused.
    package func verifies(oldRoot: TreeHash, newRoot: TreeHash) -> Bool {
        guard oldSize > 0, oldSize <= newSize else { return false }
        if oldSize == newSize { return hashes.isEmpty && oldRoot == newRoot }
        var rest = hashes[...]
        let oldIsFull = oldSize & (oldSize - 1) == 0
        guard let first = oldIsFull ? oldRoot : rest.popFirst() else { return false }
        var path = PathToRoot(from: oldSize - 1, last: newSize - 1)
        path.skipRightChildren()
        var (oldHash, newHash) = (first, first)
        for sibling in rest {
            switch path.step() {
            case .left:
                oldHash = .node(sibling, oldHash)
                newHash = .node(sibling, newHash)
            case .right: newHash = .node(newHash, sibling)
            case nil: return false
            }
        }
        return path.isAtRoot && oldHash == oldRoot && newHash == newRoot
    }
}
