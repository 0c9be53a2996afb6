import NIOCore

/// Makes a connection secure: it stands between the socket, where bytes are encrypted, and the rest, where they are not.
///
/// What is sent before the connection is secure waits. A peer that closes without saying that this was all may have been
/// cut off by a third party, so that is an error.
final class TLSHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State {
        case handshake, secure
        /// Either side has said that this was all, or it broke.
        case over
    }

    private let session: TLSSession
    private var state = State.handshake
    private var waiting: [(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)] = []

    /// Completed when the connection is secure, or never will be; always when the channel has closed.
    var isSecure: EventLoopPromise<Void>?

    init(_ session: TLSSession) {
        self.session = session
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { advance(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        advance(context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).withUnsafeReadableBytes(session.receive)
        advance(context)
    }

    /// Goes on with the handshake, then with what the peer said.
    private func advance(_ context: ChannelHandlerContext) {
        do throws(HTTPFailure) {
            if case .handshake = state {
                let isDone = try session.handshake()
                sendOutgoing(context)
                guard isDone else { return }
                state = .secure
                isSecure?.succeed()
                try sendWaiting(context)
            }
            try readAll(context)
        } catch {
            fail(context, error)
        }
    }

    private func readAll(_ context: ChannelHandlerContext) throws(HTTPFailure) {
        while case .secure = state {
            switch try session.read(context.channel.allocator) {
            case .bytes(let bytes): context.fireChannelRead(wrapInboundOut(bytes))
            case .nothing:
                // A new key may have to be answered.
                return sendOutgoing(context)
            case .end:
                close(context: context, mode: .all, promise: nil)
            }
        }
    }

    private func fail(_ context: ChannelHandlerContext, _ failure: HTTPFailure) {
        state = .over
        // The peer is told why.
        sendOutgoing(context)
        isSecure?.fail(failure)
        context.fireErrorCaught(failure)
        context.close(promise: nil)
    }

    private func sendOutgoing(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
        guard let bytes = session.takeOutgoing(context.channel.allocator) else {
            promise?.succeed()
            return
        }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
    }

    private func sendWaiting(_ context: ChannelHandlerContext) throws(HTTPFailure) {
        let writes = waiting
        waiting = []
        for (bytes, promise) in writes {
            do throws(HTTPFailure) {
                try bytes.readableBytesView.withUnsafeBytes { bytes throws(HTTPFailure) in
                    try session.write(bytes)
                }
            } catch {
                promise?.fail(error)
                throw error
            }
            sendOutgoing(context, promise: promise)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .over = state {
            promise?.fail(ChannelError.ioOnClosedChannel)
        } else {
            waiting.append((unwrapOutboundIn(data), promise))
        }
    }

    func flush(context: ChannelHandlerContext) {
        guard case .secure = state else { return }
        do throws(HTTPFailure) {
            try sendWaiting(context)
        } catch {
            fail(context, error)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if case .secure = state {
            session.end()
            sendOutgoing(context)
        }
        state = .over
        context.close(mode: mode, promise: promise)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .secure = state {
            context.fireErrorCaught(HTTPFailure.notSecure(reason: "ended without saying so"))
        }
        end()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        isSecure?.fail(error)
        context.fireErrorCaught(error)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    private func end() {
        state = .over
        isSecure?.fail(HTTPFailure.notSecure(reason: "closed in the handshake"))
        for (_, promise) in waiting { promise?.fail(ChannelError.ioOnClosedChannel) }
        waiting = []
    }
}
