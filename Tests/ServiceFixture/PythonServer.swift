package import HTTPClient
import Processes

/// A server on loopback in Python: `answer(method, target, headers, body, connection)` is given as lines, and returns the bytes of a
/// response, or nil where it closes the connection.
///
/// `connection` has `asked` (how many requests it carried before this one) and `writer`; `state` is a dictionary that all share.
package struct PythonServer {
    package let address: ServiceAddress
    private let service: RunningService

    /// - Parameter certificate: Of a server that speaks TLS; see ``selfSigned(in:)``.
    package init(_ lines: String, certificate: String? = nil) async throws {
        let indented = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }
        let script = """
            import asyncio, json, os, socket, ssl, sys, time
            state = {}
            def ok(body=b"{}", *headers, status=200):
                head = "".join(f"{h}\\r\\n" for h in headers)
                return f"HTTP/1.1 {status} X\\r\\n{head}Content-Length: {len(body)}\\r\\n\\r\\n".encode() + body
            async def answer(method, target, headers, body, connection):
            \(indented.joined())
            class Connection: pass
            async def serve(reader, writer):
                connection = Connection()
                connection.asked, connection.writer = 0, writer
                try:
                    while True:
                        head = (await reader.readuntil(b"\\r\\n\\r\\n")).decode().split("\\r\\n")
                        method, target, _ = head[0].split(" ")
                        headers = {l.split(":", 1)[0].lower(): l.split(":", 1)[1].strip() for l in head[1:] if ":" in l}
                        body = await reader.readexactly(int(headers.get("content-length", 0)))
                        response = await answer(method, target, headers, body, connection)
                        connection.asked += 1
                        if response is None: break
                        writer.write(response)
                        await writer.drain()
                except (asyncio.IncompleteReadError, ConnectionError): pass
                writer.close()
            async def main():
                security = None
                if len(sys.argv) > 1:
                    security = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                    security.load_cert_chain(sys.argv[1])
                server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024, ssl=security)
                print(server.sockets[0].getsockname()[1], flush=True)
                await server.serve_forever()
            asyncio.run(main())
            """
        service = try await RunningService.start(
            Command(
                .direct(["python3", "-S", "-c", script] + (certificate.map { [$0] } ?? [])), directory: "/",
                environment: ["PATH": "/usr/bin:/bin"]))
        var port: UInt16?
        for _ in 0..<1000 where port == nil {
            try await Task.sleep(for: .milliseconds(10))
            port = UInt16(service.output.text.filter { !$0.isNewline })
        }
        guard let port else {
            let errors = service.errorOutput.text
            try await service.stop(grace: .zero)
            throw NoServer(errors: errors)
        }
        address = ServiceAddress(host: "127.0.0.1", port: port, isSecure: certificate != nil)
    }

    package func stop() async throws { try await service.stop(grace: .zero) }

    package struct NoServer: Error {
        package let errors: String
    }

    /// Makes a certificate with its key, both in one PEM file of that directory, and returns its path.
    ///
    /// - Parameter holder: Whose it is, as OpenSSL writes it: `IP:127.0.0.1`, `DNS:localhost`.
    package static func selfSigned(in directory: String, holder: String = "IP:127.0.0.1") async throws
        -> String
    {
        let file = "\(directory)/certificate.pem"
        let words = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=test", "-addext", "subjectAltName=\(holder)", "-keyout", file,
            "-out", file + ".public",
        ]
        for command in [words, ["sh", "-c", "cat '\(file).public' >> '\(file)'"]] {
            let result = try await run(
                Command(.direct(command), directory: "/", environment: ["PATH": "/usr/bin:/bin"]))
            guard result.end == .exited(0) else { throw NoServer(errors: result.errorOutput.text) }
        }
        return file
    }
}
