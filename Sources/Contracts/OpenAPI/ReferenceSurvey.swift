import GateModel
import JSON

/// Finds every `$ref`, `$dynamicRef`, `$anchor` and `$id` of a document; examples and extensions, which are data, are left out.
struct ReferenceSurvey {
    struct Use {
        /// In ASCII; see ``ReferenceSurvey/exact(_:)``.
        let reference: String
        let written: String
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
    /// What each `$dynamicAnchor` stands at: which of them is meant depends on where a reader comes from.
    private(set) var dynamic: [JSONKey: [JSONValue]] = [:]

    private var keys: [String] = []
    private var around: [(id: String, value: JSONValue)] = []
    private var seen: Set<[String]> = []

    /// Keywords whose members are named by the author, so that a name is no keyword.
    private static let namesBelow: Set<String> = [
        "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas", "responses",
        "parameters", "requestBodies", "headers", "securitySchemes", "links", "callbacks", "pathItems",
        "paths",
        "webhooks", "content", "mapping", "variables", "scopes", "encoding", "dependentRequired",
        "mediaTypes",
    ]

    /// Whether the members of what stands under a key are named by the author.
    static func hasNames(below key: String) -> Bool { namesBelow.contains(key) }

    /// What an object refers to itself, in ASCII: by `$ref`, `$dynamicRef`, or the mapping of a discriminator.
    static func references(of object: JSONObject) -> [String] { written(of: object).map(exact) }

    private static func written(of object: JSONObject) -> [String] {
        let written = ["$ref", "$dynamicRef"].compactMap { object[$0]?.string }
        guard object["propertyName"] != nil, let mapping = object["mapping"]?.object else { return written }
        return written + mapping.members.compactMap { $0.value.string.map(reference) }
    }

    /// A reference with its bytes beyond ASCII percent-encoded, which leads to the same: as they stand, two spellings of
    /// one letter would be one key of a dictionary, although they lead to two components.
    static func exact(_ reference: String) -> String {
        guard !reference.utf8.allSatisfy({ $0 < 0x80 }) else { return reference }
        return reference.utf8.reduce(into: "") { text, byte in
            text += byte < 0x80 ? String(UnicodeScalar(byte)) : "%" + hexadecimal([byte]).uppercased()
        }
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
        if let anchor = object["$dynamicAnchor"]?.string {
            dynamic[JSONKey(anchor), default: []].append(value)
        }
        if let id = object["$id"]?.string, resources[id] == nil { resources[id] = value }
        for written in Self.written(of: object) {
            let reference = Self.exact(written)
            guard seen.insert([reference, around.last?.id ?? ""]).inserted else { continue }
            let pointer = keys.map { "/" + Self.escaped($0) }.joined()
            let isMapped = object["$ref"] == nil && object["$dynamicRef"] == nil
            uses.append(
                Use(
                    reference: reference, written: written, place: "#" + pointer,
                    resource: around.last?.value,
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
