/// How one request under load ended.
package enum LoadEnd: Sendable {
    /// Whole; whether the status is the right one is for others to say. Cookies are the values of `Set-Cookie`.
    case answered(status: Int, cookies: [String])
    /// The same for a request whose answer was wanted with its headers and body.
    case response(HTTPResponse)
    case failed(HTTPFailure)
}
