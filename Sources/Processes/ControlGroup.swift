import Glibc

/// The most memory that a process's control group ever had, in bytes and with its page cache: `memory.peak` (version 2) or
/// `memory.max_usage_in_bytes` (version 1).
///
/// Nil where the process has no group of its own, but is in that of this process; where the group has no memory controller;
/// and where the kernel keeps no such number.
///
/// - Parameters:
///   - processes: Where `proc` is mounted.
///   - groups: Where the control groups are.
package func controlGroupPeak(
    of process: Int32, processes: String = "/proc", groups: String = "/sys/fs/cgroup"
) throws(ProcessError) -> Int? {
    let own = try memberships(in: "\(processes)/self/cgroup")
    let its = try memberships(in: "\(processes)/\(process)/cgroup")
    // With both versions mounted, memory is in one of them.
    let files = [
        ("memory", "\(groups)/memory", "memory.max_usage_in_bytes"), ("", groups, "memory.peak"),
        ("", "\(groups)/unified", "memory.peak"),
    ]
    for (controllers, root, file) in files {
        guard let path = its[controllers], path != own[controllers] else { continue }
        guard let text = try procText("\(root)\(path)/\(file)") else { continue }
        return Int(text.prefix { $0 != "\n" })
    }
    return nil
}

/// The paths of a process's groups by their controllers, `4:memory:/a`; version 2 has none: `0::/a` (cgroups(7)).
func memberships(in file: String) throws(ProcessError) -> [String: String] {
    var paths: [String: String] = [:]
    for line in (try procText(file) ?? "").split(separator: "\n") {
        let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        if fields.count == 3 { paths[String(fields[1])] = String(fields[2]) }
    }
    return paths
}
