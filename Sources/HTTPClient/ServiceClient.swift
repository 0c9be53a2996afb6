import NIOCore
import NIOPosix
import Synchronization

/// Opens connections to one service, and keeps those that ``send(_:timeout:)`` used for its next requests.
///
/// For measuring, open a connection with ``connect()`` and send on that: it says what happens on the wire and
/// repeats nothing.
package final class ServiceClient: Sendable {
    package let address: ServiceAddress
    package let limits: HTTPLimits

    private let thread: EventLoopThread
    private let ownsThread: Bool
    private let security: Result<TransportSecurity?, HTTPFailure>
    private let idle = Mutex<[HTTPConnection]>([])

    /// - Parameters:
    ///   - security: for `https`; nil trusts whom the system trusts.
    ///   - thread: shared with other clients and shut down by whoever made it; nil for one of its own.
    package init(
        _ address: ServiceAddress, limits: HTTPLimits = HTTPLimits(), security: TransportSecurity? = nil,
        on thread: EventLoopThread? = nil
    ) {
        self.address = address
        self.limits = limits
        self.security = Result { () throws(HTTPFailure) in
            guard address.isSecure, security == nil else { return security }
            return try TransportSecurity()
        }
        self.thread = thread ?? EventLoopThread()
        self.ownsThread = thread == nil
    }

    /// Opens a connection, which is the caller's to close; one with TLS is secure when this returns.
    package func connect() async throws(HTTPError) -> HTTPConnection {
        guard thread.run({}) else { throw HTTPError(place: address.place, failure: .alreadyClosed) }
        let (address, limits, thread) = (address, limits, thread)
        let security: TransportSecurity?
        do throws(HTTPFailure) {
            security = try self.security.get()
        } catch {
            throw HTTPError(place: address.place, failure: error)
        }
        do {
            let (connection, handshake) = try await ClientBootstrap(group: thread.group)
                .connectTimeout(TimeAmount(limits.connectTime))
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .channelOption(.maxMessagesPerRead, value: 1)
                .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096))
                .connect(host: address.host, port: Int(address.port)) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handshake = try security?.begin(on: channel, host: address.host, limits: limits)
                        let connection = try HTTPConnection(
                            channel: channel, address: address, limits: limits, thread: thread)
                        return (connection, handshake)
                    }
                }
            do {
                try await handshake?.get()
            } catch {
                await connection.close()
                throw error
            }
            return connection
        } catch {
            throw HTTPError(
                place: address.place, failure: HTTPFailure(connecting: error, to: address, limits: limits))
        }
    }

    /// Sends on a kept connection, or on a new one when there is none, and keeps the connection afterwards.
    ///
    /// When the peer turns out to have closed the kept connection, the request is sent once more on a new
    /// one, if the first was not sent at all, or if there was no byte of an answer and the method may be
    /// repeated (RFC 9110, 9.2.2). The exchange says so. `timeout` holds for each of the two.
    package func send(_ request: HTTPRequest, timeout: Duration? = nil) async throws(HTTPError)
        -> HTTPExchange
    {
        if let kept = takeIdle() {
            do throws(HTTPError) {
                return try await send(request, on: kept, timeout: timeout)
            } catch {
                guard error.failure.mayRepeat(request) else { throw error }
            }
            var exchange = try await send(request, on: try await connect(), timeout: timeout)
            exchange.reconnected = true
            return exchange
        }
        return try await send(request, on: try await connect(), timeout: timeout)
    }

    /// Closes the kept connections and, unless it is shared, ends the thread; then nothing can be sent any
    /// more.
    package func shutdown() async {
        let kept = idle.withLock { connections in
            defer { connections = [] }
            return connections
        }
        for connection in kept {
            await connection.close()
        }
        if ownsThread {
            await thread.shutdown()
        }
    }

    private func send(
        _ request: HTTPRequest, on connection: HTTPConnection, timeout: Duration?
    ) async throws(HTTPError) -> HTTPExchange {
        defer {
            if connection.isReusable { idle.withLock { $0.append(connection) } }
        }
        return try await connection.send(request, timeout: timeout)
    }

    private func takeIdle() -> HTTPConnection? {
        idle.withLock { connections in
            connections.removeAll { !$0.isReusable }
            return connections.popLast()
        }
    }
}

extension HTTPFailure {
    /// Whether a kept connection that failed so leaves the request free to be sent again.
    fileprivate func mayRepeat(_ request: HTTPRequest) -> Bool {
        switch self {
        case .alreadyClosed, .closedBeforeResponse(requestSent: false): true
        case .closedBeforeResponse(requestSent: true), .reset(received: 0): request.isIdempotent
        case .unresolved, .refused, .connectTimedOut, .connectionFailed, .noSocket, .notSecure, .timedOut,
            .reset, .closedEarly, .badResponse, .headersTooLarge, .tooManyHeaders, .bodyTooLarge,
            .undecodableBody, .badRequest, .busy, .cancelled:
            false
        }
    }
}
