import GateModel
import JSON

/// Goes through an old and a new schema side by side, up to references that both have, and finds what changed.
struct SchemaWalk {
    let context: SchemaContext
    let documents: DocumentPair
    var equivalence: SchemaEquivalence
    var result = SchemaWalkResult()

    init(_ context: SchemaContext, in documents: DocumentPair, _ equivalence: SchemaEquivalence) {
        self.context = context
        self.documents = documents
        self.equivalence = equivalence
    }

    mutating func run(from pair: SchemaPair) {
        compare(SchemaPair(pair.old, pair.new, node: pair.node.start))
    }

    /// Compares two schemas as written, and all within them.
    mutating func visit(_ old: JSONValue, _ new: JSONValue, at node: SchemaNode) {
        if documents.isUnchanged(old, new) { return }
        if let inner = SchemaWrapper.sameAround(old, new) {
            return visit(inner.old, inner.new, at: inner.allowNull ? node.withNullTold : node)
        }
        // A reference that leads nowhere is listed by the document; there is nothing to compare.
        guard let old = documents.oldSchemas.read(old), let new = documents.newSchemas.read(new) else {
            return
        }
        enter(SchemaPair(old, new, node: node))
    }

    private mutating func enter(_ pair: SchemaPair) {
        if pair.references != nil {
            result.crossings.append(pair)
        } else {
            compare(pair)
        }
    }

    private mutating func compare(_ written: SchemaPair) {
        let before = result.spoken
        let aligned = withChoicesAligned(written)
        if reportsNothingAllowed(aligned) { return }
        compareNullability(aligned)
        let listed = compareListOfTypes(aligned)
        compareKeywords(listed.pair, isTypeTold: listed.isReported)
        guard result.spoken == before else { return }
        guard !equivalence.isSame(written.old, written.new, .allowedValuesHere) else { return }
        // A list of types beside a choice was written as one too, with nothing left out.
        let areChoices = !listed.pair.old.choices.isEmpty && !listed.pair.new.choices.isEmpty
        let isSame =
            areChoices && equivalence.isSame(listed.pair.old, listed.pair.new, .allowedValuesHere)
        guard !isSame else { return }
        reportUnjudged("the schema changed, and no rule tells how", at: written.node)
    }

    /// `false` allows no value at all, whatever the other schema says of them.
    ///
    /// - Returns: whether one of the two is it.
    private mutating func reportsNothingAllowed(_ pair: SchemaPair) -> Bool {
        switch (pair.old.allowsNothing, pair.new.allowsNothing) {
        case (false, false), (true, true): return false
        case (false, true):
            report(SchemaRule("not-added", .narrows), at: pair.node, "no value is allowed any more")
        case (true, false):
            report(SchemaRule("not-removed", .widens), at: pair.node, "values are allowed now")
        }
        return true
    }

    private mutating func compareKeywords(_ pair: SchemaPair, isTypeTold: Bool) {
        let moved = isTypeTold ? [] : propertiesMovedIntoAlternatives(pair)
        if !isTypeTold, moved.isEmpty { compareTypes(pair) }
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
        compareLists(pair, isTypeTold: isTypeTold, isWrapTold: pair.node.isTop && !moved.isEmpty)
        compareDemands(pair)
        compareNamedDemands(pair)
        visitItems(pair)
        compareUnread(pair)
    }
}
