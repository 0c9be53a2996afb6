import Glibc

/// The control groups of one job, one of each hierarchy: made with limits before the job starts, and removed with whatever is left in
/// them when this object goes away.
///
/// Their names say whose they are, so that another process can remove what a killed one has left (``removeLeftGroups(in:)``): they
/// begin with ``prefix``, six random characters and a blank, and end with ``ProcessOwner/text``.
final class JobGroup: Sendable {
    let directories: [String]
    /// What `memory.max` says; nil where no group of these limits memory.
    private let memoryLimit: Int?

    static let prefix = "pawl-"

    /// Nil where no group can be made; then none is left.
    init?(_ limits: JobLimits, in places: ControlGroupPlaces) {
        guard !places.places.isEmpty, let owner = ProcessOwner.current else { return nil }
        let name = "\(JobGroup.prefix)\(TemporaryDirectory.randomName()) \(owner.text)"
        let memory = min(limits.memoryBytes, places.mostMemoryBytes ?? .max)
        var made: [String] = []
        var memoryLimit: Int?
        for place in places.places {
            let directory = "\(place.directory)/\(name)"
            guard mkdir(directory, 0o755) == 0 else { break }
            made.append(directory)
            let isLimited =
                (!place.uses.contains(.pids)
                    || setValue("\(limits.processes)", of: "pids.max", in: directory))
                && (!place.uses.contains(.memory) || setValue("\(memory)", of: "memory.max", in: directory))
            guard isLimited else { break }
            guard place.uses.contains(.memory) else { continue }
            memoryLimit = memory
            // So that what remains of a job does not go on as if nothing had happened; older kernels have no such file.
            _ = setValue("1", of: "memory.oom.group", in: directory)
        }
        directories = made
        self.memoryLimit = memoryLimit
        if made.count < places.places.count { return nil }
    }

    deinit {
        for directory in directories { _ = removeGroup(directory) }
    }

    /// The limit that the job ran into, in bytes, so that the kernel killed what was in it; nil where it did not.
    var exceededMemory: Int? {
        let counts = directories.flatMap { lines("\($0)/memory.events") }.filter { $0.hasPrefix("oom_kill ") }
        return counts.allSatisfy { $0 == "oom_kill 0" } ? nil : memoryLimit
    }
}

/// Kills what is in a group, and removes it; false where that takes longer than a second, or is refused.
private func removeGroup(_ directory: String) -> Bool {
    for _ in 0..<200 {
        if rmdir(directory) == 0 || errno == ENOENT { return true }
        guard errno == EBUSY else { return false }
        // Version 1 cannot kill a group, nor can Linux before 5.14.
        if !setValue("1", of: "cgroup.kill", in: directory) {
            for process in lines("\(directory)/cgroup.procs").compactMap({ Int32($0) }) where process > 0 {
                kill(process, SIGKILL)
            }
        }
        usleep(5000)
    }
    return false
}

private func setValue(_ text: String, of name: String, in directory: String) -> Bool {
    let file = open("\(directory)/\(name)", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return write(file, text, text.utf8.count) == text.utf8.count
}

/// Removes the groups of jobs whose owner is known to be dead, and kills what is in them; returns their paths.
package func removeLeftGroups(in places: ControlGroupPlaces = .current) -> [String] {
    places.places.flatMap { place in
        names(in: place.directory).filter(isLeft).map { "\(place.directory)/\($0)" }
    }.filter(removeGroup)
}

private func isLeft(_ name: String) -> Bool {
    guard name.hasPrefix(JobGroup.prefix), let blank = name.firstIndex(of: " ") else { return false }
    return ProcessOwner(name[name.index(after: blank)...])?.isDead ?? false
}
