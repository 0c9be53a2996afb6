import CPlatform
import Glibc

/// An open file descriptor, closed when it goes out of scope.
struct Descriptor: ~Copyable, Sendable {
    let number: Int32

    init(owning number: Int32) {
        self.number = number
    }

    /// Opens a file; the descriptor is closed on exec.
    init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(FileError) {
        number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw FileError(path, "open") }
    }

    deinit {
        close(number)
    }

    /// Closes it now, for callers to whom a failing `close` means lost data.
    consuming func closeChecked(path: String) throws(FileError) {
        let number = number
        discard self
        guard close(number) == 0 else { throw FileError(path, "close") }
    }

    /// Moves it out of the way of the low numbers that a shepherd's descriptors get.
    consuming func aboveShepherds() throws(ProcessError) -> Descriptor {
        let moved = fcntl(number, F_DUPFD_CLOEXEC, 16)
        guard moved >= 0 else { throw .systemCall("fcntl", code: errno) }
        return Descriptor(owning: moved)
    }

    func writeAll(_ bytes: [UInt8], path: String) throws(FileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(number, $0.baseAddress! + written, bytes.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw FileError(path, "write to")
            }
        }
    }

    func readAll(path: String) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(number, &buffer, buffer.count)
            if count > 0 {
                bytes.append(contentsOf: buffer[..<count])
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw FileError(path, "read")
            }
        }
    }
}

/// Both ends of a pipe or socket pair.
struct DescriptorPair: ~Copyable {
    let first: Descriptor
    let second: Descriptor

    private init(_ ends: [Int32]) throws(ProcessError) {
        let low = Descriptor(owning: ends[0])
        let otherLow = Descriptor(owning: ends[1])
        let first = try low.aboveShepherds()
        let second = try otherLow.aboveShepherds()
        self.first = first
        self.second = second
    }

    /// `first` is the end to read from, `second` the one to write to.
    static func pipe() throws(ProcessError) -> DescriptorPair {
        var ends: [Int32] = [-1, -1]
        guard pawl_pipe(&ends) == 0 else { throw .systemCall("pipe", code: errno) }
        return try DescriptorPair(ends)
    }

    static func sockets() throws(ProcessError) -> DescriptorPair {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .systemCall("socketpair", code: errno) }
        return try DescriptorPair(ends)
    }
}

extension Descriptor? {
    /// Looks at the number without taking the descriptor.
    var number: Int32? {
        switch self {
        case .some(let descriptor): descriptor.number
        case .none: nil
        }
    }
}
