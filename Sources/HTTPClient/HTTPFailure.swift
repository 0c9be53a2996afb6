/// Why there is no response. What the peer did comes first, then what this side refused or gave up.
package enum HTTPFailure: Error, Sendable, Hashable {
    case unresolved(host: String, reason: String)
    case refused
    case connectTimedOut(after: Duration)
    /// Neither refused nor timed out: no route, and the like.
    case connectionFailed(reason: String)
    /// This machine had no descriptor, port or memory left for it, which says nothing of the service.
    case noSocket(reason: String)
    /// TLS did not come about, or broke.
    case notSecure(reason: String)
    /// `received` counts this exchange's response bytes until then; 0 means that there was no answer at all.
    case timedOut(after: Duration, received: Int)
    case reset(received: Int)
    /// Closed in an orderly way before the first byte of a response. Not sent means that the peer has
    /// closed the kept connection before there was a request, so that a new connection may carry it.
    case closedBeforeResponse(requestSent: Bool)
    case closedEarly(received: Int)
    case badResponse(ResponseFault)
    case headersTooLarge(limit: Int)
    case tooManyHeaders(limit: Int)
    case bodyTooLarge(limit: Int)
    /// A complete body that is not what its content coding says: `a gzip body that is cut off`.
    case undecodableBody(String)
    case badRequest(RequestFault)
    case busy
    case alreadyClosed
    case cancelled

    /// A name for reports and counters; it never changes.
    package var kind: String {
        switch self {
        case .unresolved: "unresolved"
        case .refused: "refused"
        case .connectTimedOut: "connect_timed_out"
        case .connectionFailed: "connection_failed"
        case .noSocket: "no_socket"
        case .notSecure: "not_secure"
        case .timedOut: "timed_out"
        case .reset: "reset"
        case .closedBeforeResponse: "closed_before_response"
        case .closedEarly: "closed_early"
        case .badResponse: "bad_response"
        case .headersTooLarge: "headers_too_large"
        case .tooManyHeaders: "too_many_headers"
        case .bodyTooLarge: "body_too_large"
        case .undecodableBody: "undecodable_body"
        case .badRequest: "bad_request"
        case .busy: "busy"
        case .alreadyClosed: "already_closed"
        case .cancelled: "cancelled"
        }
    }
}

extension HTTPFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unresolved(let host, let reason): "could not resolve '\(host)': \(reason)"
        case .refused: "refused the connection"
        case .connectTimedOut(let time): "did not accept the connection within \(time.text)"
        case .connectionFailed(let reason): "the connection failed: \(reason)"
        case .noSocket(let reason): "no connection could be made here: \(reason)"
        case .notSecure(let reason): "no secure connection: \(reason)"
        case .timedOut(let time, received: 0): "did not answer within \(time.text)"
        case .timedOut(let time, let received):
            "did not finish its response within \(time.text), after \(received.bytes)"
        case .reset(received: 0): "reset the connection before its response"
        case .reset(let received): "reset the connection after \(received.bytes) of its response"
        case .closedBeforeResponse(requestSent: false): "closed the connection before the request was sent"
        case .closedBeforeResponse(requestSent: true): "closed the connection without a response"
        case .closedEarly(let received): "closed the connection after \(received.bytes) of its response"
        case .badResponse(let fault): "sent a malformed response: \(fault)"
        case .headersTooLarge(let limit): "sent more than \(limit.bytes) of headers"
        case .tooManyHeaders(let limit): "sent more than \(limit) headers"
        case .bodyTooLarge(let limit): "sent a body of more than \(limit.bytes)"
        case .undecodableBody(let what): "sent \(what)"
        case .badRequest(let fault): "the request cannot be sent: \(fault)"
        case .busy: "the connection is busy with another request"
        case .alreadyClosed: "the connection is already closed"
        case .cancelled: "the exchange was cancelled"
        }
    }
}

extension Int {
    fileprivate var bytes: String { self == 1 ? "1 byte" : "\(self) bytes" }
}

extension Duration {
    var text: String {
        let milliseconds = self / .milliseconds(1)
        return milliseconds < 1000 ? "\(milliseconds.shortest) ms" : "\((milliseconds / 1000).shortest) s"
    }
}

extension Double {
    /// `5` for 5.0, `2.5` for 2.5.
    fileprivate var shortest: String {
        rounded() == self && magnitude < 1e15 ? "\(Int(self))" : "\(self)"
    }
}
