import GateModel
import JSON

/// A value as a Python literal, laid out over lines where it is long.
///
/// Only printable ASCII is written, so that no text can end its string or its line.
func pythonLiteral(_ value: JSONValue, indent: String = "") -> String {
    let line = oneLine(value)
    guard indent.count + line.count > 110 else { return line }
    let inner = indent + "    "
    switch value {
    case .array(let elements):
        let lines = elements.map { "\(inner)\(pythonLiteral($0, indent: inner)),\n" }
        return "[\n\(lines.joined())\(indent)]"
    case .object(let object):
        let lines = object.members.map { member in
            "\(inner)\(oneLine(.string(member.key))): \(pythonLiteral(member.value, indent: inner)),\n"
        }
        return "{\n\(lines.joined())\(indent)}"
    case .null, .bool, .integer, .number, .string:
        return line
    }
}

private func oneLine(_ value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let bool): bool ? "True" : "False"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string(let text): "\"\(text.unicodeScalars.map(escaped).joined())\""
    case .array(let elements): "[\(elements.map(oneLine).joined(separator: ", "))]"
    case .object(let object):
        "{\(object.members.map { "\(oneLine(.string($0.key))): \(oneLine($0.value))" }.joined(separator: ", "))}"
    }
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case " "..."~": return String(Character(scalar))
    default:
        let digits = String(scalar.value, radix: 16)
        let (mark, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
        return "\\\(mark)\(String(repeating: "0", count: width - digits.count))\(digits)"
    }
}
