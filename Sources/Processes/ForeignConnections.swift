import Glibc

/// Whoever is connected to a loopback port and is none of some processes, as `127.0.0.1:40312`; empty where nobody is.
///
/// Connections of this process are its own. One that was closed a moment ago belongs to nobody any more, and is not told.
///
/// - Parameter processes: Whose connections are expected; they may have ended.
package func foreignConnections(
    toPort port: UInt16, except processes: [Int32]
) throws(ProcessError) -> [String] {
    var strangers = try connections(toPort: port)
    if strangers.isEmpty { return [] }
    for process in [getpid()] + processes {
        for inode in try socketInodes(of: process) { strangers[inode] = nil }
        if strangers.isEmpty { return [] }
    }
    return strangers.values.sorted()
}

/// The local ends of all connections to a port of this machine, by the inodes of their sockets.
private func connections(toPort port: UInt16) throws(ProcessError) -> [Substring: String] {
    var found: [Substring: String] = [:]
    for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
        guard let table = try procText(path) else { continue }
        // Half closed ones can still be served; what waits for its end belongs to nobody, and has no inode.
        let listening: Substring = "0A"
        let waiting: Substring = "06"
        let ending = String(port, radix: 16, uppercase: true)
        let padded = ":" + String(repeating: "0", count: 4 - ending.count) + ending
        for line in table.split(separator: "\n").dropFirst() where line.contains(padded) {
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] != listening, fields[3] != waiting, fields[9] != "0",
                fields[2].hasSuffix(padded)
            else { continue }
            let local = fields[1].split(separator: ":").last.flatMap { UInt16($0, radix: 16) } ?? 0
            found[fields[9]] = "127.0.0.1:\(local)"
        }
    }
    return found
}
