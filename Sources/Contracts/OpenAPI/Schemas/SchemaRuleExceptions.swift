import GateModel

/// Where a rule's id or level does not follow from its stem and its effect.
enum SchemaRuleExceptions {
    /// By the id that would follow.
    static let ids = [
        "response-body-enum-value-added": "response-mediatype-enum-value-added",
        "response-body-enum-value-removed": "response-mediatype-enum-value-removed",
        "response-body-became-not-enum": "response-mediatype-became-not-enum",
    ]

    /// Stems with an id of their own for a read-only property in a request.
    static let readOnlyStems: Set<String> = [
        "enum-value-removed", "max-decreased", "exclusive-max-decreased", "min-increased",
        "exclusive-min-increased", "max-length-decreased", "max-items-decreased", "max-properties-decreased",
    ]

    /// Stems with an id of their own for a write-only property in a response.
    static let writeOnlyStems: Set<String> = ["enum-value-added", "became-optional", "became-required"]

    static func level(of stem: String, in scope: SchemaScope) -> APIChange.Level? {
        if let level = byScope[scope]?[stem] { return level }
        return switch scope.direction {
        case .request: inRequests[stem]
        case .response: inResponses[stem]
        }
    }

    /// A new bound forbids only what clients hardly send, and a security fix often is one; a dropped `allOf`
    /// asks less, but may leave a property without its description; no document says whether a property that
    /// is not declared any more is refused.
    private static let inRequests: [String: APIChange.Level] = [
        "max-set": .warning, "min-set": .warning,
        "exclusive-max-set": .warning, "exclusive-min-set": .warning,
        "max-length-set": .warning, "max-items-set": .warning, "max-properties-set": .warning,
        "multiple-of-set": .warning, "max-contains-set": .warning, "min-contains-set": .warning,
        "all-of-removed": .warning, "any-of-became-one-of": .warning,
        "additional-properties-restricted": .warning,
    ]

    /// Clients are expected to read values that they do not know yet, and may ignore how a text is formed.
    private static let inResponses: [String: APIChange.Level] = [
        "one-of-became-any-of": .warning,
        "enum-value-added": .warning, "became-not-enum": .warning,
        "pattern-changed": .info, "pattern-removed": .info,
        "additional-properties-relaxed": .warning,
    ]

    /// The document does not say how an object in a parameter is written, so types may not show.
    private static let byScope: [SchemaScope: [String: APIChange.Level]] = [
        .parameterProperty: ["type-changed": .warning]
    ]
}
