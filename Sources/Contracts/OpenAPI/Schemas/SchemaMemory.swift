import GateModel
import JSON

/// Results of walks behind the references that two documents share, kept for all places that use them.
///
/// A class, since every comparison of one pair of documents adds to the same memory.
final class SchemaMemory {
    private var walked: [Key: WalkedPair] = [:]
    private var searches = 0
    private var reach = FindingReach()
    private var equivalence: SchemaEquivalence
    private let unused: SchemaEquivalence

    /// - Parameter changed: references that lead to something else than before.
    init(old: SchemaReader, new: SchemaReader, changed: Set<String>) {
        unused = SchemaEquivalence(old: old, new: new, changed: changed)
        equivalence = unused
    }

    deinit {
        // Pairs that lead to each other would keep each other.
        for pair in walked.values { pair.beyond = [] }
    }

    /// Two references and all that matters of where they stand.
    struct Node: Hashable {
        let references: SchemaPair.References
        let node: SchemaNode

        init(_ references: SchemaPair.References, _ node: SchemaNode) {
            self.references = references
            self.node = node
        }
    }

    private struct Key: Hashable {
        let node: Node
        let context: SchemaContext
    }

    /// A number that no search had before.
    func beginSearch() -> Int {
        searches += 1
        return searches
    }

    /// The pairs with findings among a pair and all that lies beyond it.
    func found(from top: WalkedPair, in context: SchemaContext, of documents: DocumentPair) -> [WalkedPair] {
        reach.pairs(from: top) { crossing, pair in
            walked(beyond: crossing, of: pair, in: context, of: documents)
        }
    }

    /// What lies beyond a crossing; each is looked up once, since searches pass by it very often.
    func walked(
        beyond crossing: Int, of pair: WalkedPair, in context: SchemaContext, of documents: DocumentPair
    ) -> WalkedPair {
        let beyond = walked(pair.crossings[crossing].pair, in: context, of: documents)
        pair.beyond[crossing] = beyond
        return beyond
    }

    /// What a walk from a pair finds; each is walked once.
    func walked(_ pair: SchemaPair, in context: SchemaContext, of documents: DocumentPair) -> WalkedPair {
        guard let references = pair.references else {
            return WalkedPair(nil, walk(pair, context, documents))
        }
        let key = Key(node: Node(references, pair.node.start), context: context)
        if let known = walked[key] { return known }
        let result = WalkedPair(references, walk(pair, context, documents))
        walked[key] = result
        return result
    }

    private func walk(
        _ pair: SchemaPair, _ context: SchemaContext, _ documents: DocumentPair
    ) -> SchemaWalkResult {
        var walk = SchemaWalk(context, in: documents, equivalence)
        // Held once only, so that adding to it copies nothing.
        equivalence = unused
        walk.run(from: pair)
        equivalence = walk.equivalence
        return walk.result
    }

    /// Whether two schemas as written mean the same.
    func isSame(
        _ old: JSONValue, _ new: JSONValue, _ strictness: SchemaEquivalence.Strictness = .allowedValues
    ) -> Bool {
        equivalence.isSame(old, new, strictness)
    }
}
