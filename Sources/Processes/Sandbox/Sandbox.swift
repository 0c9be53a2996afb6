/// What a confined command can reach beside what every program of this machine can.
///
/// All paths are absolute. One that is not there when the command starts is not there for the command either.
package struct Sandbox: Sendable, Hashable {
    /// Never ``Isolation/none``: such a command has no sandbox.
    package var isolation: Isolation
    /// Files and directories to read and to execute.
    package var readable: [String]
    /// Directories of which only the names can be listed; Landlock alone has them.
    package var listable: [String]
    package var writable: [String]
    /// What is not there, except for what is opened below it. Landlock alone opens nothing of it in the first place.
    package var hidden: [String]
    /// Whether Unix sockets with a name can be made and connected to.
    package var hasSockets: Bool
    /// The TCP ports that can be listened on; nil: any. Only Landlock 4 and newer can tell ports apart. 0 is a port that the
    /// kernel chooses.
    package var ports: [UInt16]?
    package var limits: JobLimits

    package init(
        _ isolation: Isolation, readable: [String] = [], listable: [String] = [], writable: [String] = [],
        hidden: [String] = [], hasSockets: Bool = false, ports: [UInt16]? = nil,
        limits: JobLimits = .usual
    ) {
        self.isolation = isolation
        self.readable = readable
        self.listable = listable
        self.writable = writable
        self.hidden = hidden
        self.hasSockets = hasSockets
        self.ports = ports
        self.limits = limits
    }

    /// Whether `/dev/shm` is that of the machine.
    var sharesMemory: Bool { if case .weak = isolation { true } else { false } }

    /// As the shepherd reads it: words that end with a zero byte, see `sandbox.h`.
    ///
    /// - Parameters:
    ///   - temporary: The command's own directory for temporary files.
    ///   - groups: Directories of control groups, which it is to be in.
    func specification(temporary: String, groups: [String]) -> [UInt8] {
        var words: [String] = []
        switch isolation {
        case .strong(let landlock): words += ["sstrong", "a\(landlock)"]
        case .weak(let landlock): words += ["sweak", "a\(landlock)"]
        case .none: preconditionFailure("a command without isolation has no sandbox")
        }
        words += groups.map { "c\($0)" }
        if hasSockets { words.append("u") }
        words += ports.map { $0.map { "p\($0)" } } ?? ["p-1"]
        // What is covered first and opened again later has to come in that order.
        words += hidden.sorted().map { "h\($0)" }
        words += ["t\(temporary)"]
        words += (readable.map { ($0, "r") } + writable.map { ($0, "w") }).sorted { $0.0 < $1.0 }.map {
            $1 + $0
        }
        words += listable.map { "l\($0)" }
        return words.flatMap { Array($0.utf8) + [0] }
    }
}
