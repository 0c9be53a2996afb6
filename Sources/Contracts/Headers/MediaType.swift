/// The value of a `Content-Type` header, so that spelling does not count (RFC 9110, 8.3.1).
struct MediaType: Hashable {
    /// `application/json`
    let essence: String
    /// `name=value`, sorted; without the `charset=utf-8` that JSON always has.
    let parameters: [String]

    init(_ text: String) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(Self.trimmed)
        let essence = parts.first.map { $0.lowercased() } ?? text
        self.essence = essence
        parameters = parts.dropFirst().filter { !$0.isEmpty }.map(Self.parameter)
            .filter { !(Self.isJSON(essence) && $0 == "charset=utf-8") }
            .sorted()
    }

    var isJSON: Bool { Self.isJSON(essence) }

    private static func isJSON(_ essence: String) -> Bool {
        essence == "application/json" || essence.hasSuffix("+json")
    }

    /// Names are case-insensitive, and so is the value of `charset`.
    private static func parameter(_ text: Substring) -> String {
        guard let equals = text.firstIndex(of: "=") else { return text.lowercased() }
        let name = trimmed(text[..<equals]).lowercased()
        let value = trimmed(text[text.index(after: equals)...]).filter { $0 != "\"" }
        return name + "=" + (name == "charset" ? value.lowercased() : value)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let start = text.drop(while: isBlank)
        let blanks = start.reversed().prefix(while: isBlank).count
        return start.dropLast(blanks)
    }
}
