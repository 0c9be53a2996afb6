import GateModel
import JSON

/// Two schemas in normal form that a value has to match both, as one.
struct SchemaMerge {
    private let outer: JSONObject
    private let inner: JSONObject

    /// Nil where no single schema says the same, as of two patterns.
    ///
    /// - Parameter outer: the schema around; what people are told comes from it.
    static func merged(_ outer: JSONObject, _ inner: JSONObject) -> JSONObject? {
        if outer.members.isEmpty { return inner }
        if inner.members.isEmpty { return outer }
        let merge = SchemaMerge(outer: outer, inner: inner)
        guard merge.isSayable else { return nil }
        return merge.whole
    }

    private var keys: [String] {
        outer.members.map(\.key) + inner.members.map(\.key).filter { outer[$0] == nil }
    }

    private var whole: JSONObject? {
        guard let types else { return nil }
        var members: [JSONMember] = []
        for key in keys where key != "type" && key != "nullable" {
            switch (outer[key], inner[key]) {
            case (let left?, let right?):
                guard let both = both(key, left, right) else { return nil }
                members.append(JSONMember(key, both))
            case (let one?, nil), (nil, let one?): members.append(JSONMember(key, one))
            case (nil, nil): break
            }
        }
        if let type = types { members.insert(JSONMember("type", type), at: 0) }
        if saysNull { members.append(JSONMember("nullable", true)) }
        return JSONObject(members)
    }

    // MARK: Types

    /// The types that both allow, a missing one meaning all; nil where there is none.
    private var types: JSONValue?? {
        let (left, right) = (Self.types(outer), Self.types(inner))
        if left.isEmpty { return .some(inner["type"]) }
        if right.isEmpty { return .some(outer["type"]) }
        let common = left.flatMap { type in
            right.filter { $0 == type || (type == "number" && $0 == "integer") }
                + (type == "integer" && right.contains("number") ? ["integer"] : [])
        }
        let distinct = common.enumerated().filter { !common[..<$0.offset].contains($0.element) }.map(
            \.element)
        guard let first = distinct.first else { return nil }
        return .some(distinct.count == 1 ? .string(first) : .array(distinct.map { .string($0) }))
    }

    private static func types(_ form: JSONObject) -> [String] {
        switch form["type"] {
        case .string(let name): [name]
        case .array(let names): names.compactMap(\.string)
        case .null, .bool, .integer, .number, .object, nil: []
        }
    }

    private var saysNull: Bool {
        let says = [outer, inner].contains { $0["nullable"]?.bool == true }
        return says && [outer, inner].allSatisfy(NullReading.allowsNull)
    }

    // MARK: What is not sayable

    private static let conditions: Set<String> = ["if", "then", "else"]
    private static let counting: Set<String> = ["contains", "minContains", "maxContains"]

    private var isSayable: Bool {
        isOpen(outer, to: inner, by: ["additionalProperties"])
            && isOpen(inner, to: outer, by: ["additionalProperties", "unevaluatedProperties"])
            && (outer["items"] == nil || inner["prefixItems"] == nil)
            && (inner["items"] == nil || outer["prefixItems"] == nil)
            && inner["unevaluatedItems"] == nil && isOnlyOne(Self.conditions) && isOnlyOne(Self.counting)
    }

    /// Whether what one says of its other properties leaves those of the other schema alone.
    private func isOpen(_ form: JSONObject, to other: JSONObject, by keywords: [String]) -> Bool {
        guard keywords.contains(where: { form[$0] != nil }) else { return true }
        let names = form["properties"]?.object ?? JSONObject()
        let others = other["properties"]?.object?.members ?? []
        return others.allSatisfy { names[$0.key] != nil } && other["patternProperties"] == nil
    }

    private func isOnlyOne(_ keywords: Set<String>) -> Bool {
        let left = outer.members.filter { keywords.contains($0.key) }
        let right = inner.members.filter { keywords.contains($0.key) }
        return left.isEmpty || right.isEmpty || JSONObject(left) == JSONObject(right)
    }

    // MARK: Keyword by keyword

    private static let least: Set<String> = [
        "maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains",
    ]
    private static let greatest: Set<String> = [
        "minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains",
    ]
    /// Keywords with one schema that a part of the value has to match.
    private static let parts: Set<String> = [
        "items", "additionalProperties", "propertyNames", "contentSchema",
    ]

    private func both(_ key: String, _ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        if left == right || SchemaKeywords.isAnnotation(key) || key == "discriminator" { return left }
        if Self.least.contains(key) { return bound(left, right, min) }
        if Self.greatest.contains(key) { return bound(left, right, max) }
        if Self.parts.contains(key) { return Self.conjunction(left, right) }
        if SchemaKeywords.named.contains(key) { return named(left, right) }
        return switch key {
        case "required": union(left, right)
        case "dependentRequired": requirements(left, right)
        case "uniqueItems": true
        case "enum": values(left, right)
        case "multipleOf": multiple(left, right)
        case "allOf": .array((left.array ?? []) + (right.array ?? []))
        default: nil
        }
    }

    private func bound(
        _ left: JSONValue, _ right: JSONValue, _ tighter: (Double, Double) -> Double
    ) -> JSONValue? {
        guard let one = left.number, let other = right.number else { return nil }
        return tighter(one, other) == one ? left : right
    }

    private func union(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
        let names = left.array ?? []
        let known = Set(names)
        return .array(names + (right.array ?? []).filter { !known.contains($0) })
    }

    private func requirements(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
        guard let one = left.object, let other = right.object else { return left }
        let common = one.members.map { member in
            JSONMember(member.key, other[member.key].map { union(member.value, $0) } ?? member.value)
        }
        return .object(JSONObject(common + other.members.filter { one[$0.key] == nil }))
    }

    /// Nil where no value is in both lists.
    private func values(_ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        let others = Set(right.array ?? [])
        let common = (left.array ?? []).filter(others.contains)
        return common.isEmpty ? nil : .array(common)
    }

    private func multiple(_ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        guard let one = left.number, let other = right.number, one > 0, other > 0 else { return nil }
        if (one / other).rounded() == one / other { return left }
        return (other / one).rounded() == other / one ? right : nil
    }

    /// Schemas by name; one that both name has to be matched twice.
    private func named(_ left: JSONValue, _ right: JSONValue) -> JSONValue? {
        guard let one = left.object, let other = right.object else { return nil }
        let common = one.members.map { member in
            JSONMember(
                member.key, other[member.key].map { Self.conjunction(member.value, $0) } ?? member.value)
        }
        return .object(JSONObject(common + other.members.filter { one[$0.key] == nil }))
    }

    /// `{allOf: [left, right]}`, without parts that stand twice or ask nothing.
    private static func conjunction(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
        var parts: [JSONValue] = []
        for part in conjuncts(left) + conjuncts(right) where !parts.contains(part) { parts.append(part) }
        guard parts.count != 1 else { return parts[0] }
        return .object(JSONObject([JSONMember("allOf", .array(parts))]))
    }

    private static func conjuncts(_ schema: JSONValue) -> [JSONValue] {
        if schema == true { return [] }
        guard let object = schema.object else { return [schema] }
        if object.members.isEmpty { return [] }
        guard object.members.count == 1, let parts = object["allOf"]?.array else { return [schema] }
        return parts
    }
}
