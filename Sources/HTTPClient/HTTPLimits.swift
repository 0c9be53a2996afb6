/// What one exchange may cost at most, whatever the peer does.
package struct HTTPLimits: Sendable, Hashable {
    /// Bytes of all status lines and headers of one exchange, of its trailers, and of one chunk-size line.
    package var headerBytes: Int
    package var headerCount: Int
    /// Bytes of the decoded body.
    package var bodyBytes: Int
    /// From the first look-up of the name to the accepted connection.
    package var connectTime: Duration
    /// From the write of the request to the last byte of the response.
    package var exchangeTime: Duration

    package init(
        headerBytes: Int = 65_536,
        headerCount: Int = 256,
        bodyBytes: Int = 16_777_216,
        connectTime: Duration = .seconds(5),
        exchangeTime: Duration = .seconds(30)
    ) {
        self.headerBytes = headerBytes
        self.headerCount = headerCount
        self.bodyBytes = bodyBytes
        self.connectTime = connectTime
        self.exchangeTime = exchangeTime
    }
}
