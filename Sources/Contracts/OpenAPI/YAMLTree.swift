import GateModel
import Yams

/// Makes the JSON tree of one YAML document, within bounds that no honest OpenAPI document reaches.
///
/// Scalars are read by YAML 1.2's core schema, aliases and merge keys (`<<`) are followed.
struct YAMLTree {
    private static let maximumDepth = 256
    /// Of the tree with its aliases followed; a document of 32 MiB without aliases has fewer.
    private static let maximumValues = 8_000_000
    /// Values that an alias adds are counted against this as well, so that a bomb ends early.
    private static let maximumAliasedValues = 200_000

    private let name: String
    private var values = 0
    private var aliasedValues = 0
    private var anchorsAround = 0

    /// - Throws: What stops the YAML parser, or the first thing beyond the bounds.
    static func parse(_ bytes: ArraySlice<UInt8>, named name: String) throws(OpenAPIError) -> JSONValue {
        guard !YAMLBomb.mayHashAliases(bytes) else {
            throw OpenAPIError(
                place: name, what: "the document has a list, a mapping or an alias for a key",
                hint: "write every key as text")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let parser: Parser
        let root: Node?
        do {
            // `.basic`: every scalar stays the text that it is.
            parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            root = try parser.singleRoot()
        } catch {
            throw openAPIError(for: error, in: bytes, named: name)
        }
        guard let root else {
            throw OpenAPIError(place: name, what: "the document is empty", hint: nil)
        }
        var tree = YAMLTree(name: name)
        // Nodes hold their anchors weakly; the parser owns them.
        return try withExtendedLifetime(parser) { () throws(OpenAPIError) -> JSONValue in
            try tree.value(root, depth: 1)
        }
    }

    private init(name: String) {
        self.name = name
    }

    private mutating func value(_ node: Node, depth: Int) throws(OpenAPIError) -> JSONValue {
        try count(node, depth: depth)
        let isAnchored = node.anchor != nil
        anchorsAround += isAnchored ? 1 : 0
        defer { anchorsAround -= isAnchored ? 1 : 0 }
        switch node {
        case .scalar(let scalar):
            let isText = scalar.style != .plain || scalar.tag.rawValue == Tag.Name.str.rawValue
            return isText ? .string(scalar.string) : YAMLScalar.value(of: scalar.string)
        case .sequence(let sequence):
            var items: [JSONValue] = []
            items.reserveCapacity(sequence.count)
            for item in sequence { items.append(try value(item, depth: depth + 1)) }
            return .array(items)
        case .mapping(let mapping):
            return .object(try object(mapping, depth: depth))
        case .alias:
            throw OpenAPIError(
                place: place(of: node), what: "the alias leads nowhere", hint: "write the value out")
        }
    }

    private mutating func object(
        _ mapping: Node.Mapping, depth: Int
    ) throws(OpenAPIError) -> JSONObject {
        var object = JSONObject()
        var merged: [Node] = []
        for (key, child) in mapping {
            guard case .scalar(let name) = key else {
                throw OpenAPIError(place: place(of: key), what: "a key must be text", hint: "quote it")
            }
            if name.style == .plain, name.string == "<<" {
                merged.append(child)
                continue
            }
            guard object.append(JSONMember(name.string, try value(child, depth: depth + 1))) else {
                throw OpenAPIError(
                    place: place(of: key), what: "key '\(name.string)' is there twice", hint: "remove one")
            }
        }
        for child in merged { try merge(child, into: &object, depth: depth) }
        return object
    }

    /// Keys that are there already win: https://yaml.org/type/merge.html
    private mutating func merge(
        _ node: Node, into object: inout JSONObject, depth: Int
    ) throws(OpenAPIError) {
        switch try value(node, depth: depth + 1) {
        case .object(let other):
            for member in other.members { _ = object.append(member) }
        case .array(let others):
            for case .object(let other) in others {
                for member in other.members { _ = object.append(member) }
            }
        case .null, .bool, .integer, .number, .string:
            throw OpenAPIError(
                place: place(of: node), what: "'<<' merges no mapping", hint: "give it an alias of a mapping")
        }
    }

    /// An anchored node is met where it stands and wherever an alias repeats it.
    private mutating func count(_ node: Node, depth: Int) throws(OpenAPIError) {
        values += 1
        aliasedValues += anchorsAround > 0 || node.anchor != nil ? 1 : 0
        guard values <= Self.maximumValues, aliasedValues <= Self.maximumAliasedValues else {
            throw OpenAPIError(
                place: place(of: node),
                what: "the document has too many values once its aliases are followed",
                hint: "use '$ref' for what repeats")
        }
        guard depth <= Self.maximumDepth else {
            throw OpenAPIError(
                place: place(of: node), what: "values are nested more than \(Self.maximumDepth) deep",
                hint: "use '$ref' for the inner ones")
        }
    }

    private func place(of node: Node) -> String {
        node.mark.map { "\(name):\($0.line):\($0.column)" } ?? name
    }
}
