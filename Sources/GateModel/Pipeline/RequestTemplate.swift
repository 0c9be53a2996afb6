/// An HTTP request with places for drawn values: `{member}` in the target, the headers and the body.
///
/// The target is a path and query as written (`/members/{member}/payments?limit=20`); a value spliced into it is
/// percent-encoded, one spliced into a JSON string is not.
package struct RequestTemplate: Hashable, Sendable, Codable {
    package let method: String
    package let target: String
    package let headers: [Header]
    package let body: Body

    package init(method: String, target: String, headers: [Header] = [], body: Body = .none) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }

    package struct Header: Hashable, Sendable, Codable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package enum Body: Hashable, Sendable, Codable {
        case none
        /// JSON text; sent with `Content-Type: application/json`.
        case json(String)
        case text(String)
    }

    /// `GET /members/{member}`
    package var summary: String { "\(method) \(target)" }

    /// GET and HEAD change nothing.
    package var isRead: Bool { method == "GET" || method == "HEAD" }
}
