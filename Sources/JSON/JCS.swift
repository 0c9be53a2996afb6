/// Codable values to and from canonical JSON (RFC 8785): the same bytes for the same value, and no others read back.
///
/// What JSON has no number for is text: integers beyond ±2^53, where other readers round, and `nan`, `inf` and `-inf`. A
/// duration is text in seconds: `120 s`. A member that is nil is left out. Enums with payloads are ``TaggedCodable``.
package enum JCS {
    /// How a number is written that is no whole one, or that has a unit.
    package enum Fractions: Sendable {
        /// `0.05`; what is not finite is text.
        case numbers
        /// `0.05`; what is not finite is null. For people's tools: it does not read back.
        case finiteNumbers
        /// `"0.05"`, `"0.05 s"`: in what is signed, since the spelling of a JSON number differs between languages.
        case text
    }

    /// - Throws: Where a type encodes something that JSON cannot say, such as a dictionary with two equal keys.
    package static func value(
        _ value: some Encodable, fractions: Fractions = .numbers
    ) throws(JCSError) -> JSONValue {
        let node = JCSNode(fractions)
        do {
            try write(value, to: node, [])
        } catch {
            throw JCSError(error)
        }
        return node.value
    }

    package static func bytes(
        _ value: some Encodable, fractions: Fractions = .numbers
    ) throws(JCSError) -> [UInt8] {
        JSONWriter.canonical(try self.value(value, fractions: fractions))
    }

    /// Reads what ``bytes(_:)`` writes, and nothing else: another order, another spelling of a number and an unknown member are
    /// refused, since encoding again would not give the same bytes.
    package static func read<Value: Codable>(
        _ type: Value.Type, from bytes: [UInt8], fractions: Fractions = .numbers, maximumDepth: Int = 128
    ) throws(JCSError) -> Value {
        let json: JSONValue
        do {
            json = try JSONParser.parse(bytes, maximumDepth: maximumDepth)
        } catch {
            throw JCSError(place: "", problem: .notJSON(error))
        }
        let value = try read(type, from: json)
        let again = try self.value(value, fractions: fractions)
        let expected = JSONWriter.canonical(again)
        guard expected == bytes else {
            throw difference(json, again)
                ?? JCSError(place: "byte \(commonPrefix(bytes, expected))", problem: .notCanonical)
        }
        return value
    }

    /// The same of a part of a document, whose bytes the caller checks.
    package static func read<Value: Decodable>(
        _ type: Value.Type, from json: JSONValue
    ) throws(JCSError) -> Value {
        do {
            return try JCSDecoder(json, []).decode(type)
        } catch {
            throw JCSError(error)
        }
    }

    /// The first difference of what stands there from what would be written; nil where only spellings or orders differ.
    private static func difference(_ found: JSONValue, _ expected: JSONValue) -> JCSError? {
        if found == expected { return nil }
        if let found = found.object, let expected = expected.object {
            for member in found.members {
                guard let other = expected[member.key] else {
                    return JCSError(place: member.key, problem: .unknown)
                }
                if let inner = difference(member.value, other) { return inner.inside(member.key) }
            }
            let missing = expected.members.first { found[$0.key] == nil }
            return missing.map { JCSError(place: $0.key, problem: .missing) }
        }
        if let found = found.array, let expected = expected.array, found.count == expected.count {
            for (index, pair) in zip(found, expected).enumerated() {
                if let inner = difference(pair.0, pair.1) { return inner.inside("\(index)") }
            }
        }
        let written = String(decoding: JSONWriter.canonical(expected), as: UTF8.self)
        return JCSError(place: "", problem: .malformed("expected \(written.prefix(40))"))
    }

    private static func commonPrefix(_ left: [UInt8], _ right: [UInt8]) -> Int {
        zip(left, right).prefix { $0 == $1 }.count
    }
}

/// A number with a unit, which is text with that unit where fractions are text.
package protocol JCSQuantity: Encodable {
    var number: Double { get }
    /// `0.0419 s`
    var text: String { get }
}

/// Why a value cannot be read or written as canonical JSON, and where in it.
package struct JCSError: Error, Hashable, CustomStringConvertible {
    /// A path of keys and indices: `stages/0/verdict`, or `byte 17`; empty for the whole.
    package let place: String
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        case notJSON(JSONError)
        /// Another order of members, or another spelling of a number or text.
        case notCanonical
        case missing
        /// A newer version may have written it.
        case unknown
        /// What was expected there, or what is wrong with it.
        case malformed(String)
    }

    package init(place: String, problem: Problem) {
        self.place = place
        self.problem = problem
    }

    package var description: String { place.isEmpty ? what : "\(place): \(what)" }

    private var what: String {
        switch problem {
        case .notJSON(let error): "it is not JSON: \(error)"
        case .notCanonical: "it is not in canonical form"
        case .missing: "it is missing"
        case .unknown: "it is unknown to this version"
        case .malformed(let what): what
        }
    }

    fileprivate func inside(_ key: String) -> JCSError {
        JCSError(place: place.isEmpty ? key : "\(key)/\(place)", problem: problem)
    }
}

extension JCSError {
    fileprivate init(_ error: any Error) {
        switch error {
        case DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context):
            self.init(
                at: context.codingPath,
                context.underlyingError is JCSUnknownCase ? .unknown : .malformed(context.debugDescription))
        case DecodingError.valueNotFound(_, let context):
            self.init(at: context.codingPath, .malformed("it is null, or the list ends too early"))
        case DecodingError.keyNotFound(let key, let context):
            self.init(at: context.codingPath + [key], .missing)
        case EncodingError.invalidValue(_, let context):
            self.init(at: context.codingPath, .malformed(context.debugDescription))
        default: self.init(at: [], .malformed("\(error)"))
        }
    }

    private init(at path: [any CodingKey], _ problem: Problem) {
        self.init(
            place: path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/"),
            problem: problem)
    }
}

/// That a tagged enum has no case of a name.
struct JCSUnknownCase: Error {}

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
