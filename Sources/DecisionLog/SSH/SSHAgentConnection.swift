import Glibc

/// One connection to an ssh-agent, for one request and its reply.
///
/// Nothing waits for longer than the deadline, and no reply may have more bytes than OpenSSH allows.
struct SSHAgentConnection: ~Copyable {
    /// As OpenSSH has it (`MAX_AGENT_REPLY_LEN`).
    private static let replyLimit = 256 * 1024

    private let descriptor: Int32
    private let path: String
    private let limit: Duration
    private let deadline: ContinuousClock.Instant

    /// - Parameter limit: how long the request may take as a whole.
    init(to path: String, within limit: Duration) throws(SSHAgentError) {
        descriptor = try Self.connected(to: path)
        self.path = path
        self.limit = limit
        deadline = .now + limit
    }

    deinit { close(descriptor) }

    private static func connected(to path: String) throws(SSHAgentError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isFitting = withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            guard path.utf8.count < bytes.count else { return false }
            bytes.copyBytes(from: path.utf8)
            return true
        }
        guard isFitting else {
            throw SSHAgentError(path, .gone(reason: "the name of its socket is too long"))
        }
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let descriptor = socket(AF_UNIX, Int32(type), 0)
        guard descriptor >= 0 else { throw gone(path) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, size) == 0
            }
        }
        guard isConnected else {
            let error = gone(path)
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// The reply to a request; both are a byte that says which, and what belongs to it.
    func reply(to request: [UInt8]) throws(SSHAgentError) -> [UInt8] {
        try send(SSHWire.string(request))
        var header = SSHReader(try receive(4))
        guard let length = header.uint32(), (1...Self.replyLimit).contains(Int(length)) else {
            throw SSHAgentError(path, .malformed)
        }
        return try receive(Int(length))
    }

    private func send(_ bytes: [UInt8]) throws(SSHAgentError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            try wait(for: POLLOUT)
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR, errno != EAGAIN {
                throw Self.gone(path)
            }
        }
    }

    private func receive(_ count: Int) throws(SSHAgentError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            try wait(for: POLLIN)
            let received = bytes[filled...].withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            if received > 0 {
                filled += received
            } else if received == 0 {
                throw SSHAgentError(path, .gone(reason: "it closed the connection"))
            } else if errno != EINTR, errno != EAGAIN {
                throw Self.gone(path)
            }
        }
        return bytes
    }

    private func wait(for event: Int32) throws(SSHAgentError) {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { throw SSHAgentError(path, .silent(limit)) }
            var polled = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let milliseconds = left / .milliseconds(1)
            let ready = poll(&polled, 1, Int32(min(milliseconds.rounded(.up), 1_000_000)))
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw Self.gone(path) }
        }
    }

    private static func gone(_ path: String) -> SSHAgentError {
        SSHAgentError(path, .gone(reason: String(cString: strerror(errno))))
    }
}
