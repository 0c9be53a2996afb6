import GateModel
import JSON

/// Finds every `$ref`, `$dynamicRef`, `$anchor` and `$id` of a document; examples and extensions, which are data, are left out.
struct ReferenceSurvey {
    struct Use {
        let reference: String
        /// `#/paths/~1users/get`
        let place: String
        /// The innermost schema around it that has an `$id`.
        let resource: JSONValue?
        /// Whether it is only the mapping of a discriminator, which may name what is described nowhere.
        let isMapped: Bool
    }

    /// Each reference once for each resource it stands in, in document order.
    private(set) var uses: [Use] = []
    private(set) var anchors: [String: JSONValue] = [:]
    private(set) var resources: [String: JSONValue] = [:]

    private var keys: [String] = []
    private var around: [(id: String, value: JSONValue)] = []
    private var seen: Set<[String]> = []

    /// Keywords whose members are named by the author, so that a name is no keyword.
    private static let namesBelow: Set<String> = [
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "responses",
        "parameters", "requestBodies", "headers", "securitySchemes", "links", "callbacks", "pathItems",
        "paths",
        "webhooks", "content", "mapping", "variables", "scopes", "encoding", "dependentRequired",
    ]
    /// What an object refers to itself: by `$ref`, `$dynamicRef`, or the mapping of a discriminator.
    static func references(of object: JSONObject) -> [String] {
        let written = ["$ref", "$dynamicRef"].compactMap { object[$0]?.string }
        guard object["propertyName"] != nil, let mapping = object["mapping"]?.object else { return written }
        return written + mapping.members.compactMap { $0.value.string.map(reference) }
    }

    /// A mapping refers to a component, or names it.
    static func reference(_ target: String) -> String {
        target.contains("/") || target.contains("#") ? target : "#/components/schemas/\(target)"
    }

    /// Keywords whose values are data.
    private static let data: Set<String> = ["example", "examples", "default", "enum", "const"]

    mutating func visit(_ value: JSONValue) {
        visit(value, hasNames: false)
    }

    private mutating func visit(_ value: JSONValue, hasNames: Bool) {
        switch value {
        case .object(let object):
            let id = hasNames ? nil : object["$id"]?.string
            if !hasNames { note(object, value) }
            if let id { around.append((id, value)) }
            for member in object.members where hasNames || !isData(member.key) {
                keys.append(member.key)
                visit(member.value, hasNames: !hasNames && Self.namesBelow.contains(member.key))
                keys.removeLast()
            }
            if id != nil { around.removeLast() }
        case .array(let items):
            for (index, item) in items.enumerated() {
                keys.append("\(index)")
                visit(item, hasNames: false)
                keys.removeLast()
            }
        case .null, .bool, .integer, .number, .string: break
        }
    }

    private mutating func note(_ object: JSONObject, _ value: JSONValue) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let anchor = object[keyword]?.string, anchors[anchor] == nil { anchors[anchor] = value }
        }
        if let id = object["$id"]?.string, resources[id] == nil { resources[id] = value }
        for reference in Self.references(of: object)
        where seen.insert([reference, around.last?.id ?? ""]).inserted {
            let pointer = keys.map { "/" + Self.escaped($0) }.joined()
            let isMapped = object["$ref"] == nil && object["$dynamicRef"] == nil
            uses.append(
                Use(
                    reference: reference, place: "#" + pointer, resource: around.last?.value,
                    isMapped: isMapped))
        }
    }

    private func isData(_ key: String) -> Bool {
        Self.data.contains(key) || key.hasPrefix("x-")
    }

    private static func escaped(_ key: String) -> String {
        key.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
