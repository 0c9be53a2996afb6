import Glibc

/// A process as the owner of what it leaves lying around, told from every other one and from a later one of its number.
package struct ProcessOwner: Hashable, Sendable {
    package let processID: Int32
    /// Clock ticks from the machine's start to that of the process (proc(5), `/proc/PID/stat`, field 22).
    let startTicks: UInt64
    /// Of one start of the kernel (proc(5), `/proc/sys/kernel/random/boot_id`).
    let boot: String
    /// In which the number counts: `pid:[4026531836]`.
    let namespace: String
    /// What tells machines apart that share a directory.
    let machine: String

    /// Names the owner in the environment of what it measures.
    package static let variable = "PAWL_OWNER"

    /// This process; nil where `/proc` does not say who it is: then nothing of it can be told to be left over.
    package static let current = ProcessOwner(of: getpid())

    private init?(of processID: Int32) {
        guard let startTicks = Self.startTicks(of: processID),
            let boot = firstLine("/proc/sys/kernel/random/boot_id"), let namespace = link("/proc/self/ns/pid")
        else { return nil }
        self.init(
            processID: processID, startTicks: startTicks, boot: boot, namespace: namespace,
            machine: Self.thisMachine)
    }

    init(processID: Int32, startTicks: UInt64, boot: String, namespace: String, machine: String) {
        self.processID = processID
        self.startTicks = startTicks
        self.boot = boot
        self.namespace = namespace
        self.machine = machine
    }

    /// From what ``text`` writes; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let words = String(text).split(separator: " " as Character, omittingEmptySubsequences: false).map(
            String.init)
        guard words.count == 5, let processID = Int32(words[0]), processID > 0,
            let startTicks = UInt64(words[1]), words[2...].allSatisfy({ !$0.isEmpty })
        else { return nil }
        self.init(
            processID: processID, startTicks: startTicks, boot: words[2], namespace: words[3],
            machine: words[4])
    }

    /// One line without a line feed.
    package var text: String { "\(processID) \(startTicks) \(boot) \(namespace) \(machine)" }

    /// Whether it is known to have ended. On another machine, or in another namespace of process numbers, that is not
    /// known.
    package var isDead: Bool {
        guard let current = Self.current, machine == current.machine else { return false }
        guard boot == current.boot else { return true }
        guard namespace == current.namespace else { return false }
        return Self.startTicks(of: processID) != startTicks
    }

    /// Nil where there is no such process any more; one that only waits to be buried is none.
    private static func startTicks(of processID: Int32) -> UInt64? {
        guard let line = firstLine("/proc/\(processID)/stat"), let end = line.lastIndex(of: ")") else {
            return nil
        }
        // The name before may hold blanks and brackets; the state, field 3, comes first behind it.
        let fields = line[end...].dropFirst().split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    private static var thisMachine: String {
        if let id = firstLine("/etc/machine-id"), !id.isEmpty, !id.contains(" ") { return id }
        var name = utsname()
        uname(&name)
        let host = withUnsafeBytes(of: name.nodename) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        return host.isEmpty ? "unnamed" : String(host.map { $0 == " " ? "-" : $0 })
    }
}
