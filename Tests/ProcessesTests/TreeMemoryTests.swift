import Processes
import Testing

@Suite struct TreeMemoryTests {
    @Test("counts a child's 50 MB", arguments: [MemoryMeasure.resident, .proportional])
    func child(measure: MemoryMeasure) async throws {
        // tail keeps the last 50 MB until its input ends.
        let service = try await RunningService.start(
            shell("(head -c 50000000 /dev/zero; sleep 1000) | tail -c 50000000"))
        try await eventually("the memory is taken") { try treeMemory(of: service, as: measure) > 50_000_000 }
        #expect(try treeMemory(of: service, as: measure) < 75_000_000)
        try await service.stop(grace: .zero)
    }

    @Test func aTreeWithoutAProcessIsAnError() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        try await service.stop(grace: .zero)
        let failure = try #require(throws: ProcessError.self) { try treeMemory(of: service, as: .resident) }
        #expect(
            failure.description == """
                process \(service.processID): error: no process of its tree is alive
                  hint: look at the service's output for why it ended
                """)
    }
}
