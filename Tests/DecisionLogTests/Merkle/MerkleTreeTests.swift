import DecisionLog
import GateModel
import JSON
import Testing

@Suite struct MerkleTreeTests {
    private let leaves = (0..<40).map { TreeHash.leaf([UInt8($0)]) }

    @Test func theEmptyTreeHasTheHashOfNothing() {
        #expect(
            "\(MerkleTree().root)" == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func theLeafWithoutContentHasAHashOfItsOwn() {
        // SHA-256(0x00)
        #expect(
            "\(TreeHash.leaf([]))" == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    @Test func theTreeSplitsAtTheLargestPowerOfTwoBelowItsSize() {
        func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash { .node(left, right) }
        let l = leaves
        #expect(MerkleTree(leaves: l.prefix(1)).root == l[0])
        #expect(MerkleTree(leaves: l.prefix(3)).root == node(node(l[0], l[1]), l[2]))
        #expect(
            MerkleTree(leaves: l.prefix(6)).root
                == node(node(node(l[0], l[1]), node(l[2], l[3])), node(l[4], l[5])))
        #expect(
            MerkleTree(leaves: l.prefix(7)).root
                == node(node(node(l[0], l[1]), node(l[2], l[3])), node(node(l[4], l[5]), l[6])))
    }

    @Test func everyLeafOfEverySizeIsProven() throws {
        for size in 1...leaves.count {
            let some = Array(leaves.prefix(size))
            let root = MerkleTree(leaves: some).root
            for index in 0..<size {
                let proof = InclusionProof(of: index, in: some)
                #expect(proof.verifies(leaf: some[index], root: root))
                #expect(!proof.verifies(leaf: .leaf([99]), root: root))
                let elsewhere = InclusionProof(index: index ^ 1, size: size, hashes: proof.hashes)
                #expect(!elsewhere.verifies(leaf: some[index], root: root))
            }
        }
    }

    @Test func everyBeginningOfEverySizeIsProven() throws {
        for newSize in 1...leaves.count {
            let some = Array(leaves.prefix(newSize))
            let newRoot = MerkleTree(leaves: some).root
            for oldSize in 1...newSize {
                let oldRoot = MerkleTree(leaves: some.prefix(oldSize)).root
                let proof = ConsistencyProof(from: oldSize, in: some)
                #expect(proof.verifies(oldRoot: oldRoot, newRoot: newRoot))
                #expect(!proof.verifies(oldRoot: .leaf([99]), newRoot: newRoot))
                #expect(!proof.verifies(oldRoot: oldRoot, newRoot: .leaf([99])))
            }
        }
    }

    @Test("refuses what cannot be proven", arguments: [(0, 0), (0, 1), (2, 1), (-1, 1), (-1, -1)])
    func refusesWhatCannotBeProven(oldSize: Int, newSize: Int) {
        let consistency = ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: [])
        #expect(!consistency.verifies(oldRoot: .empty, newRoot: .empty))
        let inclusion = InclusionProof(index: oldSize, size: oldSize, hashes: [])
        #expect(!inclusion.verifies(leaf: leaves[0], root: leaves[0]))
    }
}

@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
struct MerklePublishedVectorsTests {
    @Test func inclusionProbesAreJudgedAsLabelled() throws {
        let files = try SharedVectors.files(in: "merkle/inclusion")
        #expect(files.count == 98)
        for file in files {
            let probe = try Probe(file)
            let index = try probe.size("leafIdx")
            let size = try probe.size("treeSize")
            var isProven = false
            if let index, let size, let leaf = try probe.hash("leafHash"), let root = try probe.hash("root"),
                let hashes = try probe.proof()
            {
                isProven = InclusionProof(index: index, size: size, hashes: hashes)
                    .verifies(leaf: leaf, root: root)
            }
            #expect(isProven == !probe.wantsError, "\(file)")
        }
    }

    @Test func consistencyProbesAreJudgedAsLabelled() throws {
        let files = try SharedVectors.files(in: "merkle/consistency")
        #expect(files.count == 98)
        for file in files {
            let probe = try Probe(file)
            let oldSize = try probe.size("size1")
            let newSize = try probe.size("size2")
            var isProven = false
            if let oldSize, let newSize, let old = try probe.hash("root1"), let new = try probe.hash("root2"),
                let hashes = try probe.proof()
            {
                isProven = ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes)
                    .verifies(oldRoot: old, newRoot: new)
            }
            // Its roots are the text "don't care 2", which is no hash to us.
            let hasOddRoots = file.hasSuffix("/sizes-are-equal-one-and-proof-is-empty.json")
            #expect(isProven == (!probe.wantsError && !hasOddRoots), "\(file)")
        }
    }

    @Test func theSampleLogHasThePublishedRootAtEverySize() throws {
        let hashes = try SharedVectors.bytes("tlog/tile/0/000.p/15")
        // Each entry is preceded by its length, 16 bits.
        var entries = try SharedVectors.bytes("tlog/tile/entries/000.p/15")[...]
        var tree = MerkleTree()
        for size in 0...15 {
            let checkpoint = try SharedVectors.text("tlog/checkpoint.\(size)").split(separator: "\n")
            #expect(checkpoint[1] == "\(size)")
            #expect(checkpoint[2] == Base64.encode(tree.root.bytes))
            guard size < 15 else { break }
            let length = entries.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            let leaf = TreeHash.leaf(Array(entries.dropFirst(2).prefix(length)))
            #expect(leaf.bytes == Array(hashes[32 * size..<32 * (size + 1)]))
            tree.append(leaf)
            entries = entries.dropFirst(2 + length)
        }
    }

    @Test func theSampleProofsHold() throws {
        let entry = TreeHash.leaf(try SharedVectors.bytes("interop-sample/entry.dsse.json"))
        let lines = try SharedVectors.text("interop-sample/entry.tlog-proof").split(
            separator: "\n", omittingEmptySubsequences: false)
        let end = try #require(lines.firstIndex(of: ""))
        let hashes = try lines[2..<end].map { try hash($0) }
        let root = try hash(lines[end + 3])
        #expect(InclusionProof(index: 1234, size: 10_000, hashes: hashes).verifies(leaf: entry, root: root))

        let consistency = try SharedVectors.text("interop-sample/consistency").split(
            separator: "\n", omittingEmptySubsequences: false)
        let blank = try #require(consistency.firstIndex(of: ""))
        let old = try SharedVectors.text("interop-sample/checkpoint.old").split(separator: "\n")
        let proof = ConsistencyProof(
            oldSize: 4321, newSize: 10_000, hashes: try consistency[1..<blank].map { try hash($0) })
        #expect(proof.verifies(oldRoot: try hash(old[2]), newRoot: root))
    }

    private func hash(_ base64: Substring) throws -> TreeHash {
        let bytes = try #require(Base64.decode(String(base64)))
        return try #require(TreeHash(bytes))
    }

    private struct Probe {
        let json: JSONValue
        let wantsError: Bool

        init(_ file: String) throws {
            json = try JSONParser.parse(SharedVectors.bytes(file))
            wantsError = json["wantErr"] == true
        }

        /// Nil if the size is larger than a tree can be.
        func size(_ name: String) throws -> Int? {
            _ = try #require(json[name]?.number)
            return json[name]?.integer.map(Int.init)
        }

        /// Nil if it is no hash.
        func hash(_ name: String) throws -> TreeHash? {
            let base64 = try #require(json[name]?.string)
            return TreeHash(try #require(Base64.decode(base64)))
        }

        /// Nil if one of the hashes is none.
        func proof() throws -> [TreeHash]? {
            var hashes: [TreeHash?] = []
            for element in json["proof"]?.array ?? [] {
                let base64 = try #require(element.string)
                hashes.append(TreeHash(try #require(Base64.decode(base64))))
            }
            return hashes.contains(nil) ? nil : hashes.compactMap(\.self)
        }
    }
}
