import Glibc
import Testing

@testable import Processes

@Suite struct TCPSocketsTests {
    /// A socket of this process that a service could have, at a port of its own.
    private struct Listener: ~Copyable {
        let descriptor: Int32
        let port: UInt16

        init(_ family: Int32, bind: (Int32) -> Int32) throws {
            let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
            self.descriptor = descriptor
            try #require(bind(descriptor) == 0 && listen(descriptor, 4) == 0)
            var address = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let named = withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
            }
            try #require(named == 0)
            // Of both families the port stands at the same place.
            port = withUnsafeBytes(of: address) {
                UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
            }
        }

        deinit { close(descriptor) }
    }

    private func bindIPv4(_ descriptor: Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func bindIPv6(_ descriptor: Int32) -> Int32 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }

    private func connected(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(status == 0)
        return descriptor
    }

    /// The sockets in these states, as both ways of asking the kernel tell them.
    ///
    /// The two look one after the other. Between them an acknowledgement may turn FIN_WAIT1 into FIN_WAIT2, and the kernel's
    /// text, which it makes page by page, may lack a line when other programs open and close connections meanwhile. So they
    /// are asked again until they agree; where one of them reads wrongly they never do.
    private func sockets(_ states: Set<TCPState>, _ port: UInt16) throws -> [TCPSocket] {
        var told = try #require(diagnosedSockets(in: states, withPort: port))
        var printed = try printedSockets(in: states, withPort: port)
        for _ in 0..<50 where Set(told) != Set(printed) {
            told = try #require(diagnosedSockets(in: states, withPort: port))
            printed = try printedSockets(in: states, withPort: port)
        }
        #expect(Set(told) == Set(printed))
        return told
    }

    @Test func listenersAndBothEndsOfAConnectionAreTold() throws {
        let listener = try Listener(AF_INET, bind: bindIPv4)
        let listening = try sockets([.listening], listener.port)
        #expect(listening.map(\.localPort) == [listener.port])
        #expect(listening.allSatisfy { $0.isOnLoopback && $0.inode > 0 })
        #expect(try sockets([.established], listener.port) == [])

        let client = try connected(to: listener.port)
        let server = accept(listener.descriptor, nil, nil)
        let both = try sockets([.established], listener.port)
        #expect(both.count == 2)
        #expect(both.count { $0.remotePort == listener.port } == 1)

        // The end that closes first waits.
        close(client)
        #expect(try sockets([.finWait1, .finWait2], listener.port).map(\.inode) == [0])
        #expect(try sockets([.closeWait], listener.port).count == 1)
        close(server)
        #expect(try sockets([.timeWait], listener.port).map(\.remotePort) == [listener.port])
        #expect(try sockets([.established, .closeWait, .finWait2], listener.port) == [])
    }

    @Test func aListenerOnAllOfIPv6IsOnLoopbackToo() throws {
        let listener = try Listener(AF_INET6, bind: bindIPv6)
        #expect(try sockets([.listening], listener.port).map(\.isOnLoopback) == [true])
    }

    @Test func moreThanAFewAreAllTold() throws {
        let listener = try Listener(AF_INET, bind: bindIPv4)
        // More than are asked for at first.
        var clients: [Int32] = []
        for _ in 0..<150 {
            clients.append(try connected(to: listener.port))
            clients.append(accept(listener.descriptor, nil, nil))
        }
        #expect(try sockets([.established], listener.port).count == 300)
        for client in clients { close(client) }
    }
}
