import Glibc

/// A TCP port that nobody listened on a moment ago, on the loopback address.
///
/// Whoever gets there first can still take it, so let ``listener(onPort:among:)`` tell afterwards who did.
package func freePort() throws(ProcessError) -> UInt16 {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw .systemCall("socket", code: errno) }
    let descriptor = Descriptor(owning: number)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor.number, $0, length) != 0 || getsockname(descriptor.number, $0, &length) != 0
        }
    }
    guard !failed else { throw .systemCall("bind", code: errno) }
    return UInt16(bigEndian: address.sin_port)
}
