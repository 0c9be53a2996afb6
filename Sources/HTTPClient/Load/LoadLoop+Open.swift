import NIOCore
import NIOPosix

extension LoadLoop {
    /// Connects for this channel, which hears of it; the body hears of a failure.
    func open(_ channel: LoadChannel, failed: @escaping (HTTPFailure) -> Void) {
        let handler = NIOLoopBound(channel, eventLoop: eventLoop)
        let target = target
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(target.limits.connectTime))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.maxMessagesPerRead, value: 1)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4096))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security = target.security {
                        try channel.pipeline.syncOperations.addHandler(
                            security.handler(host: target.address.host))
                    }
                    try channel.pipeline.syncOperations.addHandler(handler.value)
                }
            }
            .connect(to: target.socketAddress)
            .assumeIsolated()
            .whenFailure { failed(HTTPFailure(connecting: $0, to: target.address, limits: target.limits)) }
    }
}
