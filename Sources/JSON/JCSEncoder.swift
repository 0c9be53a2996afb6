/// What is being written: a value, or a list or object that grows.
final class JCSNode {
    private enum Part {
        case value(JSONValue)
        case node(JCSNode)

        var value: JSONValue {
            switch self {
            case .value(let value): value
            case .node(let node): node.value
            }
        }
    }

    private enum Content {
        case nothing
        case single(Part)
        case list([Part])
        case members([(key: String, part: Part)])
    }

    let fractions: JCS.Fractions
    private var content = Content.nothing
    /// Of the members; empty while there are so few that looking through them is faster.
    private var keys: Set<String> = []

    private static let fewMembers = 16

    init(_ fractions: JCS.Fractions) { self.fractions = fractions }

    /// - Precondition: No key was written twice, which ``append(_:_:_:)`` has checked.
    var value: JSONValue {
        switch content {
        case .nothing: .object(JSONObject())
        case .single(let part): part.value
        case .list(let parts): .array(parts.map(\.value))
        case .members(let members): .object(JSONObject(members.map { JSONMember($0.key, $0.part.value) }))
        }
    }

    var count: Int { if case .list(let parts) = content { parts.count } else { 0 } }

    func beginList() { if case .nothing = content { content = .list([]) } }
    func beginMembers() { if case .nothing = content { content = .members([]) } }

    func set(_ value: JSONValue) { content = .single(.value(value)) }

    func append(_ value: JSONValue) { append(.value(value)) }

    func appendNode() -> JCSNode {
        let node = JCSNode(fractions)
        append(.node(node))
        return node
    }

    private func append(_ part: Part) {
        guard case .list(var parts) = content else { preconditionFailure("a list was begun") }
        // Taken out, so that it is not copied.
        content = .nothing
        parts.append(part)
        content = .list(parts)
    }

    func append(_ key: any CodingKey, _ value: JSONValue, _ path: [any CodingKey]) throws(EncodingError) {
        try append(key, .value(value), path)
    }

    func appendNode(_ key: any CodingKey, _ path: [any CodingKey]) throws(EncodingError) -> JCSNode {
        let node = JCSNode(fractions)
        try append(key, .node(node), path)
        return node
    }

    private func append(_ key: any CodingKey, _ part: Part, _ path: [any CodingKey]) throws(EncodingError) {
        guard case .members(var members) = content else { preconditionFailure("an object was begun") }
        let name = key.stringValue
        guard isNew(name, among: members) else {
            throw .invalidValue(
                key, .init(codingPath: path + [key], debugDescription: "it is written twice"))
        }
        content = .nothing
        members.append((name, part))
        content = .members(members)
    }

    private func isNew(_ name: String, among members: [(key: String, part: Part)]) -> Bool {
        if members.count < Self.fewMembers { return !members.contains { $0.key == name } }
        if keys.isEmpty { keys = Set(members.map(\.key)) }
        return keys.insert(name).inserted
    }
}

/// Writes one value into its node.
struct JCSEncoder: Encoder {
    let node: JCSNode
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(_ node: JCSNode, _ path: [any CodingKey]) {
        self.node = node
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.beginMembers()
        return KeyedEncodingContainer(JCSKeyedWriter<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.beginList()
        return JCSListWriter(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        JCSSingleWriter(node: node, codingPath: codingPath)
    }
}

/// The JSON value of what needs no container; nil for anything else.
private func plain(_ value: some Encodable, _ fractions: JCS.Fractions) -> JSONValue? {
    switch value {
    case let quantity as any JCSQuantity:
        fractions == .text ? .string(quantity.text) : JSONValue(jcs: quantity.number, fractions)
    case let text as String: .string(text)
    case let bool as Bool: .bool(bool)
    case let number as Double: JSONValue(jcs: number, fractions)
    case let number as Float: JSONValue(jcs: Double(number), fractions)
    case let duration as Duration: .string(duration.decimalText)
    case let integer as any (BinaryInteger & Encodable): JSONValue(jcs: integer)
    default: nil
    }
}

/// Makes a value what a node is; of a tagged enum, adds its members to those that the node has.
func write(_ value: some Encodable, to node: JCSNode, _ path: [any CodingKey]) throws {
    if let plain = plain(value, node.fractions) {
        node.set(plain)
    } else if value is any TaggedCodable {
        try node.appendTagged(value, path)
    } else {
        try value.encode(to: JCSEncoder(node, path))
    }
}

private struct JCSKeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JCSNode
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) throws { try node.append(key, .null, codingPath) }

    // What there is most of, without looking for what it is.
    func encode(_ value: String, forKey key: Key) throws { try node.append(key, .string(value), codingPath) }
    func encode(_ value: Bool, forKey key: Key) throws { try node.append(key, .bool(value), codingPath) }
    func encode(_ value: Int, forKey key: Key) throws {
        try node.append(key, JSONValue(jcs: value), codingPath)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        if let plain = plain(value, node.fractions) { return try node.append(key, plain, codingPath) }
        try write(value, to: node.appendNode(key, codingPath), codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { encoder(JCSSuper()) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }

    private func encoder(_ key: any CodingKey) -> JCSEncoder {
        do {
            return JCSEncoder(try node.appendNode(key, codingPath), codingPath + [key])
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

private struct JCSListWriter: UnkeyedEncodingContainer {
    let node: JCSNode
    let codingPath: [any CodingKey]

    var count: Int { node.count }

    func encodeNil() throws { node.append(.null) }

    func encode(_ value: some Encodable) throws {
        if let plain = plain(value, node.fractions) { return node.append(plain) }
        let index = JCSIndex(node.count)
        try write(value, to: node.appendNode(), codingPath + [index])
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder() }

    private func encoder() -> JCSEncoder {
        let index = JCSIndex(node.count)
        return JCSEncoder(node.appendNode(), codingPath + [index])
    }
}

private struct JCSSingleWriter: SingleValueEncodingContainer {
    let node: JCSNode
    let codingPath: [any CodingKey]

    func encodeNil() throws { node.set(.null) }

    func encode(_ value: String) throws { node.set(.string(value)) }

    func encode(_ value: some Encodable) throws {
        try write(value, to: node, codingPath)
    }
}
