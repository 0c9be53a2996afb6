/// A proof that a leaf is in a tree (RFC 6962, 2.1.1).
package struct InclusionProof: Sendable, Hashable {
    /// The leaf's, from 0.
    package let index: Int
    /// How many leaves the tree has.
    package let size: Int
    /// The roots of the subtrees beside the way from the leaf to the root, the lowest first.
    package let hashes: [TreeHash]

    package init(index: Int, size: Int, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The proof for one leaf of the tree that these leaves make.
    ///
    /// - Precondition: `index` is that of a leaf.
    package init(of index: Int, in leaves: [TreeHash]) {
        precondition(leaves.indices.contains(index), "no leaf \(index) among \(leaves.count)")
        self.init(index: index, size: leaves.count, hashes: Self.path(to: index, in: leaves[...]))
    }

    /// RFC 6962, 2.1.1: PATH(m, D[n]).
    private static func path(to index: Int, in leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        guard leaves.count > 1 else { return [] }
        let middle = leaves.startIndex + MerkleTree.leftCount(of: leaves.count)
        let (left, right) = (leaves[..<middle], leaves[middle...])
        return index < middle
            ? path(to: index, in: left) + [MerkleTree(leaves: right).root]
            : path(to: index, in: right) + [MerkleTree(leaves: left).root]
    }

    /// RFC 9162, 2.1.3.2.
    package func verifies(leaf: TreeHash, root: TreeHash) -> Bool {
        guard index >= 0, index < size else { return false }
        var path = PathToRoot(from: index, last: size - 1)
        var hash = leaf
        for sibling in hashes {
            switch path.step() {
            case .left: hash = .node(sibling, hash)
            case .right: hash = .node(hash, sibling)
            case nil: return false
            }
        }
        return path.isAtRoot && hash == root
    }
}
