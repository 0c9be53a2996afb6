import Glibc

/// Whoever is connected to a loopback port and is none of some processes, as `127.0.0.1:40312`; empty where nobody is.
///
/// Connections of this process are its own. One that was closed a moment ago belongs to nobody any more, and is not told.
///
/// - Parameter processes: Whose connections are expected; they may have ended.
package func foreignConnections(
    toPort port: UInt16, except processes: [Int32]
) throws(ProcessError) -> [String] {
    var strangers = try connections(toPort: port)
    if strangers.isEmpty { return [] }
    for process in [getpid()] + processes {
        for inode in try socketInodes(of: process) { strangers[inode] = nil }
        if strangers.isEmpty { return [] }
    }
    return strangers.values.sorted()
}

/// The local ends of all connections to a port of this machine, by the inodes of their sockets.
///
/// Half closed ones can still be served; what waits for its end belongs to nobody, and has no inode.
private func connections(toPort port: UInt16) throws(ProcessError) -> [UInt64: String] {
    let states = Set(TCPState.allCases).subtracting([.listening, .timeWait])
    let sockets = try tcpSockets(in: states, withPort: port).filter { $0.inode != 0 && $0.remotePort == port }
    return Dictionary(sockets.map { ($0.inode, "127.0.0.1:\($0.localPort)") }) { first, _ in first }
}
