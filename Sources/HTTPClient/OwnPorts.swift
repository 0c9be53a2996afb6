import NIOCore
import Synchronization

/// The ports from which this process has connected to others, so that its own connections are told from those of strangers when they
/// are closed and the kernel does not know any more whose they were.
package enum OwnPorts {
    private static let known = Mutex<[Int: Set<UInt16>]>([:])

    /// Of all connections to a port so far, on whichever machine.
    package static func connected(to port: UInt16) -> Set<UInt16> {
        known.withLock { $0[Int(port)] ?? [] }
    }

    /// For a channel that is connected.
    static func note(_ channel: any Channel) {
        guard let own = channel.localAddress?.port, let other = channel.remoteAddress?.port else { return }
        known.withLock { _ = $0[other, default: []].insert(UInt16(truncatingIfNeeded: own)) }
    }
}
