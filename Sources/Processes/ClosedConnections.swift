/// The ports from which connections came to a loopback port that have ended within the last minute, as far as the kernel still knows
/// them (`TIME_WAIT`, RFC 9293, 3.6); whose they were it does not know any more.
///
/// One that was reset leaves nothing.
package func closedConnections(toPort port: UInt16) throws(ProcessError) -> Set<UInt16> {
    let ended: Set<TCPState> = [.finWait1, .finWait2, .timeWait, .lastAck, .closing]
    let left = try tcpSockets(in: ended, withPort: port).filter { $0.inode == 0 }
    // The end that closed first is the one that waits.
    return Set(left.map { $0.localPort == port ? $0.remotePort : $0.localPort })
}
