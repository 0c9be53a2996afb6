import Glibc

/// A process that holds a lock on a file, as `/proc` shows it.
package struct LockHolder: Hashable, Sendable, CustomStringConvertible {
    package let processID: Int32
    /// The kernel's short name of it, which it may have chosen itself; empty where that cannot be read.
    package let name: String
    /// Whether it runs Pawl: this very program, or one of that name. Where the kernel does not show what it runs, as of
    /// a gate that hides its memory, its short name counts.
    package let isPawl: Bool

    /// `pid 123 (python3)`
    package var description: String { name.isEmpty ? "pid \(processID)" : "pid \(processID) (\(name))" }
}

/// Who holds an flock(2) lock on a file: the processes that have it open with the lock, however they came by it, and the
/// one that took it, as far as `/proc` shows them. Ordered by number; none where nothing can be seen.
package func lockHolders(_ path: String) -> [LockHolder] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    let file = FileIdentity(status)
    let takers = lines("/proc/locks").compactMap { lockTaker($0, of: file.inode) }.filter { $0 > 0 }
    let sharers = names(in: "/proc").compactMap(Int32.init).filter { holds(file, $0) }
    return Set(takers + sharers).filter { kill($0, 0) == 0 || errno == EPERM }.sorted().map(LockHolder.init)
}

private struct FileIdentity: Hashable {
    let device: dev_t
    let inode: ino_t

    init(_ status: stat) {
        device = status.st_dev
        inode = status.st_ino
    }
}

/// The process of a line such as `1: FLOCK  ADVISORY  WRITE 123 08:01:4711 0 EOF`, where it is about that file (proc(5)).
private func lockTaker(_ line: String, of inode: ino_t) -> Int32? {
    let words = line.split(separator: " ")
    guard words.count >= 6, words[1] == "FLOCK", let number = words[5].split(separator: ":").last,
        ino_t(number) == inode
    else { return nil }
    return Int32(words[4])
}

/// Whether one of a process's descriptors has the file open with an flock on it: `lock:` in its fdinfo (proc(5)).
private func holds(_ file: FileIdentity, _ process: Int32) -> Bool {
    names(in: "/proc/\(process)/fd").contains { descriptor in
        var status = stat()
        guard stat("/proc/\(process)/fd/\(descriptor)", &status) == 0, FileIdentity(status) == file else {
            return false
        }
        return lines("/proc/\(process)/fdinfo/\(descriptor)").contains {
            $0.hasPrefix("lock:") && $0.contains("FLOCK")
        }
    }
}

extension LockHolder {
    fileprivate init(_ processID: Int32) {
        let name = lines("/proc/\(processID)/comm").first ?? ""
        let program = link("/proc/\(processID)/exe")
        let file = program.map { $0.hasSuffix(" (deleted)") ? String($0.dropLast(10)) : $0 }
        self.init(
            processID: processID, name: name,
            isPawl: file.map { $0 == link("/proc/self/exe") || splitPath($0).name == "pawl" }
                ?? (name == "pawl"))
    }
}
