import Glibc

/// The CPU time that a service's whole process tree has used since it began, in seconds; processes that have ended and
/// were waited for included.
///
/// A living process is read from its own clock (clock_getcpuclockid(3)), to the nanosecond and with all its threads.
/// Those that ended are known only from `cutime` and `cstime` (proc_pid_stat(5)), in ticks of 10 ms: a service that
/// starts processes for its work is measured that coarsely.
///
/// - Throws: ``ProcessError/emptyTree(root:)`` when no process is left, or when processes came and went faster than they
///   could be read.
package func treeCPUTime(of service: RunningService) throws(ProcessError) -> Double {
    for _ in 0..<8 {
        let tree = service.processTree()
        guard !tree.isEmpty else { break }
        if let seconds = try cpuTime(of: tree, below: service.shepherdID) { return seconds }
    }
    throw .emptyTree(root: service.processID)
}

/// Nil when one of them ended meanwhile: its time may have gone to a parent that had been read before.
private func cpuTime(of tree: [Int32], below shepherd: Int32) throws(ProcessError) -> Double? {
    var total = 0.0
    // The shepherd's own work is not the service's; what it has waited for is.
    for pid in [shepherd] + tree {
        guard let ended = try secondsOfEndedChildren(pid) else { return nil }
        total += ended
        guard pid != shepherd else { continue }
        guard let own = secondsOfProcess(pid) else { return nil }
        total += own
    }
    return total
}

private func secondsOfProcess(_ pid: Int32) -> Double? {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else { return nil }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func secondsOfEndedChildren(_ pid: Int32) throws(ProcessError) -> Double? {
    let path = "/proc/\(pid)/stat"
    guard let text = try procText(path) else { return nil }
    // The command's name stands in parentheses and may hold some itself; `state` comes after it as field 3.
    guard let close = text.lastIndex(of: ")") else { throw .unreadable(path: path, code: EINVAL) }
    let fields = text[text.index(after: close)...].split(separator: " ")
    guard fields.count > 14, let user = Int(fields[13]), let system = Int(fields[14]) else {
        throw .unreadable(path: path, code: EINVAL)
    }
    return Double(user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
}
