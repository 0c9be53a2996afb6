import GateModel

/// What a walk through two schemas found, and the shared references at which it stopped.
struct SchemaWalkResult {
    var findings: [SchemaFinding] = []
    var crossings: [SchemaPair] = []
    /// How many changes were looked at and told, or passed over because they concern no one.
    var spoken = 0
}

/// One change that a walk through two schemas found.
struct SchemaFinding {
    let id: String
    let level: APIChange.Level
    /// From where the walk began.
    let path: String
    /// The change, without the name of the value that changed.
    let what: String
    let detail: String
    /// The component that it belongs to, where that is not the one from which the walk began.
    let owner: String?
}
