/// Bytes to one ``JSONValue``, strictly by RFC 8259.
///
/// Refused besides what the grammar forbids: a key twice in one object, lone surrogates, invalid UTF-8, a
/// byte order mark, numbers too large for a double, nesting beyond a maximum.
package struct JSONParser {
    let bytes: [UInt8]
    let maximumDepth: Int
    var offset = 0
    private var depth = 0
    private var valuesLeft: Int
    private let maximumValues: Int

    /// - Parameters:
    ///   - maximumDepth: how many arrays and objects may enclose a value.
    ///   - maximumValues: how many values there may be, each taking about 24 bytes of memory: a bound for texts that
    ///     nobody vouches for.
    package static func parse(
        _ bytes: [UInt8], maximumDepth: Int = 128, maximumValues: Int = .max
    ) throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth, maximumValues: maximumValues)
        parser.skipWhitespace()
        let value = try parser.value()
        parser.skipWhitespace()
        guard parser.offset == bytes.count else { throw parser.error(.trailingBytes) }
        return value
    }

    private init(bytes: [UInt8], maximumDepth: Int, maximumValues: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.maximumValues = maximumValues
        valuesLeft = maximumValues
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        guard valuesLeft > 0 else { throw error(.tooMany(maximum: maximumValues)) }
        valuesLeft -= 1
        switch try peek() {
        case UInt8(ascii: "{"): return try nested { (parser) throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case let byte: throw error(.unexpected(byte: byte, wanted: "a value"))
        }
    }

    private mutating func nested(
        _ parse: (inout JSONParser) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < maximumDepth else { throw error(.tooDeep(maximum: maximumDepth)) }
        depth += 1
        defer { depth -= 1 }
        offset += 1
        skipWhitespace()
        return try parse(&self)
    }

    /// The rest of an object, after its `{`.
    private mutating func object() throws(JSONError) -> JSONValue {
        var object = JSONObject()
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object(object)
        }
        while true {
            let byte = try peek()
            guard byte == UInt8(ascii: "\"") else { throw error(.unexpected(byte: byte, wanted: "a key")) }
            let keyOffset = offset
            let key = try string()
            skipWhitespace()
            let colon = try peek()
            guard colon == UInt8(ascii: ":") else { throw error(.unexpected(byte: colon, wanted: "':'")) }
            offset += 1
            skipWhitespace()
            guard object.append(JSONMember(key, try value())) else {
                throw JSONError(offset: keyOffset, problem: .duplicateKey(key))
            }
            if try endsAfterElement(with: UInt8(ascii: "}"), wanted: "',' or '}'") { return .object(object) }
        }
    }

    /// The rest of an array, after its `[`.
    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value())
            if try endsAfterElement(with: UInt8(ascii: "]"), wanted: "',' or ']'") { return .array(elements) }
        }
    }

    /// Takes the comma, or the closing bracket, and says which it was.
    private mutating func endsAfterElement(
        with bracket: UInt8, wanted: String
    ) throws(JSONError) -> Bool {
        skipWhitespace()
        let byte = try peek()
        guard byte == bracket || byte == UInt8(ascii: ",") else {
            throw error(.unexpected(byte: byte, wanted: wanted))
        }
        offset += 1
        if byte == bracket { return true }
        skipWhitespace()
        return false
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for position in 0..<text.utf8CodeUnitCount {
            let byte = try peek()
            guard byte == text.utf8Start[position] else {
                throw error(.unexpected(byte: byte, wanted: "'\(text)'"))
            }
            offset += 1
        }
        return value
    }

    private mutating func skipWhitespace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0a, 0x0d: offset += 1
            default: return
            }
        }
    }

    func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    func error(_ problem: JSONError.Problem) -> JSONError {
        JSONError(offset: offset, problem: problem)
    }
}
