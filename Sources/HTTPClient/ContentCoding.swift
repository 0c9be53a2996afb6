/// A content coding that can be undone (RFC 9110, 8.4.1).
enum ContentCoding: Sendable, Hashable {
    case gzip
    case deflate

    /// Nil for one that is not known here; letter case is ignored.
    init?(name: String) {
        switch name.lowercased() {
        case "gzip", "x-gzip": self = .gzip
        case "deflate": self = .deflate
        default: return nil
        }
    }

    /// The body without it, of at most `limit` bytes; an empty body stays empty.
    ///
    /// `deflate` means zlib's format, but some servers send its content without a frame (RFC 9110, 8.4.1.2).
    func undo(_ body: [UInt8], atMost limit: Int) throws(HTTPFailure) -> [UInt8] {
        if body.isEmpty { return [] }
        switch self {
        case .gzip: return try Inflater(.gzip).inflate(body, atMost: limit)
        case .deflate:
            do throws(HTTPFailure) {
                return try Inflater(.zlib).inflate(body, atMost: limit)
            } catch {
                guard case .undecodableBody = error else { throw error }
                return try Self.undoBare(body, atMost: limit, orThrow: error)
            }
        }
    }

    /// - Parameter failure: what is wrong with the body otherwise.
    private static func undoBare(
        _ body: [UInt8], atMost limit: Int, orThrow failure: HTTPFailure
    ) throws(HTTPFailure) -> [UInt8] {
        do throws(HTTPFailure) {
            return try Inflater(.bare).inflate(body, atMost: limit)
        } catch {
            guard case .undecodableBody = error else { throw error }
            throw failure
        }
    }
}

extension HTTPResponse {
    /// So many codings on top of each other are undone.
    private static let mostCodings = 4

    /// The body freed of its content codings, as far as they are known here.
    ///
    /// Codings that are not known leave it as it came: who has not asked for them cannot read it, which is told by its
    /// header.
    ///
    /// - Parameter limit: bytes of the body at each step, so that a small one cannot grow without end.
    package func decodedBody(atMost limit: Int = HTTPLimits().bodyBytes) throws(HTTPFailure) -> [UInt8] {
        let names = headers.values(of: "content-encoding").flatMap { value in
            value.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        }.filter { !$0.isEmpty && $0.lowercased() != "identity" }
        if names.isEmpty { return body }
        guard names.count <= Self.mostCodings else {
            throw .undecodableBody("a body with \(names.count) content codings")
        }
        let codings = names.compactMap(ContentCoding.init)
        guard codings.count == names.count else { return body }
        var body = body
        for coding in codings.reversed() { body = try coding.undo(body, atMost: limit) }
        return body
    }
}
