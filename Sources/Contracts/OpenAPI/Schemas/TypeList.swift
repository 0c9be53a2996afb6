import GateModel
import JSON

/// The types of a schema that is nothing but one type, or a choice among bare types.
struct TypeList {
    let types: [String]
    /// `oneOf` or `anyOf`; nil for a single type.
    let keyword: String?
    private let alternatives: [Schema]
    private let around: Schema

    init?(_ schema: Schema, read: (JSONValue) -> Schema?) {
        guard schema["not"] == nil, schema.list("allOf").isEmpty, schema.named("properties").members.isEmpty
        else { return nil }
        around = schema
        if !schema.types.isEmpty {
            types = schema.types
            keyword = nil
            alternatives = []
            return
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = schema.list(keyword).map(read)
            guard !alternatives.isEmpty, alternatives.allSatisfy({ $0?.isBareType == true }) else { continue }
            self.alternatives = alternatives.compactMap(\.self)
            self.keyword = keyword
            types = self.alternatives.flatMap(\.types)
            return
        }
        return nil
    }

    var hasEachTypeOnce: Bool { Set(types).count == types.count }

    /// Every integer is a number.
    func covers(_ type: String) -> Bool {
        types.contains(type) || (type == "integer" && types.contains("number"))
    }

    /// The one alternative of that type, with what stands around the choice.
    func alternative(of types: [String]) -> Schema? {
        let same = alternatives.filter { $0.types == types.filter { $0 != "null" } }
        guard same.count == 1, let keyword else { return nil }
        return SchemaMerge.merged(around.without(keyword).keywords, same[0].keywords).map {
            Schema(keywords: $0, identity: same[0].identity)
        }
    }

    /// Several types without alternatives as a choice of one alternative each; nil for any other.
    func asChoice(_ keyword: String) -> Schema? {
        guard self.keyword == nil, types.count > 1, around.values == nil, around.choices.isEmpty else {
            return nil
        }
        let named = Set(types.flatMap { Self.keywords[$0] ?? [] })
        let members = types.map { type in
            let own = around.keywords.members.filter { Self.keywords[type]?.contains($0.key) == true }
            return JSONValue.object(JSONObject([JSONMember("type", .string(type))] + own))
        }
        return Schema(
            keywords: around.keywords.without(named.union(["type"])).setting(keyword, to: .array(members)))
    }

    private static let numeric: Set<String> = [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format",
    ]

    /// What says something of values of each type, and of no others.
    private static let keywords: [String: Set<String>] = [
        "string": [
            "minLength", "maxLength", "pattern", "format", "contentMediaType", "contentEncoding",
            "contentSchema",
        ],
        "integer": numeric,
        "number": numeric,
        "array": [
            "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains",
            "maxContains", "unevaluatedItems",
        ],
        "object": [
            "additionalProperties", "patternProperties", "propertyNames", "required", "minProperties",
            "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties",
        ],
    ]
}
