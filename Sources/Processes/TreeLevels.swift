import Glibc

/// How many file descriptors these processes have open. One that has ended counts nothing.
///
/// - Throws: ``ProcessError/unreadable(path:code:)`` where the kernel keeps it to itself.
package func openDescriptors(of processes: [Int32]) throws(ProcessError) -> Int {
    var count = 0
    for process in processes { count += try descriptorNames(process).count }
    return count
}

/// How many threads these processes have, the first of each included. One that has ended counts nothing.
package func threadCount(of processes: [Int32]) throws(ProcessError) -> Int {
    var count = 0
    for process in processes {
        let path = "/proc/\(process)/status"
        guard let text = try procText(path) else { continue }
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Threads:") }),
            let threads = Int(line.drop { !$0.isNumber })
        else { throw .unreadable(path: path, code: EINVAL) }
        count += threads
    }
    return count
}

/// How many TCP sockets of these processes are connected, or were and are not closed: in any state but listening.
///
/// A socket that several processes have counts once. A connection in `TIME_WAIT` belongs to no process any more.
///
/// - Throws: ``ProcessError/unreadable(path:code:)`` where the kernel keeps it to itself.
package func connectionCount(of processes: [Int32]) throws(ProcessError) -> Int {
    var sockets: Set<Substring> = []
    for process in processes {
        for name in try descriptorNames(process) {
            var link = FileName(repeating: 0, count: 64)
            let path = "/proc/\(process)/fd/\(text(name))"
            let length = readlink(path, &link, 63)
            guard length > 0 else { continue }  // closed meanwhile
            let target = text(link)
            if target.hasPrefix("socket:[") { sockets.insert(target.dropFirst(8).dropLast()) }
        }
    }
    guard !sockets.isEmpty else { return 0 }
    var connected: Set<Substring> = []
    for process in processes {
        // All processes of a tree share their network, unless one of them has left it.
        for table in ["tcp", "tcp6"] {
            guard let text = try procText("/proc/\(process)/net/\(table)") else { continue }
            connected.formUnion(connections(in: text).filter(sockets.contains))
        }
    }
    return connected.count
}

/// The inodes of a table as in proc_net_tcp(5), of sockets that do not listen: `sl local remote st tx:rx tr:when retrnsmt uid
/// timeout inode`.
private func connections(in table: String) -> [Substring] {
    table.split(separator: "\n").dropFirst().compactMap { line in
        let fields = line.split(separator: " ")
        let listening = "0A"
        guard fields.count > 9, fields[3] != listening else { return nil }
        return fields[9]
    }
}

/// Empty where the process has ended.
private func descriptorNames(_ process: Int32) throws(ProcessError) -> [FileName] {
    let path = "/proc/\(process)/fd"
    do throws(FileError) {
        return try Descriptor(opening: path, O_RDONLY | O_DIRECTORY).entries(path: path)
    } catch {
        if error.code == ENOENT || error.code == ESRCH { return [] }
        throw .unreadable(path: path, code: error.code)
    }
}

/// The sizes of all files below a directory, added up, in bytes. What goes meanwhile counts nothing.
///
/// - Throws: ``FileError`` where a part of it cannot be read, or there is more than the limits allow.
package func treeBytes(of top: String, limits: TreeLimits = .usual) throws(FileError) -> Int64 {
    var bound = TreeBound(limits, of: top, to: "read")
    return try bytes(below: try Descriptor(opening: top, O_RDONLY | O_DIRECTORY), top, levels: 0, &bound)
}

private func bytes(
    below directory: borrowing Descriptor, _ path: String, levels: Int, _ bound: inout TreeBound
) throws(FileError) -> Int64 {
    try bound.checkDepth(levels)
    var total: Int64 = 0
    for name in try directory.entries(path: path, most: bound.left + 1) {
        try bound.count()
        var status = stat()
        guard fstatat(directory.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { continue }
            throw FileError(joined(path, name), "look at")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: total += Int64(status.st_size)
        case S_IFDIR:
            do throws(FileError) {
                let inner = try directory.open(name, O_RDONLY | O_DIRECTORY, path: joined(path, name))
                total += try bytes(below: inner, joined(path, name), levels: levels + 1, &bound)
            } catch {
                guard error.code == ENOENT else { throw error }
            }
        default: continue
        }
    }
    return total
}
