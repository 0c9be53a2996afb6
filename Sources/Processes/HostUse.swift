/// What became of all cores' time between two readings of a host.
package struct HostUse: Hashable, Sendable {
    /// Of the cores' time, 0 to 1: this system's programs and kernel ran, whoever's they were.
    package let busyShare: Double
    /// Of the cores' time, 0 to 1: the hypervisor ran somebody else while this system had something to do.
    package let stolenShare: Double
    /// The cores' mean clock at the later reading over that at the earlier one; nil where no clock is known, or the
    /// cores are not the same any more.
    package let clockRatio: Double?

    package init(busyShare: Double, stolenShare: Double, clockRatio: Double?) {
        self.busyShare = busyShare
        self.stolenShare = stolenShare
        self.clockRatio = clockRatio
    }
}

extension HostReading {
    /// What became of the time since an earlier reading; nil where no tick has passed, or the later one is older.
    ///
    /// The kernel's counters may go back a little (`iowait` does): what went back counts as nothing.
    package func use(since earlier: HostReading) -> HostUse? {
        let busy = max(0, cpu.busy - earlier.cpu.busy)
        let idle = max(0, cpu.idle - earlier.cpu.idle)
        let stolen = max(0, cpu.stolen - earlier.cpu.stolen)
        let all = busy + idle + stolen
        guard all > 0 else { return nil }
        return HostUse(
            busyShare: Double(busy) / Double(all), stolenShare: Double(stolen) / Double(all),
            clockRatio: clockRatio(to: earlier))
    }

    private func clockRatio(to earlier: HostReading) -> Double? {
        let before = earlier.clocks.reduce(0) { $0 + $1.kilohertz }
        guard before > 0, clocks.count == earlier.clocks.count else { return nil }
        return Double(clocks.reduce(0) { $0 + $1.kilohertz }) / Double(before)
    }
}
