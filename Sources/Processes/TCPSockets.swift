import CPlatform
import Glibc

/// The states of a TCP connection (RFC 9293, 3.3.2), by the kernel's numbers.
enum TCPState: UInt8, CaseIterable {
    case established = 1
    case synSent, synReceived, finWait1, finWait2, timeWait, closed, closeWait, lastAck, listening, closing
}

/// One TCP socket of this network namespace, as the kernel tells it.
struct TCPSocket: Hashable {
    let state: TCPState
    let localPort: UInt16
    let remotePort: UInt16
    /// Whether it is bound to 127.0.0.1, by IPv4 or in IPv6, or to all addresses.
    let isOnLoopback: Bool
    /// Of the file that a process has; 0 where none has it any more.
    let inode: UInt64
}

/// All sockets in one of these states that have this port at either end.
///
/// The kernel is asked by sock_diag(7), which is some five times as fast as reading its text, of listeners alone some hundred times;
/// the text is read where it does not answer.
func tcpSockets(in states: Set<TCPState>, withPort port: UInt16) throws(ProcessError) -> [TCPSocket] {
    if let told = diagnosedSockets(in: states, withPort: port) { return told }
    return try printedSockets(in: states, withPort: port)
}

/// Nil where the kernel does not tell.
func diagnosedSockets(in states: Set<TCPState>, withPort port: UInt16) -> [TCPSocket]? {
    let bits = states.reduce(UInt32(0)) { $0 | 1 << UInt32($1.rawValue) }
    var capacity = 256
    while true {
        var count: Int32 = 0
        let found = [pawl_tcp_socket](unsafeUninitializedCapacity: capacity) { space, written in
            count = pawl_tcp_sockets(bits, port, space.baseAddress, Int32(capacity))
            written = min(capacity, max(0, Int(count)))
        }
        if count < 0 { return nil }
        if count <= capacity { return found.compactMap(TCPSocket.init) }
        capacity = 2 * Int(count)
    }
}

extension TCPSocket {
    fileprivate init?(_ told: pawl_tcp_socket) {
        guard let state = TCPState(rawValue: told.state) else { return nil }
        let address = told.local_address
        let loopback = UInt32(0x7f00_0001).bigEndian
        let isOnLoopback =
            if told.is_ipv6 {
                address.0 == 0 && address.1 == 0
                    && (address.2 == 0 && address.3 == 0
                        || address.2 == UInt32(0xffff).bigEndian && address.3 == loopback)
            } else {
                address.0 == 0 || address.0 == loopback
            }
        self.init(
            state: state, localPort: told.local_port, remotePort: told.remote_port,
            isOnLoopback: isOnLoopback,
            inode: UInt64(told.inode))
    }

    /// A line of `/proc/net/tcp`: `0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12345 …`
    fileprivate init?(line: Substring) {
        let fields = line.split(separator: " ", maxSplits: 10)
        guard fields.count > 9, let state = UInt8(fields[3], radix: 16).flatMap(TCPState.init(rawValue:)),
            let local = TCPEnd(fields[1]), let remote = TCPEnd(fields[2]), let inode = UInt64(fields[9])
        else { return nil }
        self.init(
            state: state, localPort: local.port, remotePort: remote.port,
            isOnLoopback: loopbackAddresses.contains(local.address), inode: inode)
    }
}

private struct TCPEnd {
    let address: Substring
    let port: UInt16

    init?(_ text: Substring) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1], radix: 16) else { return nil }
        address = parts[0]
        self.port = port
    }
}

/// In the kernel's byte order.
private let loopbackAddresses: Set<Substring> = [
    "0100007F",  // 127.0.0.1
    "00000000",
    "00000000000000000000000000000000",
    "0000000000000000FFFF00000100007F",  // ::ffff:127.0.0.1
]

func printedSockets(in states: Set<TCPState>, withPort port: UInt16) throws(ProcessError) -> [TCPSocket] {
    var found: [TCPSocket] = []
    for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
        // There is no tcp6 where IPv6 is switched off.
        guard let table = try procText(path) else { continue }
        for line in table.split(separator: "\n").dropFirst() {
            guard let socket = TCPSocket(line: line), states.contains(socket.state),
                socket.localPort == port || socket.remotePort == port
            else { continue }
            found.append(socket)
        }
    }
    return found
}
