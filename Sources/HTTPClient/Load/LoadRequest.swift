import NIOCore

/// A request in the form in which it goes out, made once and sent often; a class, so that sending copies nothing.
package final class LoadRequest: Sendable {
    let bytes: ByteBuffer
    let method: String
    let isHead: Bool
    /// Whether it may go out a second time when a kept connection turns out to be closed (RFC 9110, 9.2.2).
    let mayRepeat: Bool
    let asksToClose: Bool
    /// Whether the answer is wanted with its headers and body, which costs time.
    let wantsResponse: Bool

    /// - Parameter host: what the `Host` header says unless the request has one: `127.0.0.1:8080`.
    package convenience init(
        _ request: HTTPRequest, host: String, wantsResponse: Bool = false
    ) throws(RequestFault) {
        self.init(
            like: LoadRequestShape(request, wantsResponse: wantsResponse),
            bytes: try request.bytes(host: host))
    }

    /// A request whose bytes were put together elsewhere.
    package init(like shape: LoadRequestShape, bytes: [UInt8]) {
        self.bytes = ByteBuffer(bytes: bytes)
        method = shape.method
        isHead = shape.method == "HEAD"
        mayRepeat = shape.mayRepeat
        asksToClose = shape.asksToClose
        wantsResponse = shape.wantsResponse
    }
}

/// What all requests that are drawn from one template have in common.
package struct LoadRequestShape: Sendable {
    let method: String
    let mayRepeat: Bool
    let asksToClose: Bool
    let wantsResponse: Bool

    package init(_ request: HTTPRequest, wantsResponse: Bool) {
        method = request.method
        mayRepeat = request.isIdempotent
        asksToClose = request.asksToClose
        self.wantsResponse = wantsResponse
    }
}
