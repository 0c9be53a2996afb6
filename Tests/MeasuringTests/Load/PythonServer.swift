import Glibc
import HTTPClient
import Processes
import Testing

/// A server on loopback in Python: `answer(method, target, headers, body, connection)` is given as lines, and returns the bytes of a
/// response, or nil where it closes the connection.
///
/// `connection` has `asked` (how many requests it carried before this one) and `writer`; `state` is a dictionary that all share.
struct PythonServer {
    let address: ServiceAddress
    private let service: RunningService

    init(_ lines: String) async throws {
        let indented = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }
        let script = """
            import asyncio, json, os, socket, sys, time
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
                server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1024)
                print(server.sockets[0].getsockname()[1], flush=True)
                await server.serve_forever()
            asyncio.run(main())
            """
        service = try await RunningService.start(
            Command(
                .direct(["python3", "-S", "-c", script]), directory: "/",
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
        address = ServiceAddress(host: "127.0.0.1", port: port)
    }

    func stop() async throws { try await service.stop(grace: .zero) }

    struct NoServer: Error {
        let errors: String
    }
}
