import Foundation
import Glibc
import Testing

@testable import HTTPClient

@Suite("ServiceClient")
struct ServiceClientTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    @Test("keeps its connection for the next request")
    func keepsConnection() async throws {
        let server = try ScriptedServer([
            .readRequest, .send(Self.ok), .readRequest, .send(Self.ok), .awaitClose,
        ])
        try await withClient(server.address) { client in
            let exchanges = [try await client.send(get), try await client.send(get)]
            #expect(exchanges.map(\.reconnected) == [false, false])
        }
        #expect(server.requests.count == 2)
    }

    @Test("connects anew when the kept connection was closed in the meantime")
    func closedWhileIdle() async throws {
        let server = try ScriptedServer(
            [.readRequest, .send(Self.ok)], [.readRequest, .send(Self.ok), .awaitClose])
        try await withClient(server.address) { client in
            _ = try await client.send(get)
            while server.closedConnections == 0 { try await Task.sleep(for: .milliseconds(2)) }
            let post = HTTPRequest(method: "POST", target: "/")
            #expect(try await client.send(post).response.status == 200)
        }
        #expect(server.requests.count == 2)
    }

    @Test("repeats once, and says so, what a kept connection swallowed")
    func repeatsIdempotent() async throws {
        let server = try ScriptedServer(
            [.readRequest, .send(Self.ok), .readRequest], [.readRequest, .send(Self.ok), .awaitClose])
        try await withClient(server.address) { client in
            _ = try await client.send(get)
            let second = try await client.send(get)
            #expect(second.response.status == 200)
            #expect(second.reconnected)
        }
        #expect(server.requests.count == 3)
    }

    @Test("repeats once only")
    func repeatsOnce() async throws {
        let server = try ScriptedServer(
            [.readRequest, .send(Self.ok), .readRequest], [.readRequest], [.readRequest, .send(Self.ok)])
        try await withClient(server.address) { client in
            _ = try await client.send(get)
            let error = try await httpError { _ = try await client.send(get) }
            #expect(error?.failure == .closedBeforeResponse(requestSent: true))
        }
    }

    @Test("does not repeat a POST that was sent")
    func keepsPost() async throws {
        let server = try ScriptedServer(
            [.readRequest, .send(Self.ok), .readRequest], [.readRequest, .send(Self.ok)])
        try await withClient(server.address) { client in
            _ = try await client.send(get)
            let error = try await httpError {
                _ = try await client.send(HTTPRequest(method: "POST", target: "/"))
            }
            #expect(error?.failure == .closedBeforeResponse(requestSent: true))
        }
    }

    @Test("does not repeat what a new connection brought no answer to")
    func newConnection() async throws {
        let server = try ScriptedServer([.readRequest], [.readRequest, .send(Self.ok)])
        try await withClient(server.address) { client in
            let error = try await httpError { _ = try await client.send(get) }
            #expect(error?.failure == .closedBeforeResponse(requestSent: true))
        }
    }

    @Test("clients may share a thread, and one of them may end before the other")
    func sharedThread() async throws {
        let twice: [ScriptedServer.Step] = [
            .readRequest, .send(Self.ok), .readRequest, .send(Self.ok), .awaitClose,
        ]
        let one = try ScriptedServer(twice)
        let two = try ScriptedServer(twice)
        let thread = EventLoopThread()
        let clients = [one, two].map { ServiceClient($0.address, on: thread) }
        async let first = clients[0].send(get)
        async let second = clients[1].send(get)
        #expect(try await [first.response.status, second.response.status] == [200, 200])
        await clients[0].shutdown()
        #expect(try await clients[1].send(get).response.status == 200)
        await thread.shutdown()
    }

    @Test("a port where nobody listens refuses")
    func refused() async throws {
        let (listener, port) = try listenOnLoopback(backlog: 0)
        close(listener)
        let address = ServiceAddress(host: "127.0.0.1", port: port)
        try await withClient(address) { client in
            let error = try await httpError { try await client.connect().close() }
            #expect(error?.kind == "refused")
            #expect(error?.description == "\(address.place): error: refused the connection")
        }
    }

    @Test("a full backlog runs into the time to connect")
    func connectTimedOut() async throws {
        let (listener, port) = try listenOnLoopback(backlog: 0)
        defer { close(listener) }
        let address = ServiceAddress(host: "127.0.0.1", port: port)
        try await withClient(address, limits: HTTPLimits(connectTime: .milliseconds(100))) { client in
            // Nobody accepts: one or two connections fill the backlog, and all further ones wait.
            var error: HTTPError?
            for _ in 0..<4 where error == nil {
                error = try await httpError { _ = try await client.connect() }
            }
            #expect(error?.failure == .connectTimedOut(after: .milliseconds(100)))
            #expect(
                error?.description == "\(address.place): error: did not accept the connection within 100 ms")
        }
    }

    @Test("a name that does not exist is reported as unresolved")
    func unresolved() async throws {
        let address = ServiceAddress(host: "no..such", port: 80)
        try await withClient(address) { client in
            let error = try await httpError { _ = try await client.connect() }
            #expect(error?.kind == "unresolved")
            #expect(
                error?.description
                    == "no..such:80: error: could not resolve 'no..such': name or service not known"
            )
        }
    }

    @Test("a name with several addresses is connected to where it listens")
    func localhost() async throws {
        let server = try ScriptedServer([.readRequest, .send(Self.ok), .awaitClose])
        let address = ServiceAddress(host: "localhost", port: server.address.port)
        try await withClient(address) { client in
            let status = try await client.send(get).response.status
            #expect(status == 200)
        }
    }

    @Test("after shutdown nothing is sent, and nothing hangs")
    func afterShutdown() async throws {
        let server = try ScriptedServer([.readRequest, .awaitClose], [.awaitClose])
        let client = ServiceClient(server.address)
        let connection = try await client.connect()
        let task = Task { try await httpError { _ = try await connection.send(get) } }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
        await client.shutdown()
        await client.shutdown()
        #expect(try await task.value != nil)
        #expect(try await httpError { _ = try await connection.send(get) }?.failure == .alreadyClosed)
        #expect(try await httpError { _ = try await client.send(get) }?.failure == .alreadyClosed)
        await connection.close()
    }

    @Test("talks to python's http.server", arguments: ["HTTP/1.0", "HTTP/1.1"])
    func python(_ version: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pawl-http-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("a file\n".utf8).write(to: folder.appending(path: "a file.txt"))
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--protocol", version,
            "--directory", folder.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)  // the child may have inherited a blocked SIGTERM
            process.waitUntilExit()
        }
        // "Serving HTTP on 127.0.0.1 port 43211 (http://127.0.0.1:43211/) ..."
        let greeting = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let url = try #require(greeting.firstMatch(of: /\((http:[^)]*)\)/)?.1)
        try await withClient(ServiceAddress(url: String(url))) { client in
            for _ in 0..<3 {
                let target = client.address.target("/" + percentEncoded("a file.txt"))
                let file = try await client.send(HTTPRequest(method: "GET", target: target)).response
                #expect(file.status == 200)
                #expect(file.first("content-type") == "text/plain")
                #expect(file.body == Array("a file\n".utf8))
                let head = try await client.send(HTTPRequest(method: "HEAD", target: target)).response
                #expect(head.first("Content-Length") == "7")
                #expect(head.body == [])
                let absent = try await client.send(HTTPRequest(method: "GET", target: "/absent")).response
                #expect(absent.status == 404)
                #expect(absent.reason == "File not found")
            }
        }
    }
}
