import GateModel
import JSON

/// What a plain scalar means by YAML 1.2's core schema (10.3.2): dates and `yes` are text.
enum YAMLScalar {
    static func value(of text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        // Nearly all scalars are words: spare them the rest.
        guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string(text) }
        return number(text) ?? .string(text)
    }

    private static func number(_ text: String) -> JSONValue? {
        if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
        guard text.utf8.count - digits.count <= 1, let first = digits.first else { return nil }
        let isNumeric = digits.allSatisfy { "0123456789.eE+-".utf8.contains($0) }
        let hasDigit = digits.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumeric, hasDigit, first != UInt8(ascii: "e"), first != UInt8(ascii: "E") else { return nil }
        if let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { return nil }
        return .number(number)
    }

    private static func integer(_ digits: Substring, radix: Int) -> JSONValue? {
        guard digits.utf8.first != UInt8(ascii: "-"), digits.utf8.first != UInt8(ascii: "+") else {
            return nil
        }
        return Int64(digits, radix: radix).map { .integer($0) }
    }
}
