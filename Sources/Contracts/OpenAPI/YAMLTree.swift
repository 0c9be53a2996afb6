import JSON
import YAML

/// Makes the JSON tree of one YAML document, within bounds that no honest OpenAPI document reaches.
///
/// Scalars are read by YAML 1.2's core schema, aliases and merge keys (`<<`) are followed.
struct YAMLTree {
    /// A document of 32 MiB has fewer values. What aliases add is bounded closer, so that a bomb ends early.
    private static let limits = YAMLLimits(
        depth: 256, values: 8_000_000, extras: .followed(aliasedValues: 200_000))

    private let name: String

    /// - Throws: What stops the YAML parser, or the first thing beyond the bounds.
    static func parse(_ bytes: ArraySlice<UInt8>, named name: String) throws(OpenAPIError) -> JSONValue {
        let root: YAMLNode
        do throws(YAMLError) {
            root = try YAMLNode.parse(bytes, within: limits)
        } catch {
            throw OpenAPIError(error, named: name)
        }
        return try YAMLTree(name: name).value(root)
    }

    private func value(_ node: YAMLNode) throws(OpenAPIError) -> JSONValue {
        switch node.content {
        case .scalar(let scalar):
            let isText = scalar.style != .plain || node.tag == "tag:yaml.org,2002:str"
            return isText ? .string(scalar.text) : YAMLScalar.value(of: scalar.text)
        case .sequence(let items):
            var values: [JSONValue] = []
            values.reserveCapacity(items.count)
            for item in items { values.append(try value(item)) }
            return .array(values)
        case .mapping(let entries):
            return .object(try object(entries))
        }
    }

    private func object(_ entries: [YAMLNode.Entry]) throws(OpenAPIError) -> JSONObject {
        var object = JSONObject()
        var merged: [YAMLNode] = []
        for entry in entries {
            if entry.key.style == .plain, entry.key.text == "<<" {
                merged.append(entry.value)
            } else {
                // No key is there twice.
                _ = object.append(JSONMember(entry.key.text, try value(entry.value)))
            }
        }
        for node in merged { try merge(node, into: &object) }
        return object
    }

    /// Keys that are there already win: https://yaml.org/type/merge.html
    private func merge(_ node: YAMLNode, into object: inout JSONObject) throws(OpenAPIError) {
        switch try value(node) {
        case .object(let other):
            for member in other.members { _ = object.append(member) }
        case .array(let others):
            for case .object(let other) in others {
                for member in other.members { _ = object.append(member) }
            }
        case .null, .bool, .integer, .number, .string:
            throw OpenAPIError(
                place: "\(name):\(node.place.line):\(node.place.column)", what: "'<<' merges no mapping",
                hint: "give it an alias of a mapping")
        }
    }
}
