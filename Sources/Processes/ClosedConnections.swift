import Glibc

/// The ports from which connections came to a loopback port that have ended within the last minute, as far as the kernel still knows
/// them (`TIME_WAIT`, RFC 9293, 3.6); whose they were it does not know any more.
///
/// One that was reset leaves nothing.
package func closedConnections(toPort port: UInt16) throws(ProcessError) -> Set<UInt16> {
    var found: Set<UInt16> = []
    for path in ["/proc/net/tcp", "/proc/net/tcp6"] {
        guard let table = try procText(path) else { continue }
        for line in table.split(separator: "\n").dropFirst() {
            // "0: 0100007F:1F90 0100007F:C350 06 00000000:00000000 03:00000176 00000000 0 0 0 …"
            let fields = line.split(separator: " ", maxSplits: 10)
            guard fields.count > 9, fields[9] == "0", endedStates.contains(fields[3]),
                let local = portOf(fields[1]), let remote = portOf(fields[2])
            else { continue }
            // The end that closed first is the one that waits.
            if local == port { found.insert(remote) }
            if remote == port { found.insert(local) }
        }
    }
    return found
}

/// FIN_WAIT1, FIN_WAIT2, TIME_WAIT, LAST_ACK and CLOSING, where no process has the socket any more.
private let endedStates: Set<Substring> = ["04", "05", "06", "09", "0B"]

private func portOf(_ address: Substring) -> UInt16? {
    address.split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
}
