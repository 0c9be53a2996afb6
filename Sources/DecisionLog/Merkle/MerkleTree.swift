/// A Merkle tree (RFC 6962, 2.1) of which only the size and the roots of its full subtrees are kept, at most
/// 64: enough to append leaves and to compute the root.
package struct MerkleTree: Sendable, Hashable {
    /// How many leaves there are.
    package private(set) var size = 0
    /// From left to right: a full subtree for each bit of the size, the largest first.
    private var peaks: [TreeHash] = []

    package init() {}

    package init(leaves: some Sequence<TreeHash>) {
        for leaf in leaves { append(leaf) }
    }

    package mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        // Each low bit that is 1 is a full subtree of the size of the new one: the two make one of twice that
        // size.
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = .node(peaks.removeLast(), hash)
        }
        peaks.append(hash)
        size += 1
    }

    package var root: TreeHash {
        guard let last = peaks.last else { return .empty }
        return peaks.dropLast().reversed().reduce(last) { .node($1, $0) }
    }

    /// The largest power of two below `count`, which is at least 2: how many leaves the left subtree has.
    static func leftCount(of count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}

/// As its size and its peaks.
extension MerkleTree: Codable {
    private enum CodingKeys: CodingKey {
        case size, peaks
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        size = try fields.decode(Int.self, forKey: .size)
        peaks = try fields.decode([TreeHash].self, forKey: .peaks)
        guard size >= 0, peaks.count == size.nonzeroBitCount else {
            throw DecodingError.dataCorruptedError(
                forKey: .peaks, in: fields, debugDescription: "\(peaks.count) peaks of \(size) leaves")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(size, forKey: .size)
        try fields.encode(peaks, forKey: .peaks)
    }
}
