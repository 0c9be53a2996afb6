/// ``JSONValue`` to text.
///
/// Both forms write doubles as ECMAScript does. An integer beyond ±2^53 is written as its nearest double in
/// the canonical form, as RFC 8785 demands; the pretty form writes it in full.
///
/// - Precondition: every `number` is finite.
package struct JSONWriter {
    private let form: Form
    private var output: [UInt8] = []

    private enum Form {
        case canonical
        case pretty
    }

    /// The one spelling that RFC 8785 (JCS) gives to this value: what is signed and hashed.
    package static func canonical(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(form: .canonical)
        writer.append(value, level: 0)
        return writer.output
    }

    /// For people: two blanks a level, keys in the order they were given, a line feed at the end.
    package static func pretty(_ value: JSONValue) -> String {
        var writer = JSONWriter(form: .pretty)
        writer.append(value, level: 0)
        return String(decoding: writer.output, as: UTF8.self) + "\n"
    }

    private init(form: Form) {
        self.form = form
    }

    private mutating func append(_ value: JSONValue, level: Int) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let bool): output += (bool ? "true" : "false").utf8
        case .integer(let integer):
            let isExact = form == .pretty || integer.magnitude <= 1 << 53
            output += (isExact ? String(integer) : ECMAScriptNumber.text(Double(integer))).utf8
        case .number(let number): output += ECMAScriptNumber.text(number).utf8
        case .string(let string): append(string)
        case .array(let elements):
            appendList("[", elements, "]", level: level) { writer, element in
                writer.append(element, level: level + 1)
            }
        case .object(let object):
            appendList("{", inOrder(object.members), "}", level: level) { writer, member in
                writer.append(member.key)
                writer.output += (writer.form == .pretty ? ": " : ":").utf8
                writer.append(member.value, level: level + 1)
            }
        }
    }

    private func inOrder(_ members: [JSONMember]) -> [JSONMember] {
        switch form {
        case .pretty: members
        // RFC 8785, 3.2.3: by UTF-16 code units, unlike Swift's `<`.
        case .canonical: members.sorted { Self.precedes($0.key, $1.key) }
        }
    }

    private static func precedes(_ one: String, _ other: String) -> Bool {
        // Of ASCII alone, all orders are the same.
        isASCII(one) && isASCII(other) ? one < other : one.utf16.lexicographicallyPrecedes(other.utf16)
    }

    private static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    private mutating func appendList<Element>(
        _ opening: String, _ elements: [Element], _ closing: String, level: Int,
        append: (inout JSONWriter, Element) -> Void
    ) {
        output += opening.utf8
        for (position, element) in elements.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            breakLine(level: level + 1)
            append(&self, element)
        }
        if !elements.isEmpty { breakLine(level: level) }
        output += closing.utf8
    }

    private mutating func breakLine(level: Int) {
        guard form == .pretty else { return }
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: 2 * level)
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// RFC 8785, 3.2.2.2: only quote, backslash and control characters are escaped.
    private mutating func append(_ string: String) {
        output.append(UInt8(ascii: "\""))
        guard string.utf8.contains(where: Self.isEscaped) else {
            output += string.utf8
            output.append(UInt8(ascii: "\""))
            return
        }
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output += #"\""#.utf8
            case UInt8(ascii: "\\"): output += #"\\"#.utf8
            case 0x08: output += #"\b"#.utf8
            case 0x09: output += #"\t"#.utf8
            case 0x0a: output += #"\n"#.utf8
            case 0x0c: output += #"\f"#.utf8
            case 0x0d: output += #"\r"#.utf8
            case 0..<0x10: output += "\\u000\(String(byte, radix: 16))".utf8
            case 0x10..<0x20: output += "\\u00\(String(byte, radix: 16))".utf8
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
