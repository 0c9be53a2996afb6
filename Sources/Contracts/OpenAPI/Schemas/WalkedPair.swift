import GateModel

/// Two schemas with what a walk from them found, and the pairs behind the references at which it stopped.
///
/// A class, since pairs lead to each other, and all places that use one share it.
final class WalkedPair {
    let references: SchemaPair.References?
    let findings: [SchemaFinding]
    /// Each other pair once, by its nearest place.
    let crossings: [Crossing]
    /// What lies beyond each crossing, once it was walked.
    var beyond: [WalkedPair?]
    /// The group that each finding was told in, once it was.
    var groups: [Int?]
    /// The last search that came by.
    var search = 0

    // What ``FindingReach`` notes.

    /// When it was first come by.
    var order: Int?
    /// The first of those come by that it leads back to.
    var low = 0
    /// The pairs with findings among itself and all that lies beyond it.
    var beyondAll: PositionSet?

    struct Crossing {
        /// From where the walk began.
        let path: String
        let pair: SchemaPair
    }

    init(_ references: SchemaPair.References?, _ result: SchemaWalkResult) {
        self.references = references
        findings = result.findings
        groups = Array(repeating: nil, count: result.findings.count)
        var seen: Set<SchemaMemory.Node> = []
        crossings = result.crossings.filter { pair in
            pair.references.map { seen.insert(SchemaMemory.Node($0, pair.node.start)).inserted } ?? true
        }.map { Crossing(path: $0.node.path, pair: $0) }
        beyond = Array(repeating: nil, count: crossings.count)
    }
}
