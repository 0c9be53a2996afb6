import NIOCore
import NIOTLS

/// Waits until a connection is secure.
///
/// It stands behind the handler of TLS, and lets everything pass.
final class Handshake: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Fails with what kept the connection from becoming secure; always completed when the channel has closed.
    let isDone: EventLoopFuture<Void>

    private let promise: EventLoopPromise<Void>
    private let timer: Scheduled<Void>

    /// Called on the event loop.
    init(_ channel: any Channel, limits: HTTPLimits) {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        self.promise = promise
        isDone = promise.futureResult
        timer = channel.eventLoop.scheduleTask(in: TimeAmount(limits.connectTime)) {
            promise.fail(
                HTTPFailure.notSecure(
                    reason: "no end of the handshake within \(limits.connectTime.inWords)"))
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted = event { promise.succeed() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.fireErrorCaught(error)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer.cancel()
        promise.fail(HTTPFailure.notSecure(reason: "closed in the handshake"))
    }
}
