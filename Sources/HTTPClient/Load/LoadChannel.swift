import NIOCore

/// Between one TCP connection and the ``LoadConnection`` that has opened it; without an owner it closes.
final class LoadChannel: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Nil once it has let go of this channel.
    private var owner: LoadConnection?
    private var context: ChannelHandlerContext?

    init(owner: LoadConnection) {
        self.owner = owner
    }

    @inline(__always)
    func send(_ bytes: ByteBuffer) {
        context?.writeAndFlush(NIOAny(bytes), promise: nil)
    }

    /// Lets go of the owner, which hears nothing any more.
    func abandon() {
        owner = nil
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelActive(context: ChannelHandlerContext) {
        OwnPorts.note(context.channel)
        if let owner { owner.opened() } else { context.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let owner else { return }
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { owner.received($0.assumingMemoryBound(to: UInt8.self)) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        owner?.closedByPeer()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let owner { owner.broken(by: error) }
        context.close(promise: nil)
    }
}
