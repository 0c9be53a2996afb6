/// One request and its response, with the two moments that make the latency.
///
/// Both moments are nanoseconds of the monotonic clock (`CLOCK_MONOTONIC`), read on the event loop:
/// `sentAt` just before the request's bytes are handed to the kernel, `finishedAt` when the response's last
/// byte is decoded. Connecting, and waiting for Swift tasks to be scheduled, is not in between.
package struct HTTPExchange: Sendable, Hashable {
    package let response: HTTPResponse
    package let sentAt: UInt64
    package let finishedAt: UInt64
    /// True when ``ServiceClient/send(_:timeout:)`` had to send the request a second time, on a new
    /// connection, because the peer had closed the kept one. The moments are those of the second time.
    package var reconnected = false

    package init(response: HTTPResponse, sentAt: UInt64, finishedAt: UInt64, reconnected: Bool = false) {
        self.response = response
        self.sentAt = sentAt
        self.finishedAt = finishedAt
        self.reconnected = reconnected
    }

    /// The latency: 0.0015 for one and a half milliseconds.
    package var seconds: Double { Double(finishedAt - sentAt) / 1e9 }
}
