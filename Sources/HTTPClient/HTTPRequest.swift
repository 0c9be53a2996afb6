/// A request as the caller means it; `Host` and `Content-Length` are added when it is sent.
package struct HTTPRequest: Sendable, Hashable {
    package var method: String
    /// Path and query, percent-encoded, starting with a slash: `/search?q=a%20b`.
    package var target: String
    package var headers: [HTTPHeader]
    package var body: [UInt8]

    package init(method: String, target: String, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

extension HTTPRequest {
    /// Whether sending it twice does no more than sending it once (RFC 9110, 9.2.2).
    var isIdempotent: Bool {
        ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"].contains(method)
    }

    var asksToClose: Bool { headers.list("connection", contains: "close") }
}
