import Glibc

/// A TCP port on the loopback interface that nobody listened on a moment ago.
///
/// Not one of those that the kernel gives to outgoing connections (`ip_local_port_range`, ip(7)): between this and the moment when
/// a service listens, any connection of this machine could take such a port. Whoever gets there first can still take it, so let
/// ``listener(onPort:among:)`` tell afterwards who did.
package func freePort() throws(ProcessError) -> UInt16 {
    let first: UInt16 = 10_000
    let end = min(try firstOutgoingPort(), 20_000)
    // Where an administrator gave all of them away, the kernel has to choose.
    guard end > first + 1000 else { return try boundPort(0) }
    for _ in 0..<100 {
        do throws(ProcessError) {
            return try boundPort(UInt16.random(in: first..<end))
        } catch {
            guard case .systemCall(_, EADDRINUSE) = error else { throw error }
        }
    }
    return try boundPort(0)
}

private func firstOutgoingPort() throws(ProcessError) -> UInt16 {
    let usual: UInt16 = 32768
    guard let text = try procText("/proc/sys/net/ipv4/ip_local_port_range") else { return usual }
    return text.split(whereSeparator: \.isWhitespace).first.flatMap { UInt16($0) } ?? usual
}

/// Binds a port for a moment; 0 lets the kernel choose.
private func boundPort(_ port: UInt16) throws(ProcessError) -> UInt16 {
    let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard opened >= 0 else { throw .systemCall("socket", code: errno) }
    let descriptor = Descriptor(owning: opened)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor.number, $0, length) == 0 }
    }
    guard isBound else { throw .systemCall("bind", code: errno) }
    let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            getsockname(descriptor.number, $0, &length) == 0
        }
    }
    guard isNamed else { throw .systemCall("getsockname", code: errno) }
    return UInt16(bigEndian: address.sin_port)
}
