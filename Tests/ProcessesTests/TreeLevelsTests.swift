import Processes
import Testing

@Suite struct TreeLevelsTests {
    /// Two processes: one with five more descriptors and two more threads, one with a connection to itself.
    private let program = """
        import os, socket, threading, time
        listener = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
        kept = [open("/dev/null") for _ in range(5)]
        for _ in range(2): threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
        print("ready", flush=True)
        time.sleep(1000)
        """

    @Test func descriptorsThreadsAndConnectionsOfATree() async throws {
        let service = try await RunningService.start(
            Command(
                .direct(["python3", "-S", "-c", program]), directory: "/",
                environment: ["PATH": "/usr/bin:/bin"]))
        try await eventually("it is ready") { service.output.text.contains("ready") }
        let processes = try TreeMemory(of: service).processes
        #expect(try threadCount(of: processes) == 3)
        // Standard input, output and error, three sockets and five files.
        #expect(try openDescriptors(of: processes) == 11)
        // Both ends of one connection; the listener is none.
        #expect(try connectionCount(of: processes) == 2)
        try await service.stop(grace: .zero)
        #expect(try openDescriptors(of: processes) == 0)
        #expect(try threadCount(of: processes) == 0)
        #expect(try connectionCount(of: processes) == 0)
    }

    @Test func bytesOfADirectoryAreThoseOfAllFilesInIt() throws {
        let directory = try TemporaryDirectory(prefix: "pawl-test-")
        try makeDirectory(directory.path + "/inner")
        try durableWrite([UInt8](repeating: 1, count: 5000), to: directory.path + "/a")
        try durableWrite([UInt8](repeating: 1, count: 300), to: directory.path + "/inner/b")
        #expect(try TreeSize(of: [directory.path], to: "read").bytes == 5300)
        #expect(throws: FileError.self) { try TreeSize(of: [directory.path + "/none"], to: "read") }
    }
}
