import GateModel

/// Goes through an old and a new schema side by side and reports what changed.
///
/// A reference that is reached again within itself is not followed again, one behind which nothing changed not at
/// all, and one that changed at most ``maximumVisits`` times, so that the time stays bounded however the references
/// are knotted.
struct SchemaWalk {
    let place: SchemaPlace
    let documents: DocumentPair
    var equivalence: SchemaEquivalence
    var changes = APIChanges()

    private var open: Set<References> = []
    private var visits: [References: Int] = [:]

    static let maximumVisits = 16
    static let maximumDepth = 256

    private struct References: Hashable {
        let old: String
        let new: String
        let isNegated: Bool
    }

    init(at place: SchemaPlace, in documents: DocumentPair) {
        self.place = place
        self.documents = documents
        equivalence = SchemaEquivalence(old: documents.old, new: documents.new)
    }

    /// Compares two schemas as written, and all within them.
    mutating func visit(_ old: JSONValue, _ new: JSONValue, at node: SchemaNode) {
        if old["$ref"] != nil, documents.isUnchanged(old, new) { return }
        // A reference that leads nowhere is listed by the document; there is nothing to compare.
        guard let old = Schema(old, in: equivalence.old), let new = Schema(new, in: equivalence.new) else {
            return
        }
        guard node.depth <= Self.maximumDepth else {
            report(SchemaRule("not-compared", .unknown), at: node, "nested too deep to be compared")
            return
        }
        enter(SchemaPair(old, new, node: node))
    }

    private mutating func enter(_ pair: SchemaPair) {
        guard let old = pair.old.identity, let new = pair.new.identity else { return compare(pair) }
        let references = References(old: old, new: new, isNegated: pair.node.isNegated)
        guard visits[references, default: 0] < Self.maximumVisits,
            open.insert(references).inserted
        else { return }
        visits[references, default: 0] += 1
        compare(pair)
        open.remove(references)
    }

    private mutating func compare(_ written: SchemaPair) {
        let listed = compareListOfTypes(written)
        if !listed.isReported, let inner = compareNullAlternatives(written) { return enter(inner) }
        compareKeywords(listed.pair, isTypeTold: listed.isReported)
    }

    private mutating func compareKeywords(_ pair: SchemaPair, isTypeTold: Bool) {
        let moved = isTypeTold ? [] : propertiesMovedIntoAlternatives(pair)
        if !isTypeTold {
            compareNullability(pair)
            if moved.isEmpty { compareTypes(pair) }
        }
        compareEnums(pair)
        compareConsts(pair)
        compareDefaults(pair)
        compareExtensibleEnums(pair)
        comparePatterns(pair)
        compareBounds(pair)
        compareMultiples(pair)
        compareUniqueness(pair)
        compareEncodings(pair)
        compareDiscriminators(pair)
        compareDependentRequired(pair)
        compareAdditionalProperties(pair)
        compareMutability(pair)
        compareLifecycle(pair)
        compareRequired(pair)
        compareProperties(pair, moved: moved)
        compareLists(pair, reportsAlternatives: !isTypeTold && !isWrapped(moved, pair))
        compareDemands(pair)
        compareNamedDemands(pair)
        visitItems(pair)
    }

    /// The whole body is told in one sentence that it became alternatives; a property is told which came.
    private func isWrapped(_ moved: Set<String>, _ pair: SchemaPair) -> Bool {
        !moved.isEmpty && pair.node.depth == 0
    }
}
