import Processes
import Testing

@Suite struct TreeCPUTimeTests {
    @Test("a busy process uses time, at most as much as passes")
    func busy() async throws {
        let clock = ContinuousClock()
        let began = clock.now
        let service = try await RunningService.start(shell("while :; do :; done"))
        try await eventually("a tenth of a second is used") { try treeCPUTime(of: service) > 0.1 }
        let first = try treeCPUTime(of: service)
        var second = first
        try await eventually("it goes on") {
            second = try treeCPUTime(of: service)
            return second > first
        }
        // It is one thread, and its shell starts nothing else; 20 ms are the ticks of the shepherd's children.
        #expect(second <= (clock.now - began) / .seconds(1) + 0.02)
        try await service.stop(grace: .zero)
    }

    @Test("what an ended child has used is not forgotten")
    func endedChild() async throws {
        // It ends once it has used half a second, however long a busy host takes to give it.
        let half = "python3 -c 'import time\nwhile time.process_time() < 0.5: pass'"
        let service = try await RunningService.start(shell("\(half); exec sleep 1000"))
        try await eventually("only the sleeper is left") {
            let used = try treeCPUTime(of: service)
            return used > 0.4 && service.processTree().count == 1
        }
        let used = try treeCPUTime(of: service)
        #expect(used > 0.48 && used < 0.8)
        try await Task.sleep(for: .milliseconds(50))
        // The sleeper itself needs next to nothing.
        #expect(try treeCPUTime(of: service) - used < 0.01)
        try await service.stop(grace: .zero)
    }

    @Test func aTreeWithoutAProcessHasNoTime() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        try await service.stop(grace: .zero)
        let failure = try #require(throws: ProcessError.self) { try treeCPUTime(of: service) }
        #expect(failure == .emptyTree(root: service.processID))
    }
}
