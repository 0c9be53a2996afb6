/// Codable values to and from canonical JSON (RFC 8785): the same bytes for the same value, and no others read back.
///
/// What JSON has no number for is text: integers beyond ±2^53, where other readers round, and `nan`, `inf` and `-inf`. A member
/// that is nil is left out.
package enum JCS {
    /// - Throws: Where a type encodes something that JSON cannot say, such as a dictionary with two equal keys.
    package static func value(_ value: some Encodable) throws(JCSError) -> JSONValue {
        let node = JCSNode()
        do {
            try value.encode(to: JCSEncoder(node, []))
        } catch {
            throw JCSError(error)
        }
        return node.value
    }

    package static func bytes(_ value: some Encodable) throws(JCSError) -> [UInt8] {
        JSONWriter.canonical(try self.value(value))
    }

    /// Reads what ``bytes(_:)`` writes, and nothing else: another order, another spelling of a number and an unknown member are
    /// refused, since encoding again would not give the same bytes.
    package static func read<Value: Codable>(
        _ type: Value.Type, from bytes: [UInt8], maximumDepth: Int = 128
    ) throws(JCSError) -> Value {
        let json: JSONValue
        do {
            json = try JSONParser.parse(bytes, maximumDepth: maximumDepth)
        } catch {
            throw JCSError(place: "", what: "\(error)")
        }
        let value = try read(type, from: json)
        let again = try self.value(value)
        guard JSONWriter.canonical(again) == bytes else {
            throw JCSError(
                place: firstDifference(json, again) ?? "", what: "it is not written as it would be here")
        }
        return value
    }

    /// The same of a part of a document, whose bytes the caller checks.
    package static func read<Value: Decodable>(
        _ type: Value.Type, from json: JSONValue
    ) throws(JCSError) -> Value {
        do {
            return try Value(from: JCSDecoder(json, []))
        } catch {
            throw JCSError(error)
        }
    }

    /// Where two values differ first, as a path: `stages/0/verdict`; nil where only spellings or orders do.
    private static func firstDifference(_ left: JSONValue, _ right: JSONValue) -> String? {
        if left == right { return nil }
        if let left = left.object, let right = right.object {
            for member in left.members {
                guard let other = right[member.key] else { return member.key }
                if let place = firstDifference(member.value, other) { return joined(member.key, place) }
            }
            return right.members.first { left[$0.key] == nil }?.key ?? ""
        }
        if let left = left.array, let right = right.array, left.count == right.count {
            for (index, pair) in zip(left, right).enumerated() {
                if let place = firstDifference(pair.0, pair.1) { return joined("\(index)", place) }
            }
        }
        return ""
    }

    private static func joined(_ key: String, _ place: String) -> String {
        place.isEmpty ? key : "\(key)/\(place)"
    }
}

/// Why a value cannot be read or written as canonical JSON, and where in it.
package struct JCSError: Error, Hashable, CustomStringConvertible {
    /// A path of keys and indices: `stages/0/verdict`; empty for the whole.
    package let place: String
    package let what: String

    package var description: String { place.isEmpty ? what : "\(place): \(what)" }
}

extension JCSError {
    init(_ error: any Error) {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context):
            self.init(at: context.codingPath, context.debugDescription)
        case DecodingError.valueNotFound(_, let context):
            self.init(at: context.codingPath, "it is null, or the list ends too early")
        case DecodingError.keyNotFound(let key, let context):
            self.init(at: context.codingPath + [key], "it is missing")
        case EncodingError.invalidValue(_, let context):
            self.init(at: context.codingPath, context.debugDescription)
        default: self.init(at: [], "\(error)")
        }
    }

    private init(at path: [any CodingKey], _ what: String) {
        self.init(
            place: path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/"),
            what: what)
    }
}

/// An index of a list, in a path.
struct JCSIndex: CodingKey {
    let index: Int

    init(_ index: Int) { self.index = index }
    init?(intValue: Int) { index = intValue }
    init?(stringValue: String) { nil }

    var intValue: Int? { index }
    var stringValue: String { String(index) }
}

/// What a class has of the class it inherits from.
struct JCSSuper: CodingKey {
    init() {}
    init?(intValue: Int) { nil }
    init?(stringValue: String) { nil }

    var intValue: Int? { nil }
    var stringValue: String { "super" }
}
