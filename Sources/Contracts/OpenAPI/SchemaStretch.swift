import GateModel

/// What a walk through two schemas found before it came to references that both have.
struct SchemaStretch {
    var findings: [Finding] = []
    var crossings: [SchemaPair] = []

    struct Finding {
        let id: String
        let level: APIChange.Level
        /// From where the walk began.
        let path: String
        /// What happened, without what it happened to.
        let what: String
        let detail: String
    }
}
