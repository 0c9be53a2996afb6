/// What in a request would not be HTTP/1.1, or would smuggle in another header or request.
package enum RequestFault: Error, Sendable, Hashable {
    case method(String)
    case target(String)
    case headerName(String)
    case headerValue(name: String, value: String)
    /// A header that the client itself must set, lest the framing be wrong.
    case reservedHeader(String)
}

extension RequestFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .method(let text): "method '\(text.utf8.excerpt)'"
        case .target(let text): "target '\(text.utf8.excerpt)', which must be a percent-encoded path"
        case .headerName(let text): "header name '\(text.utf8.excerpt)'"
        case .headerValue(let name, let value): "value '\(value.utf8.excerpt)' of header '\(name)'"
        case .reservedHeader(let name): "header '\(name)' is set by the client itself"
        }
    }
}
