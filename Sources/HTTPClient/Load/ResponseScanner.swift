/// Follows one response after the other on a connection to its end, without keeping what it says.
///
/// The same bytes end the same way as with ``ResponseDecoder``: as complete, incomplete or faulty.
struct ResponseScanner {
    enum Progress: Hashable {
        case incomplete
        /// `isClean` means that the response ended where the bytes did, and lets the connection live.
        case complete(isClean: Bool)
    }

    private enum Phase {
        case head
        case sized(remaining: Int)
        case decoding(ResponseDecoder)
    }

    private let limits: HTTPLimits
    private var request: LoadRequest?
    private var phase = Phase.head
    private var keepsAlive = false

    /// Bytes of the response so far.
    private(set) var received = 0
    /// Of a complete response.
    private(set) var status = 0
    /// The values of `Set-Cookie`; of a complete response.
    private(set) var cookies: [String] = []

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Makes ready for the answer to a request.
    @inline(__always)
    mutating func begin(_ request: LoadRequest) {
        self.request = request
        if case .head = phase {} else { phase = .head }
        received = 0
        if !cookies.isEmpty { cookies = [] }
    }

    @inline(__always)
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) -> Progress {
        switch phase {
        case .head:
            if received == 0,
                let head = PlainHead(bytes, answersHead: request?.isHead ?? false, limits: limits)
            {
                return try follow(head, bytes)
            }
            phase = .decoding(
                ResponseDecoder(method: request?.method ?? "GET", limits: limits, keepsBody: false))
            return try decode(bytes)
        case .sized(let remaining): return take(remaining, of: bytes)
        case .decoding: return try decode(bytes)
        }
    }

    /// The peer has closed: that ends a body without a length, and breaks off any other response.
    mutating func end() throws(HTTPFailure) {
        guard case .decoding(var decoder) = phase else {
            throw received == 0
                ? .closedBeforeResponse(requestSent: true) : .closedEarly(received: received)
        }
        note(try decoder.end())
    }

    @inline(__always)
    private mutating func follow(
        _ head: PlainHead, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(HTTPFailure) -> Progress {
        status = head.status
        keepsAlive = head.keepsAlive
        if !head.cookies.isEmpty { cookies = head.cookies }
        let rest = UnsafeBufferPointer(rebasing: bytes[head.byteCount...])
        received = head.byteCount
        switch head.framing {
        case .empty: return .complete(isClean: keepsAlive && rest.isEmpty)
        case .sized(let length):
            guard length <= limits.bodyBytes else { throw .bodyTooLarge(limit: limits.bodyBytes) }
            return take(length, of: rest)
        case .chunked, .untilClose:
            phase = .decoding(ResponseDecoder(behind: head, limits: limits))
            return rest.isEmpty ? .incomplete : try decode(rest)
        }
    }

    @inline(__always)
    private mutating func take(_ remaining: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Progress {
        guard bytes.count >= remaining else {
            received += bytes.count
            phase = .sized(remaining: remaining - bytes.count)
            return .incomplete
        }
        received += remaining
        return .complete(isClean: keepsAlive && bytes.count == remaining)
    }

    @inline(never)
    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) throws(HTTPFailure) -> Progress {
        guard case .decoding(var decoder) = phase else { preconditionFailure("only while decoding") }
        phase = .head  // lets go of the decoder's buffers, which would be copied otherwise
        defer { received = decoder.received }
        switch try decoder.decode(bytes.span) {
        case .incomplete:
            phase = .decoding(decoder)
            return .incomplete
        case .complete(let response, let consumed, let keepsAlive):
            note(response)
            return .complete(isClean: keepsAlive && consumed == bytes.count)
        }
    }

    private mutating func note(_ response: HTTPResponse) {
        status = response.status
        cookies += response.headers.values(of: "set-cookie")
    }
}
