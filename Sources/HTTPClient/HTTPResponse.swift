/// A final response (never a 1xx), with its body already freed of transfer coding.
package struct HTTPResponse: Sendable, Hashable {
    package let status: Int
    /// May be empty: servers may leave it out.
    package let reason: String
    /// In the order they came, duplicates kept; trailers are not among them. A value that is not valid
    /// UTF-8 is read as Latin-1.
    package let headers: [HTTPHeader]
    package let body: [UInt8]

    package init(status: Int, reason: String, headers: [HTTPHeader], body: [UInt8]) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// The value of the first header of that name; letter case is ignored.
    package func first(_ name: String) -> String? {
        headers.values(of: name).first
    }
}
