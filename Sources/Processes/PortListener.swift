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

private func listeningInodes(port: UInt16) throws(ProcessError) -> Set<UInt64> {
    Set(
        try tcpSockets(in: [.listening], withPort: port)
            .filter { $0.localPort == port && $0.isOnLoopback }.map(\.inode))
}

/// Of the sockets that a process has open; none where it has ended.
func socketInodes(of pid: Int32) throws(ProcessError) -> Set<UInt64> {
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
            return UInt64(target.dropFirst("socket:[".count).dropLast())
        })
}
