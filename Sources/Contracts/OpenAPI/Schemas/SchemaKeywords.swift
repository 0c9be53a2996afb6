/// What the keywords of a schema hold (JSON Schema 2020-12, and what OpenAPI 3.0 adds).
enum SchemaKeywords {
    /// Keywords with one schema.
    static let single: Set<String> = [
        "items", "additionalProperties", "not", "contains", "propertyNames", "if", "then", "else",
        "contentSchema", "unevaluatedItems", "unevaluatedProperties",
    ]
    /// Keywords with schemas by name.
    static let named: Set<String> = ["properties", "patternProperties", "dependentSchemas"]
    /// Keywords with schemas whose order does not count.
    static let unordered: Set<String> = ["allOf", "anyOf", "oneOf"]
    /// Keywords with a list of values whose order does not count.
    static let sets: Set<String> = ["required", "enum", "type"]

    /// Whether no value is forbidden by it.
    static func isAnnotation(_ keyword: String) -> Bool {
        documentation.contains(keyword) || annotations.contains(keyword) || keyword.hasPrefix("x-")
    }

    /// Whether the keyword holds schemas.
    static func holdsSchemas(_ keyword: String) -> Bool {
        single.contains(keyword) || named.contains(keyword) || unordered.contains(keyword)
            || keyword == "prefixItems"
    }

    /// Whether changes of the keyword are told by rules of their own.
    static func hasRule(_ keyword: String) -> Bool {
        holdsSchemas(keyword) || withRules.contains(keyword)
            || SchemaKeywordRules.bounds.contains { $0.keyword == keyword }
    }

    private static let withRules: Set<String> = [
        "type", "nullable", "format", "enum", "const", "required", "pattern", "multipleOf",
        "uniqueItems", "contentMediaType", "contentEncoding", "discriminator", "dependentRequired", "xml",
    ]

    /// For people only: no rule is about it.
    static func isDocumentation(_ keyword: String) -> Bool { documentation.contains(keyword) }

    private static let documentation: Set<String> = [
        "title", "description", "example", "examples", "externalDocs", "$comment", "$defs", "definitions",
        "$id", "$anchor", "$schema", "$dynamicAnchor", "$vocabulary",
    ]
    private static let annotations: Set<String> = ["default", "deprecated", "readOnly", "writeOnly", "xml"]
}
