import CPlatform
import Glibc

/// How the kernel schedules the threads of some processes, and what it limits them to.
package struct SchedulingMarks: Sendable, Hashable {
    private let threads: [Int32: Thread]
    private let limits: [Int32: String]

    private struct Thread: Sendable, Hashable {
        let nice: Substring
        let realTimePriority: Substring
        let policy: Substring
        let processors: [Int32]
    }

    /// One that ends meanwhile is left out.
    ///
    /// - Throws: ``ProcessError/unreadable(path:code:)`` where the kernel keeps it to itself.
    package init(of processes: [Int32]) throws(ProcessError) {
        var threads: [Int32: Thread] = [:]
        var limits: [Int32: String] = [:]
        for process in processes {
            guard let text = try procText("/proc/\(process)/limits") else { continue }
            limits[process] = text
            for thread in threadsOf(process) {
                guard let known = try SchedulingMarks.thread(thread, of: process) else { continue }
                threads[thread] = known
            }
        }
        self.threads = threads
        self.limits = limits
    }

    private static func thread(_ thread: Int32, of process: Int32) throws(ProcessError) -> Thread? {
        let path = "/proc/\(process)/task/\(thread)/stat"
        guard let text = try procText(path) else { return nil }
        // The name stands in parentheses and may hold some itself; `state` comes after it as field 3 (proc_pid_stat(5)).
        guard let end = text.lastIndex(of: ")") else { throw .unreadable(path: path, code: EINVAL) }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 38 else { throw .unreadable(path: path, code: EINVAL) }
        guard let processors = try processorsOf(thread) else { return nil }
        return Thread(
            nice: fields[16], realTimePriority: fields[37], policy: fields[38],
            processors: processors)
    }

    /// What is not as it was, of threads and processes that are in both; nil where all is.
    ///
    /// - Parameter processor: Where every thread has to run that came later as well; nil: anywhere.
    package func change(to later: SchedulingMarks, on processor: Int32?) -> String? {
        for (process, text) in limits {
            if let now = later.limits[process], now != text { return "the limits of process \(process)" }
        }
        for (id, thread) in later.threads {
            if let processor, thread.processors != [processor] { return "the processors of thread \(id)" }
            guard let before = threads[id] else { continue }
            if before.nice != thread.nice { return "the nice value of thread \(id)" }
            if before.policy != thread.policy || before.realTimePriority != thread.realTimePriority {
                return "the scheduling policy of thread \(id)"
            }
            if before.processors != thread.processors { return "the processors of thread \(id)" }
        }
        return nil
    }
}

/// Nil where the thread has ended.
private func processorsOf(_ thread: Int32) throws(ProcessError) -> [Int32]? {
    var found = [Int32](repeating: 0, count: 1024)
    let count = Int(pawl_processors_of(thread, &found, Int32(found.count)))
    guard count >= 0 else {
        guard errno == ESRCH else { throw .systemCall("sched_getaffinity", code: errno) }
        return nil
    }
    return Array(found.prefix(count))
}
