import Glibc

/// What a confined command can have at most, with all that it starts; held where control groups are to be had.
package struct JobLimits: Sendable, Hashable {
    package var processes: Int
    /// Page cache included, of which the kernel takes back what it can before it counts as too much.
    package var memoryBytes: Int

    package init(processes: Int, memoryBytes: Int) {
        self.processes = processes
        self.memoryBytes = memoryBytes
    }

    /// Three quarters of the machine's memory, so that the machine goes on, and more processes than any service has.
    package static let usual = JobLimits(processes: 4096, memoryBytes: machineMemoryBytes / 4 * 3)

    private static let machineMemoryBytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}
