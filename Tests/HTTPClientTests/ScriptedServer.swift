import Foundation
import Glibc
import Synchronization

@testable import HTTPClient

/// A real TCP server on 127.0.0.1 that plays one script for each connection, in the order they come in.
///
/// After its script a connection is closed; after the last script nobody accepts any more.
final class ScriptedServer: Sendable {
    enum Step: Sendable {
        /// Reads one request, its body included, and remembers it.
        case readRequest
        /// Waits for the beginning of a request.
        case readByte
        case send(String)
        case sendBytes([UInt8])
        case pause(milliseconds: UInt32)
        /// Waits until the test calls `release()`.
        case awaitRelease
        /// Sends the text again and again until the peer is gone.
        case sendForEver(String)
        /// Waits until the peer closes.
        case awaitClose
        /// Closes with RST instead of FIN.
        case reset
    }

    let address: ServiceAddress
    private let listener: CInt
    private let isReleased = Atomic(false)
    private let played = Mutex(0)
    private let received = Mutex<[String]>([])

    init(_ scripts: [Step]...) throws {
        let (listener, port) = try listenOnLoopback(backlog: 16)
        self.listener = listener
        address = ServiceAddress(host: "127.0.0.1", port: port)
        let thread = Thread { [self] in
            for script in scripts {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, fcntl(connection, F_SETFD, FD_CLOEXEC) == 0 else { break }
                play(script, on: connection)
                close(connection)
                played.withLock { $0 += 1 }
            }
            close(listener)
        }
        thread.start()
    }

    /// What came in so far, one text a request.
    var requests: [String] { received.withLock { $0 } }

    /// How many connections have played their script and are closed.
    var closedConnections: Int { played.withLock { $0 } }

    func release() { isReleased.store(true, ordering: .releasing) }

    private func play(_ script: [Step], on connection: CInt) {
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        for step in script {
            switch step {
            case .readRequest: readRequest(connection)
            case .readByte:
                var byte: UInt8 = 0
                _ = recv(connection, &byte, 1, 0)
            case .send(let text): _ = write(Array(text.utf8), to: connection)
            case .sendBytes(let bytes): _ = write(bytes, to: connection)
            case .pause(let milliseconds): usleep(milliseconds * 1000)
            case .awaitRelease: while !isReleased.load(ordering: .acquiring) { usleep(2000) }
            case .sendForEver(let text): while write(Array(text.utf8), to: connection) {}
            case .awaitClose:
                var byte: UInt8 = 0
                while recv(connection, &byte, 1, 0) > 0 {}
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
            }
        }
    }

    private func write(_ bytes: [UInt8], to connection: CInt) -> Bool {
        send(connection, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count
    }

    private func readRequest(_ connection: CInt) {
        var text = ""
        var byte: UInt8 = 0
        while !text.hasSuffix("\r\n\r\n"), recv(connection, &byte, 1, 0) == 1 {
            text.unicodeScalars.append(UnicodeScalar(byte))
        }
        if let length = text.firstMatch(of: /Content-Length: (\d+)/).flatMap({ Int($0.1) }), length > 0 {
            var body = [UInt8](repeating: 0, count: length)
            let count = recv(connection, &body, length, CInt(MSG_WAITALL))
            text += String(decoding: body.prefix(max(count, 0)), as: UTF8.self)
        }
        received.withLock { $0.append(text) }
    }
}

/// A listening socket on a free port of 127.0.0.1.
func listenOnLoopback(backlog: CInt) throws -> (socket: CInt, port: UInt16) {
    let listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &name) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
            bind(listener, name, length) == 0 && listen(listener, backlog) == 0
                && getsockname(listener, name, &length) == 0
        }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    return (listener, UInt16(bigEndian: name.sin_port))
}

/// Runs the body with a client of that address, which is shut down afterwards.
func withClient<Result>(
    _ address: ServiceAddress, limits: HTTPLimits = HTTPLimits(),
    _ body: (ServiceClient) async throws -> Result
) async throws -> Result {
    let client = ServiceClient(address, limits: limits)
    do {
        let result = try await body(client)
        await client.shutdown()
        return result
    } catch {
        await client.shutdown()
        throw error
    }
}

/// The error that the body throws, when it is one of this client's.
func httpError(_ body: () async throws -> Void) async throws -> HTTPError? {
    do {
        try await body()
        return nil
    } catch let error as HTTPError {
        return error
    }
}

let get = HTTPRequest(method: "GET", target: "/")
