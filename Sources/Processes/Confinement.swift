import CPlatform
import Glibc

/// The processors that this process may run on, by number; empty where the kernel does not say.
package func allowedProcessors() -> [Int32] {
    var found = [Int32](repeating: 0, count: 1024)
    let count = Int(pawl_processors(&found, Int32(found.count)))
    return count > 0 ? Array(found.prefix(min(count, found.count))) : []
}

extension RunningService {
    /// Lets every thread that the service has now run on one processor only; those that come later inherit it.
    ///
    /// A thread that ends meanwhile is left out; one that another thread started meanwhile is found in the next round.
    ///
    /// - Throws: when a thread may not be confined, such as one of another user; others may then be confined already.
    package func confine(to processor: Int32) throws(ProcessError) {
        var confined: Set<Int32> = []
        for _ in 0..<RunningService.mostRounds {
            let found = Set(processTree().flatMap(threadsOf)).subtracting(confined)
            if found.isEmpty { return }
            for thread in found where pawl_confine(thread, processor) != 0 {
                guard errno == ESRCH else { throw .systemCall("sched_setaffinity", code: errno) }
            }
            confined.formUnion(found)
        }
    }

    /// Of looking for threads that are new; a service that never stops starting threads ends the search.
    private static let mostRounds = 16
}

/// None of a process that has ended.
func threadsOf(_ process: Int32) -> [Int32] {
    guard let directory = opendir("/proc/\(process)/task") else { return [] }
    defer { closedir(directory) }
    var threads: [Int32] = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if let thread = Int32(name) { threads.append(thread) }
    }
    return threads
}
