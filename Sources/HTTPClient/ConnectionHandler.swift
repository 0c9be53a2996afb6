import NIOCore
import Synchronization

/// Carries out, on the event loop, what the ``ConnectionState`` of its channel says, and reads the clock.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    typealias Outcome = Result<HTTPExchange, HTTPFailure>

    /// Identifies one exchange, so that it can be cancelled from any thread, even before it has begun.
    final class Ticket: Sendable {
        let isCancelled = Atomic(false)
    }

    private struct Pending {
        let ticket: Ticket
        let sentAt: UInt64
        let timer: Scheduled<Void>
        let continuation: CheckedContinuation<Outcome, Never>
    }

    /// Follows the state, for readers on other threads.
    let openness: Openness

    private let channel: any Channel
    private var state: ConnectionState
    private var pending: Pending?

    init(channel: any Channel, limits: HTTPLimits, openness: Openness) {
        self.channel = channel
        self.state = ConnectionState(limits: limits)
        self.openness = openness
    }

    func begin(
        _ request: HTTPRequest, bytes: ByteBuffer, timeout: Duration, ticket: Ticket,
        continuation: CheckedContinuation<Outcome, Never>
    ) {
        guard !ticket.isCancelled.load(ordering: .acquiring) else {
            continuation.resume(returning: .failure(.cancelled))
            return
        }
        let action = state.begin(request)
        if case .fail(let failure, _) = action {
            continuation.resume(returning: .failure(failure))
            return
        }
        let timer = channel.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(timeout)) {
            self.perform(self.state.timedOut(after: timeout))
        }
        let written = channel.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { self.requestWritten($0) }
        pending = Pending(
            ticket: ticket, sentAt: NIODeadline.now().uptimeNanoseconds, timer: timer,
            continuation: continuation)
        channel.writeAndFlush(bytes, promise: written)
    }

    func cancel(_ ticket: Ticket) {
        guard pending?.ticket === ticket else { return }
        perform(state.cancelled())
    }

    func close(whenDone: @escaping @Sendable () -> Void) {
        perform(state.cancelled())
        channel.closeFuture.whenComplete { _ in whenDone() }
    }

    func channelActive(context: ChannelHandlerContext) {
        OwnPorts.note(context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        perform(state.received(buffer.readableBytesUInt8Span))
    }

    func channelInactive(context: ChannelHandlerContext) {
        perform(state.closedByPeer())
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        perform(broken(by: error))
    }

    private func requestWritten(_ result: Result<Void, any Error>) {
        switch result {
        case .success: state.wroteRequest()
        case .failure(let error): perform(broken(by: error))
        }
    }

    private func broken(by error: any Error) -> ConnectionState.Action {
        switch SystemFailure(error) {
        case .reset: state.resetByPeer()
        case .refused, .exhausted, .other: state.failed(SystemFailure.failure(error))
        }
    }

    private func perform(_ action: ConnectionState.Action) {
        let now = NIODeadline.now().uptimeNanoseconds
        openness.isOpen.store(state.isOpen, ordering: .releasing)
        switch action {
        case .none, .write: break
        case .complete(let response, let close):
            if close { channel.close(promise: nil) }
            finish { .success(HTTPExchange(response: response, sentAt: $0, finishedAt: now)) }
        case .fail(let failure, let close):
            if close { channel.close(promise: nil) }
            finish { _ in .failure(failure) }
        case .close: channel.close(promise: nil)
        }
    }

    private func finish(_ outcome: (_ sentAt: UInt64) -> Outcome) {
        guard let pending else { return }
        self.pending = nil
        pending.timer.cancel()
        pending.continuation.resume(returning: outcome(pending.sentAt))
    }
}

/// Whether a connection may carry one more request, readable from any thread.
final class Openness: Sendable {
    let isOpen = Atomic(true)
}
