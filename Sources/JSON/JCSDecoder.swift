/// Reads one value.
struct JCSDecoder: Decoder {
    let value: JSONValue
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(_ value: JSONValue, _ path: [any CodingKey]) {
        self.value = value
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let object = value.object else { throw mismatch(JSONObject.self, "an object") }
        return KeyedDecodingContainer(JCSKeyedReader<Key>(object: object, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let array = value.array else { throw mismatch([JSONValue].self, "a list") }
        return JCSListReader(array: array, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func mismatch(_ type: any Any.Type, _ wanted: String) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "expected \(wanted)"))
    }
}

extension JCSDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { if case .null = value { true } else { false } }

    func text() throws -> String {
        guard let text = value.string else { throw mismatch(String.self, "a text") }
        return text
    }

    func integer() throws -> Int {
        guard let integer = whole(Int.self) else { throw mismatch(Int.self, "a whole number") }
        return integer
    }

    func decode(_ type: String.Type) throws -> String { try text() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch type {
        case is String.Type: try plain(text(), "a text")
        case is Bool.Type: try plain(value.bool, "true or false")
        case is Double.Type: try plain(value.jcsDouble, "a number")
        case is Float.Type: try plain(value.jcsDouble.map { Float($0) }, "a number")
        case is Duration.Type:
            try plain(value.string.flatMap(Duration.init(decimalText:)), "a duration in seconds: '120 s'")
        case let integer as any (FixedWidthInteger & Decodable).Type:
            try plain(whole(integer), "a whole number")
        case is any TaggedCodable.Type: try tagged(type)
        default: try Value(from: self)
        }
    }

    private func whole<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
        value.jcsInteger(type)
    }

    private func plain<Value>(_ found: Any?, _ wanted: String) throws -> Value {
        guard let found = found as? Value else { throw mismatch(Value.self, wanted) }
        return found
    }
}

struct JCSKeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: JSONObject
    let codingPath: [any CodingKey]

    var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }

    // What there is most of, without looking for what it is.
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).text() }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).integer() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(JCSSuper()) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: any CodingKey) throws -> JCSDecoder {
        guard let value = object[key.stringValue] else {
            // The payload of a tagged enum, whose members stand beside its kind.
            if key.stringValue == JCSTag.unlabelled { return JCSDecoder(.object(object), codingPath) }
            throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
        }
        return JCSDecoder(value, codingPath + [key])
    }
}

private struct JCSListReader: UnkeyedDecodingContainer {
    let array: [JSONValue]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(array: [JSONValue], codingPath: [any CodingKey]) {
        self.array = array
        self.codingPath = codingPath
    }

    var count: Int? { array.count }
    var isAtEnd: Bool { currentIndex == array.count }

    mutating func decodeNil() throws -> Bool {
        guard try decoder().decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try decoder().decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try decoder().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try decoder()
        currentIndex += 1
        return decoder
    }

    private func decoder() throws -> JCSDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSONValue.self, .init(codingPath: codingPath + [JCSIndex(currentIndex)], debugDescription: "")
            )
        }
        return JCSDecoder(array[currentIndex], codingPath + [JCSIndex(currentIndex)])
    }
}
