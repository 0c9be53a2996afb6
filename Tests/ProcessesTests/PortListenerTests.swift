import Processes
import Testing

@Suite struct PortListenerTests {
    @Test("tells whose the listener is", arguments: ["127.0.0.1", "0.0.0.0", "::"])
    func listening(address: String) async throws {
        let port = try freePort()
        #expect(try listener(onPort: port, among: []) == .nobody)
        // A child listens, not the command's own process.
        let server = """
            import socket, sys, time
            family = socket.AF_INET6 if ':' in '\(address)' else socket.AF_INET
            listener = socket.socket(family)
            listener.bind(('\(address)', \(port)))
            listener.listen()
            time.sleep(1000)
            """
        let service = try await RunningService.start(shell("python3 -c \"\(server)\"; true"))
        try await eventually("it listens") { try listener(onPort: port, among: []) != .nobody }
        let tree = service.processTree()
        let child = try #require(tree.last)
        #expect(try listener(onPort: port, among: tree) == .inTree(child))
        #expect(try listener(onPort: port, among: [service.processID]) == .elsewhere)
        try await service.stop(grace: .zero)
        #expect(try listener(onPort: port, among: []) == .nobody)
    }

    @Test func freePortsAreNotPrivileged() throws {
        #expect(try freePort() >= 1024)
    }
}
