import Glibc
import Synchronization

/// What commands in the weak form leave behind in `/dev/shm`, which they share with the machine.
///
/// Commands may run beside each other, so it is looked at before the first and after the last of them. Certainly nobody's any more
/// is what came meanwhile, belongs to this user, and is open in no process.
package enum SharedMemoryLeftovers {
    private struct State {
        var running = 0
        var before: Set<Entry> = []
        /// When anything last came to the directory or went from it, as of `before`; it need not be listed again until then.
        var listed: Change?
        var removed: [String] = []
        var kept: [String] = []

        mutating func list() {
            let change = Change.last
            if change == nil || change != listed { before = Set(entries()) }
            listed = change
        }
    }

    private struct Entry: Hashable {
        let name: String
        let inode: UInt64
    }

    private struct Change: Equatable {
        let seconds: Int
        let nanoseconds: Int

        /// Nil where there is no such directory.
        static var last: Change? {
            var status = stat()
            guard stat(directory, &status) == 0 else { return nil }
            return Change(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        }
    }

    private static let state = Mutex(State())
    private static let directory = "/dev/shm"

    /// What was found since this was asked last: by path, with what was done with it; sorted.
    package static func take() -> [String] {
        state.withLock { state in
            defer { (state.removed, state.kept) = ([], []) }
            return state.removed.map { "\(directory)/\($0), which was removed" }.sorted()
                + state.kept.map { "\(directory)/\($0), which is somebody's" }.sorted()
        }
    }

    static func begin() {
        state.withLock { state in
            if state.running == 0 { state.list() }
            state.running += 1
        }
    }

    static func end() {
        state.withLock { state in
            state.running -= 1
            guard state.running == 0, Change.last != state.listed else { return }
            let new = entries().filter { !state.before.contains($0) }
            if new.isEmpty { return }
            let open = openInodes()
            for entry in new {
                if !open.contains(entry.inode) && remove(entry.name) {
                    state.removed.append(entry.name)
                } else {
                    state.kept.append(entry.name)
                }
            }
        }
    }

    /// Of this user; a link is its own.
    private static func entries() -> [Entry] {
        names(in: directory).compactMap { name in
            var status = stat()
            guard lstat("\(directory)/\(name)", &status) == 0, status.st_uid == geteuid() else { return nil }
            return Entry(name: name, inode: UInt64(status.st_ino))
        }
    }

    private static func remove(_ name: String) -> Bool {
        do throws(FileError) {
            try removeTree("\(directory)/\(name)")
            return true
        } catch {
            return false
        }
    }

    /// Of what any process that this one may look at has open or mapped there; a directory's also for what lies below it.
    private static func openInodes() -> Set<UInt64> {
        var found: Set<UInt64> = []
        for process in names(in: "/proc") where Int32(process) != nil {
            let folder = "/proc/\(process)"
            // 7f0000000000-7f0000001000 rw-s 00000000 00:1b 12345    /dev/shm/name
            for line in lines("\(folder)/maps") {
                let fields = line.split(separator: " ", maxSplits: 5)
                guard fields.count == 6, fields[5].drop(while: { $0 == " " }).hasPrefix(directory + "/")
                else { continue }
                if let inode = UInt64(fields[4]) { found.insert(inode) }
            }
            for name in names(in: "\(folder)/fd") + ["../cwd"] {
                let path = "\(folder)/fd/\(name)"
                guard let target = link(path), target.hasPrefix(directory + "/") else { continue }
                let top = target.dropFirst(directory.utf8.count + 1).prefix { $0 != "/" }
                var status = stat()
                if lstat("\(directory)/\(top)", &status) == 0 { found.insert(UInt64(status.st_ino)) }
            }
        }
        return found
    }
}
