import CPlatform
import Glibc

/// The memory of a service's whole process tree at one moment, by resident pages (`statm`).
///
/// Some ten microseconds a process. Every process counts the pages that it shares with others, so of several processes
/// the sum is too large; ``proportionalMemory(of:)`` tells by how much. On a machine with many processors the kernel may be
/// behind by some pages a thread (proc_pid_statm(5)).
package struct TreeMemory: Sendable, Hashable {
    /// Those with memory of their own, parents first, daemons included. A process on its way from vfork(2) to the program
    /// that it will execute still works in its parent's and is not among them.
    package let processes: [Int32]
    /// In bytes.
    package let resident: Int

    /// Of the processes that live now; one that ends meanwhile is left out.
    ///
    /// - Throws: ``ProcessError/emptyTree(root:)`` when no process is left.
    package init(of service: RunningService) throws(ProcessError) {
        let page = sysconf(Int32(_SC_PAGESIZE))
        var processes: [Int32] = []
        var total = 0
        var owners: [String: Int32] = [:]
        for process in service.processTree() {
            let path = "/proc/\(process)/statm"
            guard let text = try procText(path) else { continue }
            let fields = text.split(separator: " ")
            guard fields.count > 1, let pages = Int(fields[1]) else {
                throw .unreadable(path: path, code: EINVAL)
            }
            guard pages > 0 else { continue }  // it has ended, and nobody has waited for it yet
            // The kernel is asked only where the numbers are the same to the page.
            if let owner = owners[text], pawl_shares_memory(owner, process) == 1 { continue }
            owners[text] = process
            processes.append(process)
            total += pages * page
        }
        guard total > 0 else { throw .emptyTree(root: service.processID) }
        self.processes = processes
        resident = total
    }
}

/// The memory of these processes in bytes, each page counted once however many of them share it (PSS, `smaps_rollup`).
///
/// A page that is shared with processes outside counts by its share. Ten microseconds a megabyte. A process that has ended
/// counts nothing.
///
/// - Throws: ``ProcessError/unreadable(path:code:)`` where the kernel keeps it to itself: of another user's process, or of one
///   that allows no dumps.
package func proportionalMemory(of processes: [Int32]) throws(ProcessError) -> Int {
    var total = 0
    for process in processes {
        total += try kibibytes("Pss:", in: "/proc/\(process)/smaps_rollup") ?? 0
    }
    return total * 1024
}

/// The most resident memory that any one of these processes ever had since it executed its program (VmHWM), in bytes.
///
/// The kernel keeps it, so no moment is missed, however short. A process that has ended counts nothing.
package func largestHighWater(of processes: [Int32]) throws(ProcessError) -> Int {
    var largest = 0
    for process in processes {
        largest = max(largest, try kibibytes("VmHWM:", in: "/proc/\(process)/status") ?? 0)
    }
    return largest * 1024
}

/// `Pss:                 282 kB`; nil when the process has ended, or is a zombie, which has no memory.
private func kibibytes(_ name: String, in path: String) throws(ProcessError) -> Int? {
    guard let text = try procText(path) else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
        let fields = line.split { $0 == " " || $0 == "\t" }
        guard fields.count == 3, let kibibytes = Int(fields[1]) else {
            throw .unreadable(path: path, code: EINVAL)
        }
        return kibibytes
    }
    return nil
}

/// A file under `/proc`, or nil when its process has ended.
func procText(_ path: String) throws(ProcessError) -> String? {
    do throws(FileError) {
        let descriptor = try Descriptor(opening: path, O_RDONLY)
        return String(decoding: try descriptor.readAll(path: path), as: UTF8.self)
    } catch {
        if error.code == ENOENT || error.code == ESRCH { return nil }
        throw .unreadable(path: path, code: error.code)
    }
}
