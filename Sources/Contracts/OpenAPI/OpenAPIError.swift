/// Why some bytes are no OpenAPI document that can be compared.
package struct OpenAPIError: Error, Hashable, CustomStringConvertible {
    /// `openapi.yaml`, `openapi.yaml:14:3`, or `openapi.yaml#/paths/~1users` where only the place in the tree is
    /// known.
    package let place: String
    package let what: String
    package let hint: String?

    package init(place: String, what: String, hint: String?) {
        self.place = Self.escapedForTerminal(place)
        self.what = Self.escapedForTerminal(what)
        self.hint = hint.map(Self.escapedForTerminal)
    }

    /// Documents are quoted, and must not steer a terminal.
    private static func escapedForTerminal(_ text: String) -> String {
        text.unicodeScalars.map(Excerpt.visible).joined()
    }

    package var description: String {
        "\(place): error: \(what)" + (hint.map { "\n  hint: \($0)" } ?? "")
    }
}
