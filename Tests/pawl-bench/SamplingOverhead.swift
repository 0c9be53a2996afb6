import Glibc
import Measuring
import Processes

/// What it costs to follow the memory of a process tree: processor time of this whole process, as a share of the time.
enum SamplingOverhead {
    private static let time = Duration.seconds(10)

    /// Of one process, and of four that share what they have; each holds so many megabytes.
    static func lines() async throws -> [String] {
        var lines: [String] = []
        for (processes, megabytes) in [(1, 100), (4, 100), (4, 500)] {
            let service = try await started(processes, megabytes)
            let watch = TreeWatch(service)
            try await Task.sleep(for: .seconds(2))  // until the memory is there
            let before = processorTime()
            let watching = Task { await watch.run(readsProportion: true) }
            try await Task.sleep(for: time)
            watching.cancel()
            await watching.value
            let share = (processorTime() - before) / time * 100
            try await service.stop(grace: .zero)
            lines.append(
                "\(processes) × \(megabytes) MB: \(hundredths(share)) % of a processor; "
                    + "most resident \(watch.most.resident / 1_000_000) MB, "
                    + "by share \(watch.most.proportional / 1_000_000) MB, \(watch.most.processes) processes")
        }
        return lines
    }

    private static func started(_ processes: Int, _ megabytes: Int) async throws(ProcessError)
        -> RunningService
    {
        let script = """
            import os, time
            held = bytearray(os.urandom(1 << 20) * \(megabytes))
            for _ in range(\(processes - 1)):
                if os.fork() == 0: break
            while True: time.sleep(60)
            """
        return try await RunningService.start(
            Command(
                .direct(["python3", "-c", script]), directory: "/",
                environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"]))
    }

    private static func processorTime() -> Duration {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(.zero) {
            $0 + .seconds($1.tv_sec) + .microseconds($1.tv_usec)
        }
    }
}
