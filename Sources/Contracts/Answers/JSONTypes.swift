import GateModel
import JSON

/// A set of JSON's types, with integers apart from other numbers.
struct JSONTypes: OptionSet, CustomStringConvertible {
    let rawValue: UInt8

    static let null = JSONTypes(rawValue: 1)
    static let boolean = JSONTypes(rawValue: 2)
    static let integer = JSONTypes(rawValue: 4)
    /// Written with a fraction or an exponent: strict decoders refuse `1.0` where they want an integer.
    static let number = JSONTypes(rawValue: 8)
    static let string = JSONTypes(rawValue: 16)
    static let array = JSONTypes(rawValue: 32)
    static let object = JSONTypes(rawValue: 64)

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(of value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool: self = .boolean
        case .integer: self = .integer
        case .number: self = .number
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }

    /// Whether a client that reads these types can read that value; an integer is read where numbers are.
    func allow(_ value: JSONValue) -> Bool {
        contains(JSONTypes(of: value)) || (contains(.number) && value.integer != nil)
    }

    /// `integer or null`
    var description: String {
        Self.names.filter { contains($0.type) }.map(\.name).joined(separator: " or ")
    }

    /// `integer+null`, for fingerprints.
    var label: String {
        Self.names.filter { contains($0.type) }.map(\.name).joined(separator: "+")
    }

    private static let names: [(type: JSONTypes, name: String)] = [
        (.boolean, "boolean"), (.integer, "integer"), (.number, "number"), (.string, "string"),
        (.array, "array"), (.object, "object"), (.null, "null"),
    ]
}
