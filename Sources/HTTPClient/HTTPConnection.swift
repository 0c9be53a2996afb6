import NIOCore
import Synchronization

/// One TCP connection to a service, kept alive between requests, which go one at a time.
///
/// It stays open until closed by either side or until its ``EventLoopThread`` is shut down.
package final class HTTPConnection: Sendable {
    package let address: ServiceAddress
    /// Whom it is connected with; nil where the kernel cannot say any more.
    var peer: SocketAddress? { channel.remoteAddress }

    private let channel: any Channel
    private let limits: HTTPLimits
    private let thread: EventLoopThread
    private let openness: Openness
    private let handler: NIOLoopBound<ConnectionHandler>

    /// Called on the event loop, with a channel that is about to connect.
    init(
        channel: any Channel, address: ServiceAddress, limits: HTTPLimits, thread: EventLoopThread
    ) throws {
        self.channel = channel
        self.address = address
        self.limits = limits
        self.thread = thread
        let openness = Openness()
        let handler = ConnectionHandler(channel: channel, limits: limits, openness: openness)
        try channel.pipeline.syncOperations.addHandler(handler)
        self.openness = openness
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// Whether, as far as this side knows, it can carry one more request: neither side has closed it, and
    /// no response has announced the end. The peer may close it at any time all the same.
    package var isReusable: Bool { openness.isOpen.load(ordering: .acquiring) }

    /// Sends the request and waits for the whole response, at most `timeout` (by default the limits'
    /// exchange time).
    ///
    /// Any status counts as a response. Cancelling the task ends the wait at once.
    ///
    /// - Throws: a refused request (``HTTPFailure/badRequest(_:)``), ``HTTPFailure/busy``, and a task that
    ///   was cancelled before the request was sent leave the connection as it was; after anything else it is
    ///   closed.
    package func send(_ request: HTTPRequest, timeout: Duration? = nil) async throws(HTTPError)
        -> HTTPExchange
    {
        let bytes: ByteBuffer
        do throws(RequestFault) {
            bytes = ByteBuffer(bytes: try request.bytes(host: address.place))
        } catch {
            throw HTTPError(place: address.place, failure: .badRequest(error))
        }
        let timeout = timeout ?? limits.exchangeTime
        let ticket = ConnectionHandler.Ticket()
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRunning = thread.run { [handler] in
                    handler.value.begin(
                        request, bytes: bytes, timeout: timeout, ticket: ticket, continuation: continuation)
                }
                if !isRunning { continuation.resume(returning: .failure(.alreadyClosed)) }
            }
        } onCancel: {
            ticket.isCancelled.store(true, ordering: .releasing)
            thread.run { [handler] in handler.value.cancel(ticket) }
        }
        do throws(HTTPFailure) {
            return try outcome.get()
        } catch {
            throw HTTPError(place: address.place, failure: error)
        }
    }

    /// Returns when the connection is closed; a request under way fails as ``HTTPFailure/cancelled``.
    package func close() async {
        await withCheckedContinuation { continuation in
            let isRunning = thread.run { [handler] in
                handler.value.close { continuation.resume() }
            }
            if !isRunning { continuation.resume() }
        }
    }
}
