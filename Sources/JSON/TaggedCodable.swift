/// An enum that is written as one object with its case's name under `kind` and its payload beside it.
///
///     enum Outcome: TaggedCodable {
///         case verified                       // {"kind":"verified"}
///         case failed(step: Int)              // {"kind":"failed","step":2}
///         case inconclusive(Inconclusive)     // {"kind":"inconclusive","detail":"…","reason":"…"}
///         case cleanUpLeft([String])          // {"kind":"clean-up left","changes":[…]}
///
///         private enum CodingKeys: String, CodingKey {
///             case verified, failed, inconclusive
///             case cleanUpLeft = "clean-up left"
///         }
///         private enum CleanUpLeftCodingKeys: String, CodingKey { case _0 = "changes" }
///     }
///
/// The compiler makes the conformance. `CodingKeys` renames cases, `<Case>CodingKeys` payloads; a payload without a label and
/// without another name has to be an object, and its members stand beside `kind`.
package protocol TaggedCodable: Codable {}

/// The member that names the case.
struct JCSTag: CodingKey {
    static let name = "kind"
    /// What the compiler calls a payload without a label.
    static let unlabelled = "_0"

    init() {}
    init?(intValue: Int) { nil }
    init?(stringValue: String) { nil }

    var intValue: Int? { nil }
    var stringValue: String { Self.name }
}

extension JCSNode {
    /// Adds the members of a tagged enum, whose own encoding is `{"failed":{"step":2}}`.
    func appendTagged(_ value: some Encodable, _ path: [any CodingKey]) throws {
        let inner = JCSNode(fractions)
        try value.encode(to: JCSEncoder(inner, path))
        guard let members = inner.value.object?.members, members.count == 1,
            let payload = members[0].value.object
        else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: path, debugDescription: "it is not encoded as the compiler does"))
        }
        beginMembers()
        try append(JCSTag(), .string(members[0].key), path)
        for member in payload.members {
            if member.key != JCSTag.unlabelled {
                try append(JCSName(member.key), member.value, path)
            } else if let unlabelled = member.value.object {
                for member in unlabelled.members { try append(JCSName(member.key), member.value, path) }
            } else {
                throw EncodingError.invalidValue(
                    value, .init(codingPath: path, debugDescription: "its payload has no name"))
            }
        }
    }
}

extension JCSDecoder {
    /// Reads what ``JCSNode/appendTagged(_:_:)`` writes; further members are left to whoever reads the whole.
    func tagged<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let object = value.object else { throw mismatch(type, "an object") }
        let kind = try JCSDecoder(.object(object), codingPath).kind()
        do {
            return try Value(from: JCSTagDecoder(kind: kind, object: object, codingPath: codingPath))
        } catch DecodingError.typeMismatch(let found, let context)
            where found == type && context.codingPath.count == codingPath.count
        {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: codingPath + [JCSTag()],
                    debugDescription: "", underlyingError: JCSUnknownCase()))
        }
    }

    private func kind() throws -> String {
        let fields = try container(keyedBy: JCSName.self)
        return try fields.decode(String.self, forKey: JCSName(JCSTag.name))
    }
}

/// Shows an enum's initializer `{"failed":{"step":2}}` where `{"kind":"failed","step":2}` stands.
private struct JCSTagDecoder: Decoder {
    let kind: String
    let object: JSONObject
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(JCSTagReader<Key>(kind: kind, object: object, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw notTheCompilers() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw notTheCompilers() }

    private func notTheCompilers() -> DecodingError {
        .dataCorrupted(
            .init(codingPath: codingPath, debugDescription: "it is not decoded as the compiler does"))
    }
}

private struct JCSTagReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let kind: String
    let object: JSONObject
    let codingPath: [any CodingKey]

    var allKeys: [Key] { Key(stringValue: kind).map { [$0] } ?? [] }

    func contains(_ key: Key) -> Bool { key.stringValue == kind }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        KeyedDecodingContainer(JCSKeyedReader<Nested>(object: object, codingPath: codingPath))
    }

    func decodeNil(forKey key: Key) throws -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try superDecoder(forKey: key).singleValueContainer().decode(type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try superDecoder(forKey: key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { JCSDecoder(.object(object), codingPath) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try superDecoder() }
}

/// A key that is only known as text.
struct JCSName: CodingKey {
    let stringValue: String

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }

    var intValue: Int? { nil }
}
