import Glibc
import Processes
import Testing

@Suite struct TreeMemoryTests {
    /// Keeps the last 50 MB of what it reads, until its input ends.
    private let holder = "(head -c 50000000 /dev/zero; sleep 1000) | tail -c 50000000"

    private func resident(_ service: RunningService) throws -> Int { try TreeMemory(of: service).resident }

    private func proportional(_ service: RunningService) throws -> Int {
        try proportionalMemory(of: TreeMemory(of: service).processes)
    }

    private func python(_ program: String) -> Command {
        Command(
            .direct(["python3", "-S", "-c", program]), directory: "/", environment: ["PATH": "/usr/bin:/bin"])
    }

    @Test func countsAChildsMemoryByBothMeasures() async throws {
        let service = try await RunningService.start(shell(holder))
        try await eventually("the memory is taken") { try proportional(service) > 50_000_000 }
        #expect(try proportional(service) < 75_000_000)
        #expect((50_000_000..<75_000_000).contains(try resident(service)))
        try await service.stop(grace: .zero)
    }

    @Test func countsADaemonThatForkedTwiceIntoItsOwnSession() async throws {
        let service = try await RunningService.start(
            shell("(setsid sh -c '\(holder)' >/dev/null 2>&1 </dev/null &); exec sleep 1000"))
        try await eventually("the daemon's memory is taken") { try proportional(service) > 50_000_000 }
        #expect(try resident(service) > 50_000_000)
        // `sleep` has no children left: it is the shepherd that adopted the daemon.
        #expect(processTree(of: service.processID) == [])
        try await service.stop(grace: .zero)
    }

    @Test func pagesSharedByForkedWorkersCountOnceByProportion() async throws {
        let program = """
            import os, time
            kept = bytearray(40_000_000)
            for i in range(0, len(kept), 4096): kept[i] = 1
            for _ in range(3):
                if os.fork() == 0: time.sleep(1000)
            time.sleep(1000)
            """
        let service = try await RunningService.start(python(program))
        try await eventually("the workers are there") {
            try TreeMemory(of: service).processes.count == 4 && resident(service) > 150_000_000
        }
        #expect((40_000_000..<80_000_000).contains(try proportional(service)))
        try await service.stop(grace: .zero)
    }

    @Test func aChildInItsParentsMemoryCountsNothing() async throws {
        // The child sleeps between vfork and exec, so the parent waits for it.
        let program = """
            import ctypes
            kept = bytearray(50_000_000)
            for i in range(0, len(kept), 4096): kept[i] = 1
            libc = ctypes.CDLL(None)
            # CLONE_VM | CLONE_VFORK | SIGCHLD
            stack = ctypes.create_string_buffer(1 << 16)
            top = ctypes.c_void_p(ctypes.addressof(stack) + (1 << 16) - 64)
            libc.clone(ctypes.cast(libc.sleep, ctypes.c_void_p), top, 0x100 | 0x4000 | 17, ctypes.c_void_p(1000))
            """
        let service = try await RunningService.start(python(program))
        try await eventually("the child is there") { service.processTree().count == 2 }
        #expect(try TreeMemory(of: service).processes.count == 1)
        #expect((50_000_000..<75_000_000).contains(try resident(service)))
        try await service.stop(grace: .zero)
    }

    @Test func processesThatComeAndGoAreNoError() async throws {
        let service = try await RunningService.start(shell("while :; do /bin/true; (sleep 0.001 &); done"))
        for _ in 0..<2000 {
            let memory = try TreeMemory(of: service)
            #expect(memory.resident < 50_000_000)
            _ = try proportionalMemory(of: memory.processes)
            _ = try largestHighWater(of: memory.processes)
        }
        try await service.stop(grace: .zero)
    }

    @Test func theHighWaterMarkKnowsWhatNoReadingSaw() async throws {
        let program = """
            import time
            kept = bytearray(50_000_000)
            for i in range(0, len(kept), 4096): kept[i] = 1
            del kept
            print("given back", flush=True)
            time.sleep(1000)
            """
        let service = try await RunningService.start(python(program))
        try await eventually("it is given back") { service.output.text == "given back\n" }
        let memory = try TreeMemory(of: service)
        #expect(memory.resident < 40_000_000)
        #expect((50_000_000..<75_000_000).contains(try largestHighWater(of: memory.processes)))
        try await service.stop(grace: .zero)
    }

    @Test func whatHasEndedCountsNothing() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        let processes = try TreeMemory(of: service).processes
        try await service.stop(grace: .zero)
        #expect(try proportionalMemory(of: processes) == 0)
        #expect(try largestHighWater(of: processes) == 0)
    }

    @Test func aTreeWithoutAProcessIsAnError() async throws {
        let service = try await RunningService.start(shell("exec sleep 1000"))
        try await service.stop(grace: .zero)
        let failure = try #require(throws: ProcessError.self) { try TreeMemory(of: service) }
        #expect(
            failure.description == """
                process \(service.processID): error: no process of its tree is alive
                  hint: look at the service's output for why it ended
                """)
    }
}
