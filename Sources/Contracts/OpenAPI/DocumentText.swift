import GateModel
import JSON

/// Bytes of YAML or JSON to one tree.
enum DocumentText {
    private static let maximumBytes = 32 << 20

    static func parse(_ bytes: [UInt8], named name: String) throws(OpenAPIError) -> JSONValue {
        guard bytes.count <= maximumBytes else {
            throw OpenAPIError(
                place: name, what: "the document is larger than 32 MiB",
                hint: "compare the parts of it that are one interface")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw invalidUTF8(bytes, named: name)
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let value = isJSON(text) ? try json(Array(text), named: name) : try YAMLTree.parse(text, named: name)
        guard case .object = value else {
            throw OpenAPIError(
                place: name, what: "this is no OpenAPI document: its top is no object",
                hint: "name a document that starts with 'openapi: 3.0.3' or 'openapi: 3.1.0'")
        }
        return value
    }

    /// JSON opens with a brace and a quoted key; anything else that starts with a brace is YAML.
    private static func isJSON(_ text: ArraySlice<UInt8>) -> Bool {
        let tokens = text.lazy.filter { !" \t\r\n".utf8.contains($0) }.prefix(2)
        return Array(tokens) == Array("{\"".utf8) || Array(tokens) == Array("{}".utf8)
    }

    private static func json(_ bytes: [UInt8], named name: String) throws(OpenAPIError) -> JSONValue {
        do {
            return try JSONParser.parse(bytes, maximumDepth: 256)
        } catch {
            throw OpenAPIError(
                place: place(of: error.offset, in: bytes, named: name),
                what: "not valid JSON: \(error.problem)",
                hint: nil)
        }
    }

    private static func invalidUTF8(_ bytes: [UInt8], named name: String) -> OpenAPIError {
        let valid = String(decoding: bytes, as: UTF8.self).utf8
        let offset =
            zip(valid, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? bytes.count
        return OpenAPIError(
            place: place(of: offset, in: bytes, named: name), what: "not valid UTF-8",
            hint: "save the document as UTF-8")
    }

    /// `openapi.json:3:14`; the column counts Unicode scalars.
    private static func place(of offset: Int, in bytes: [UInt8], named name: String) -> String {
        let before = bytes.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = before[start...].count { $0 & 0b1100_0000 != 0b1000_0000 } + 1
        return "\(name):\(line):\(column)"
    }
}
