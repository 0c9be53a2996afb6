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
