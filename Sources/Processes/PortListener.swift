import Glibc

/// Who accepts connections to a loopback port.
package enum PortListener: Sendable, Hashable {
    case nobody
    /// A process of the tree that was asked about, and nobody else.
    case inTree(Int32)
    /// A process outside that tree, perhaps beside one inside it.
    case elsewhere
}

/// Finds who listens on `127.0.0.1:port`, by that address or by all of IPv4 or IPv6.
///
/// - Throws: when it can be neither proven nor ruled out, because a process of the tree may not be looked into.
package func listener(onPort port: UInt16, among tree: [Int32]) throws(ProcessError) -> PortListener {
    var unowned = try listeningInodes(port: port)
    if unowned.isEmpty { return .nobody }
    var owner: Int32?
    var refusal: ProcessError?
    for pid in tree {
        do throws(ProcessError) {
            let owned = try socketInodes(of: pid).intersection(unowned)
            if !owned.isEmpty { owner = owner ?? pid }
            unowned.subtract(owned)
        } catch {
            refusal = error
        }
    }
    if let owner, unowned.isEmpty { return .inTree(owner) }
    if let refusal { throw refusal }
    return .elsewhere
}

private let ownAddresses: Set<Substring> = [
    "0100007F",  // 127.0.0.1, in the kernel's byte order
    "00000000",
    "00000000000000000000000000000000",
    "0000000000000000FFFF00000100007F",  // ::ffff:127.0.0.1
]

private func listeningInodes(port: UInt16) throws(ProcessError) -> Set<Substring> {
    var inodes: Set<Substring> = []
    for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
        // There is no tcp6 where IPv6 is switched off.
        guard let table = try procText(path) else { continue }
        for line in table.split(separator: "\n").dropFirst() {
            // "0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12345 …"
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A" else { continue }
            let address = fields[1].split(separator: ":")
            guard address.count == 2, ownAddresses.contains(address[0]), UInt16(address[1], radix: 16) == port
            else { continue }
            inodes.insert(fields[9])
        }
    }
    return inodes
}

/// Of the sockets that a process has open; none where it has ended.
func socketInodes(of pid: Int32) throws(ProcessError) -> Set<Substring> {
    let folder = "/proc/\(pid)/fd"
    let names: [String]
    do throws(FileError) {
        names = try Descriptor(opening: folder, O_RDONLY | O_DIRECTORY).entries(path: folder).map(text)
    } catch {
        if error.code == ENOENT || error.code == ESRCH { return [] }
        throw .unreadable(path: folder, code: error.code)
    }
    return Set(
        names.compactMap { name in
            // "socket:[12345]"
            guard let target = linkTarget("\(folder)/\(name)"), target.hasPrefix("socket:[") else {
                return nil
            }
            return target.dropFirst("socket:[".count).dropLast()
        })
}
