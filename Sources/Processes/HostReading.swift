import Glibc

/// What the host had done since it started, and what weighed on it, at one moment.
///
/// One reading says how busy it is; two say what became of the time between them (``HostUse``).
package struct HostReading: Hashable, Sendable {
    package let cpu: CPUTicks
    package let load: LoadAverage
    /// One for each core whose clock is scaled; none where the kernel leaves that to somebody else, as in most virtual
    /// machines.
    package let clocks: [CoreClock]

    package init(cpu: CPUTicks, load: LoadAverage, clocks: [CoreClock]) {
        self.cpu = cpu
        self.load = load
        self.clocks = clocks
    }

    /// Reads `/proc/stat`, `/proc/loadavg` and the cores' `cpufreq` folders: well under a millisecond for a few cores.
    ///
    /// - Throws: ``ProcessError/unreadable(path:code:)`` where `/proc` is missing or says something else.
    package static func now() throws(ProcessError) -> HostReading {
        HostReading(
            cpu: try parsed("/proc/stat", CPUTicks.init(stat:)),
            load: try parsed("/proc/loadavg", LoadAverage.init(loadavg:)),
            clocks: CoreClock.ofAllCores())
    }

    private static func parsed<Value>(
        _ path: String, _ parse: (String) -> Value?
    ) throws(ProcessError) -> Value {
        guard let text = try procText(path) else { throw .unreadable(path: path, code: ENOENT) }
        guard let value = parse(text) else { throw .unreadable(path: path, code: EINVAL) }
        return value
    }
}

/// CPU time of all cores together since the system started, in ticks of `USER_HZ`, usually hundredths of a second.
package struct CPUTicks: Hashable, Sendable {
    /// User, nice, system, interrupts: time in which this system's programs and kernel ran.
    package let busy: Int
    /// Nothing to do, or waiting for a disk.
    package let idle: Int
    /// Something to do, but the hypervisor ran somebody else.
    package let stolen: Int

    package init(busy: Int, idle: Int, stolen: Int) {
        self.busy = busy
        self.idle = idle
        self.stolen = stolen
    }

    /// From the text of `/proc/stat` (proc_stat(5)); guests' time is part of `user` there. Nil where it has no such line.
    ///
    ///     cpu  115737 0 15577 193047 1226 0 171 100 0 0 → busy 131485, idle 194273, stolen 100
    package init?(stat: String) {
        // user nice system idle iowait irq softirq steal guest guest_nice; old kernels have fewer.
        guard let line = stat.split(separator: "\n").first(where: { $0.hasPrefix("cpu ") }) else {
            return nil
        }
        let words = line.split(separator: " ").dropFirst()
        let ticks = words.compactMap { Int($0) }
        guard ticks.count == words.count, ticks.count >= 4 else { return nil }
        let known = ticks.prefix(8) + Array(repeating: 0, count: max(0, 8 - ticks.count))
        self.init(
            busy: known[0] + known[1] + known[2] + known[5] + known[6], idle: known[3] + known[4],
            stolen: known[7])
    }
}

/// How many tasks ran or wanted to, on average; uninterruptible waits count too.
package struct LoadAverage: Hashable, Sendable {
    package let overOneMinute: Double
    package let overFiveMinutes: Double
    /// At the moment of reading, the reader among them.
    package let runnableNow: Int

    package init(overOneMinute: Double, overFiveMinutes: Double, runnableNow: Int) {
        self.overOneMinute = overOneMinute
        self.overFiveMinutes = overFiveMinutes
        self.runnableNow = runnableNow
    }

    /// From the text of `/proc/loadavg`: `1.96 1.78 1.21 3/121 25348`. Nil for anything else.
    package init?(loadavg: String) {
        let words = loadavg.split { $0.isWhitespace }
        guard words.count == 5, let one = Double(words[0]), let five = Double(words[1]),
            let runnable = words[3].split(separator: "/").first.flatMap({ Int($0) }),
            one.isFinite, five.isFinite
        else { return nil }
        self.init(overOneMinute: one, overFiveMinutes: five, runnableNow: runnable)
    }
}
