import HTTPClient
import Processes
import ServiceFixture
import Testing

/// A server that speaks TLS by Python's own words: `speak(socket)` is given as lines, one call a connection.
private struct SecureServer {
    let port: UInt16
    private let service: RunningService

    init(certificate: String, setting: String = "pass", _ lines: String) async throws {
        let indented = lines.split(separator: "\n").map { "    \($0)\n" }.joined()
        let script = """
            import os, socket, ssl, sys
            security = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            security.load_cert_chain(sys.argv[1])
            \(setting)
            def request(connection):
                head = b""
                while not head.endswith(b"\\r\\n\\r\\n"): head += connection.recv(1)
            def speak(connection):
            \(indented)
            listener = socket.create_server(("127.0.0.1", 0))
            print(listener.getsockname()[1], flush=True)
            while True:
                plain, _ = listener.accept()
                try: speak(security.wrap_socket(plain, server_side=True))
                except OSError: plain.close()
            """
        service = try await RunningService.start(
            Command(
                .direct(["python3", "-S", "-c", script, certificate]), directory: "/",
                environment: ["PATH": "/usr/bin:/bin"]))
        while service.hasEnded == nil, !service.output.text.contains("\n") {
            try await Task.sleep(for: .milliseconds(10))
        }
        port = try #require(
            UInt16(service.output.text.filter { !$0.isNewline }), "\(service.errorOutput.text)")
    }

    func stop() async throws { try await service.stop(grace: .zero) }
}

@Suite("TLS")
struct TransportSecurityTests {
    private static let answer = """
        request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok")
        connection.unwrap()
        """

    /// What a GET is answered by a server whose certificate has this holder, and which is asked under this host.
    private func answer(
        holder: String = "IP:127.0.0.1", host: String = "127.0.0.1", isTrusted: Bool = true,
        setting: String = "pass", _ lines: String = answer
    ) async throws -> Result<HTTPResponse, HTTPFailure> {
        let directory = try TemporaryDirectory(prefix: "pawl-test-")
        let certificate = try await PythonServer.selfSigned(in: directory.path, holder: holder)
        let server = try await SecureServer(certificate: certificate, setting: setting, lines)
        let client = ServiceClient(
            ServiceAddress(host: host, port: server.port, isSecure: true),
            limits: HTTPLimits(bodyBytes: 64 << 20),
            security: try TransportSecurity(authorities: isTrusted ? certificate : nil))
        let result: Result<HTTPResponse, HTTPFailure>
        do throws(HTTPError) {
            result = .success(try await client.send(get).response)
        } catch {
            result = .failure(error.failure)
        }
        await client.shutdown()
        try await server.stop()
        return result
    }

    private func reason(_ result: Result<HTTPResponse, HTTPFailure>) -> String? {
        if case .failure(.notSecure(let reason)) = result { reason } else { nil }
    }

    @Test(
        "a trusted certificate of the host that is asked is accepted",
        arguments: [("IP:127.0.0.1", "127.0.0.1"), ("DNS:localhost", "localhost")])
    func accepted(holder: String, host: String) async throws {
        let response = try await answer(holder: holder, host: host).get()
        #expect(response.status == 200)
        #expect(response.body == Array("ok".utf8))
    }

    @Test("a certificate that nobody vouches for is refused")
    func untrusted() async throws {
        #expect(
            reason(try await answer(isTrusted: false))
                == "the handshake failed: the certificate is not trusted: self-signed certificate")
    }

    @Test(
        "a certificate of another host is refused",
        arguments: [
            ("DNS:localhost", "127.0.0.1", "IP address mismatch"),
            ("IP:127.0.0.1", "localhost", "hostname mismatch"),
            ("DNS:localhos*", "localhost", "hostname mismatch"),
        ])
    func otherHost(holder: String, host: String, why: String) async throws {
        #expect(
            reason(try await answer(holder: holder, host: host))
                == "the handshake failed: the certificate is not trusted: \(why)")
    }

    @Test("TLS before 1.2 is refused")
    func old() async throws {
        let setting = """
            security.minimum_version = security.maximum_version = ssl.TLSVersion.TLSv1_1
            security.set_ciphers("ALL:@SECLEVEL=0")
            """
        #expect(
            reason(try await answer(setting: setting)) == "the handshake failed: tlsv1 alert protocol version"
        )
    }

    @Test("a long answer arrives whole, in TLS 1.2 and 1.3", arguments: ["TLSv1_2", "TLSv1_3"])
    func long(version: String) async throws {
        let lines = """
            request(connection)
            body = bytes(range(256)) * 40000
            connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body) + body)
            connection.unwrap()
            """
        let setting = "security.minimum_version = security.maximum_version = ssl.TLSVersion.\(version)"
        let response = try await answer(setting: setting, lines).get()
        #expect(response.body.count == 10_240_000)
        #expect(response.body.indices.allSatisfy { response.body[$0] == UInt8($0 & 255) })
    }

    @Test(
        "an end that the peer has said ends an answer without a length; one that it has not said is an error")
    func ends() async throws {
        let head = "request(connection)\nconnection.sendall(b\"HTTP/1.1 200 OK\\r\\n\\r\\nhalf\")\n"
        let said = try await answer(head + "connection.unwrap()").get()
        #expect(said.body == Array("half".utf8))
        #expect(reason(try await answer(head + "connection.close()")) == "ended without saying so")
    }

    @Test("a server that does not speak TLS is told as such")
    func plain() async throws {
        let server = try ScriptedServer([.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .awaitClose])
        let address = ServiceAddress(host: server.address.host, port: server.address.port, isSecure: true)
        try await withClient(address) { client in
            let error = try await httpError { _ = try await client.send(get) }
            #expect(error?.failure == .notSecure(reason: "the handshake failed: wrong version number"))
        }
    }

    @Test("a file of authorities without a certificate is refused")
    func noCertificate() throws {
        #expect(
            throws: HTTPFailure.notSecure(reason: "no certificate can be read from the file of authorities")
        ) { try TransportSecurity(authorities: "/dev/null") }
    }
}
