import CPlatform
import Glibc

/// Where this process can make control groups (cgroups(7)) for its jobs.
package struct ControlGroupPlaces: Sendable, Hashable {
    /// What a group does with a job.
    package enum Use: String, Sendable, Hashable, CaseIterable {
        /// All that is in it can be killed at once.
        case kill
        case pids
        case memory
    }

    /// A directory to make groups in, and what they are good for; one of each hierarchy.
    package struct Place: Sendable, Hashable {
        package let directory: String
        package let uses: Set<Use>

        package init(directory: String, uses: Set<Use>) {
            self.directory = directory
            self.uses = uses
        }
    }

    package let places: [Place]
    /// What the groups that a job would leave allow, in bytes; nil: no group that it leaves says anything.
    let mostMemoryBytes: Int?

    package var uses: Set<Use> { places.reduce(into: []) { $0.formUnion($1.uses) } }

    package static let none = ControlGroupPlaces(places: [], mostMemoryBytes: nil)

    /// Of this process, found out once.
    package static let current = found().entered()

    /// The first process of a namespace kills all others in it with itself, which needs no group.
    static func current(for isolation: Isolation) -> ControlGroupPlaces {
        switch isolation {
        case .strong: limiting
        case .weak, .none: current
        }
    }

    private static let limiting = ControlGroupPlaces(
        places: current.places.filter { $0.uses != [.kill] }, mostMemoryBytes: current.mostMemoryBytes)

    private init(places: [Place], mostMemoryBytes: Int?) {
        self.places = places
        self.mostMemoryBytes = mostMemoryBytes
    }

    /// Without those that no process can be moved to, whatever their modes say.
    private func entered() -> ControlGroupPlaces {
        let entered = places.filter { place in
            let alone = ControlGroupPlaces(places: [place], mostMemoryBytes: mostMemoryBytes)
            guard let group = JobGroup(.usual, in: alone) else { return false }
            return group.directories.allSatisfy { pawl_can_enter("\($0)/cgroup.procs") == 0 }
        }
        return ControlGroupPlaces(places: entered, mostMemoryBytes: mostMemoryBytes)
    }

    /// Version 2 wherever a group can be made, and the number of processes by version 1 where version 2 does not have it.
    ///
    /// Memory is left to version 2: version 1 does not kill a group as a whole.
    ///
    /// - Parameters:
    ///   - processes: Where `proc` is mounted.
    ///   - groups: Where the control groups are.
    package static func found(
        processes: String = "/proc", groups: String = "/sys/fs/cgroup"
    ) -> ControlGroupPlaces {
        // A job that could be in no group is run without one, as it is where the kernel tells nothing.
        guard ProcessOwner.current != nil, let own = membershipsIfTold(in: "\(processes)/self/cgroup") else {
            return .none
        }
        var places: [Place] = []
        let root = access("\(groups)/cgroup.controllers", F_OK) == 0 ? groups : "\(groups)/unified"
        var mostMemory: Int?
        if let path = own[""], let place = unified(below: root, path) {
            places.append(place)
            let left = waysUp(path).map { trimmed(root + $0) }.prefix { $0 != place.directory }
            mostMemory = left.compactMap { Int(firstLine("\($0)/memory.max") ?? "max") }.min()
        }
        let hasPids = places.contains { $0.uses.contains(.pids) }
        if !hasPids, let path = own["pids"] {
            let directory = trimmed("\(groups)/pids\(path)")
            if canMakeGroups(in: directory) { places.append(Place(directory: directory, uses: [.pids])) }
        }
        return ControlGroupPlaces(places: places, mostMemoryBytes: mostMemory)
    }

    /// The nearest group on the way up that hands on the limits; else the nearest at all, whose groups can be killed.
    ///
    /// A group with processes of its own hands on nothing, the root aside.
    private static func unified(below root: String, _ path: String) -> Place? {
        let writable = waysUp(path).map { trimmed(root + $0) }.filter(canMakeGroups)
        for directory in writable {
            let limited = handedOn(in: directory)
            if limited.contains(.pids) { return Place(directory: directory, uses: limited.union([.kill])) }
        }
        return writable.first.map { Place(directory: $0, uses: [.kill]) }
    }

    private static func handedOn(in directory: String) -> Set<Use> {
        let words = fileText("\(directory)/cgroup.subtree_control").split { $0 == " " || $0 == "\n" }
        return Set(words.compactMap { Use(rawValue: String($0)) }.filter { $0 != .kill })
    }

    private static func canMakeGroups(in directory: String) -> Bool {
        access(directory, W_OK | X_OK) == 0 && access("\(directory)/cgroup.procs", W_OK) == 0
    }

    /// `/a/b`, `/a`, `/`
    private static func waysUp(_ path: String) -> [String] {
        var found = [path]
        while let last = found.last, last != "/" { found.append(splitPath(last).directory) }
        return found
    }

    private static func trimmed(_ path: String) -> String {
        path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}

extension ControlGroupPlaces: CustomStringConvertible {
    /// `cgroup (kill, pids)`; empty where there are none.
    package var description: String {
        let words = Use.allCases.filter(uses.contains).map(\.rawValue)
        return words.isEmpty ? "" : "cgroup (\(words.joined(separator: ", ")))"
    }
}

private func membershipsIfTold(in file: String) -> [String: String]? {
    do throws(ProcessError) {
        return try memberships(in: file)
    } catch {
        return nil
    }
}
