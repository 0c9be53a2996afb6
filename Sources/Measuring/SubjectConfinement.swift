package import GateModel
package import Processes

/// How everything that belongs to the judged subject is confined in one gate: builds, services, tools, and the instruments that
/// look at them.
package struct SubjectConfinement: Sendable {
    package let isolation: Isolation
    private let readable: [String]
    private let listable: [String]
    private let hidden: [String]
    private let openings: Openings

    /// With every path absolute.
    private struct Openings: Sendable {
        let read: [String]
        let write: [String]
        /// Relative to the files of each revision.
        let writeInside: [String]
        let sockets: [String]
        let hasSockets: Bool
        let ports: [UInt16]
    }

    private init(
        _ isolation: Isolation, readable: [String], listable: [String], hidden: [String], openings: Openings
    ) {
        self.isolation = isolation
        self.readable = readable
        self.listable = listable
        self.hidden = hidden
        self.openings = openings
    }

    /// Everything runs as its user: what this machine offers is nothing, or somebody wants to see that.
    package static let none = SubjectConfinement(
        .none, readable: [], listable: [], hidden: [],
        openings: Openings(read: [], write: [], writeInside: [], sockets: [], hasSockets: false, ports: []))

    /// - Parameters:
    ///   - hidden: What nothing of the subject may ever see, as absolute paths: keys, logs, homes. Those that are not there
    ///     are left out.
    ///   - openings: Those that are in force.
    package init(
        _ isolation: Isolation, caller: CallerEnvironment, hidden: [String], openings: SandboxOpenings
    ) throws(FileError) {
        let home = caller.home
        func placed(_ path: String) -> String? {
            guard path.hasPrefix("~/") else { return path.hasPrefix("/") ? path : nil }
            return home.map { $0 + path.dropFirst() }
        }
        let opened = Openings(
            read: openings.read.compactMap(placed).compactMap(realPath),
            write: openings.write.compactMap(placed).compactMap(realPath),
            writeInside: openings.inRevision,
            sockets: openings.sockets.compactMap(placed).compactMap(realPath),
            hasSockets: !openings.sockets.isEmpty, ports: openings.ports)
        let machine = machinePaths(path: caller.path, home: home)
        // A home that holds the system's own directories, as `/` does, cannot be hidden as a whole.
        let everybodys =
            isolation.hidesOthers
            ? ["/home", "/root", "/etc/shadow", "/etc/gshadow", "/etc/ssl/private"] : []
        let hidden = Set((hidden + everybodys).compactMap(realPath)).filter { place in
            !["/", "/run", "/tmp", "/var/tmp"].contains(place)
                && !machine.prefix(while: { $0.split(separator: "/").count == 1 }).contains {
                    isInside($0, place)
                }
        }.sorted()
        let shown: (readable: [String], listable: [String]) =
            switch isolation {
            case .weak: try Processes.readable(machine + opened.read, without: hidden)
            case .strong, .none: (readable: machine + opened.read, listable: [])
            }
        self.init(
            isolation, readable: shown.readable, listable: shown.listable, hidden: hidden, openings: opened)
    }

    /// For one command; nil where nothing is confined.
    ///
    /// - Parameters:
    ///   - reading: What it reads, beside what every program can.
    ///   - writing: What it may change.
    ///   - checkout: The files of a revision, of which the pipeline may have opened parts for writing.
    ///   - port: Where it is to listen, beside ports that the kernel chooses; nil: it serves nobody.
    package func sandbox(
        reading: [String], writing: [String], checkout: String? = nil, port: UInt16? = nil
    ) -> Sandbox? {
        if case .none = isolation { return nil }
        let inside = checkout.map { checkout in openings.writeInside.map { "\(checkout)/\($0)" } } ?? []
        return Sandbox(
            isolation, readable: readable + openings.sockets + reading, listable: listable,
            // A link among them would open what it points to.
            writable: writing + openings.write + inside.filter { realPath($0) == $0 },
            hidden: hidden, hasSockets: openings.hasSockets,
            ports: [0] + (port.map { [$0] } ?? []) + openings.ports)
    }
}

extension SubjectConfinement: CustomStringConvertible {
    /// `strong (landlock 7), cgroup (kill, pids, memory)`, or `strong (landlock 7), cgroup (pids), memory not limited`
    package var description: String {
        Self.text(isolation)
    }

    /// The same of a form that nothing is confined by yet.
    package static func text(_ isolation: Isolation) -> String {
        if case .none = isolation { return "\(isolation)" }
        return text(isolation, in: .current)
    }

    static func text(_ isolation: Isolation, in places: ControlGroupPlaces) -> String {
        let missing = places.uses.contains(.memory) ? "" : "memory not limited"
        return ["\(isolation)", "\(places)", missing].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Isolation {
    /// Whether it reads everything but what is hidden, and so also what belongs to others on the machine.
    fileprivate var hidesOthers: Bool { if case .strong = self { true } else { false } }
}
