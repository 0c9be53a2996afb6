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
    /// Keywords that refer to a schema.
    static let keywords = ["$ref", "$dynamicRef"]

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
        for keyword in Self.keywords {
            guard let reference = object[keyword]?.string,
                seen.insert([reference, around.last?.id ?? ""]).inserted
            else { continue }
            let pointer = keys.map { "/" + Self.escaped($0) }.joined()
            uses.append(Use(reference: reference, place: "#" + pointer, resource: around.last?.value))
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
