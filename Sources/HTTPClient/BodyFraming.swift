/// How the end of a response's body is found (RFC 9112, 6.3).
enum BodyFraming: Sendable, Hashable {
    /// No body, or one of no bytes.
    case empty
    case sized(Int)
    case chunked
    case untilClose

    /// - Parameter method: the request's, because the answer to `HEAD` has no body whatever its headers say.
    init(of statusLine: StatusLine, headers: [HTTPHeader], method: String) throws(HTTPFailure) {
        let length = try Self.contentLength(headers)
        let codings = headers.values(of: "transfer-encoding")
        if !codings.isEmpty {
            // 1.0 knows no transfer coding; such a message is as faulty as one with two kinds of length.
            guard statusLine.minorVersion > 0, codings.count == 1, codings[0].lowercased() == "chunked" else {
                throw .badResponse(.transferEncoding(codings.joined(separator: ", ").utf8.excerpt))
            }
            guard length == nil else { throw .badResponse(.lengthAndTransferEncoding) }
        }
        self =
            if method == "HEAD" || statusLine.status == 204 || statusLine.status == 304 {
                .empty
            } else if !codings.isEmpty {
                .chunked
            } else if let length {
                length == 0 ? .empty : .sized(length)
            } else {
                .untilClose
            }
    }

    /// Nil without such a header; the same length said several times is one length.
    private static func contentLength(_ headers: [HTTPHeader]) throws(HTTPFailure) -> Int? {
        var said: (text: String, length: Int)?
        for value in headers.values(of: "content-length") {
            for item in value.split(separator: ",", omittingEmptySubsequences: false) {
                let text = String(item.drop { $0 == " " || $0 == "\t" })
                guard let length = decimal(text.utf8) else {
                    throw .badResponse(.contentLength(value.utf8.excerpt))
                }
                if let said, said.length != length {
                    throw .badResponse(.conflictingLengths(said.text.utf8.excerpt, text.utf8.excerpt))
                }
                said = (text, length)
            }
        }
        return said?.length
    }
}
