import Glibc

/// How the memory of a process tree is counted.
package enum MemoryMeasure: Sendable, Hashable {
    /// Resident pages (`statm`), microseconds a process; pages shared by two processes count twice.
    case resident
    /// Proportional share (`smaps_rollup`, PSS), milliseconds for a large process; each page counts once.
    case proportional
}

/// The memory of a service's whole process tree now, in bytes.
///
/// A process that ends meanwhile is left out.
///
/// - Throws: ``ProcessError/emptyTree(root:)`` when no process is left.
package func treeMemory(
    of service: RunningService, as measure: MemoryMeasure
) throws(ProcessError) -> Int {
    var total = 0
    for pid in service.processTree() {
        switch measure {
        case .resident: total += try residentBytes(pid) ?? 0  // nil: it has ended
        case .proportional: total += try proportionalBytes(pid) ?? 0
        }
    }
    guard total > 0 else { throw .emptyTree(root: service.processID) }
    return total
}

private func residentBytes(_ pid: Int32) throws(ProcessError) -> Int? {
    let path = "/proc/\(pid)/statm"
    guard let text = try procText(path) else { return nil }
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { throw .unreadable(path: path, code: EINVAL) }
    return pages * sysconf(Int32(_SC_PAGESIZE))
}

private func proportionalBytes(_ pid: Int32) throws(ProcessError) -> Int? {
    let path = "/proc/\(pid)/smaps_rollup"
    guard let text = try procText(path) else { return nil }
    // "Pss:                 282 kB"
    for line in text.split(separator: "\n") where line.hasPrefix("Pss:") {
        let fields = line.split(separator: " ")
        guard fields.count == 3, let kibibytes = Int(fields[1]) else { break }
        return kibibytes * 1024
    }
    throw .unreadable(path: path, code: EINVAL)
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
