import Processes
import Testing

@Suite struct ClosedConnectionsTests {
    /// Accepts one connection and then lets either end close it first; prints its port, and then that of the other end.
    private func connectAndClose(first: String) throws -> String {
        """
        import socket
        listener = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
        ends = [client, server] if "\(first)" == "client" else [server, client]
        port = client.getsockname()[1]
        for end in ends: end.close()
        print(listener.getsockname()[1], port)
        """
    }

    @Test("a connection that has ended is known by its port", arguments: ["client", "server"])
    func closed(first: String) async throws {
        let result = try await run(
            Command(
                .direct(["python3", "-I", "-c", try connectAndClose(first: first)]), directory: "/",
                environment: ["PATH": "/usr/bin:/bin"]))
        let ports = result.output.text.split { " \n".contains($0) }.compactMap { UInt16($0) }
        try #require(ports.count == 2, "\(result.errorOutput.text)")
        #expect(try closedConnections(toPort: ports[0]) == [ports[1]])
    }

    @Test func oneThatIsOpenHasNotEnded() async throws {
        let open = """
            import socket, sys
            listener = socket.create_server(("127.0.0.1", 0))
            client = socket.create_connection(listener.getsockname())
            print(listener.getsockname()[1], flush=True)
            sys.stdin.read()
            """
        let service = try await RunningService.start(
            Command(
                .direct(["python3", "-I", "-c", open + "\nimport time; time.sleep(600)"]), directory: "/",
                environment: ["PATH": "/usr/bin:/bin"]))
        try await eventually("it is connected") { service.output.text.hasSuffix("\n") }
        let port = try #require(UInt16(service.output.text.dropLast()))
        #expect(try closedConnections(toPort: port) == [])
        try await service.stop(grace: .zero)
    }
}
