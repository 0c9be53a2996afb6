/// What else the host was doing while a stage measured.
package struct HostConditions: Hashable, Sendable, Codable {
    package let cores: Int
    /// Tasks that ran or wanted to, on average over the minute before the stage and the last minute of it.
    package let loadBefore: Double
    package let loadAfter: Double
    /// Of the cores' time during the stage, 0 to 1, that the hypervisor gave to somebody else.
    package let stolenShare: Double?
    /// The cores' mean clock at the end of the stage over that at its beginning; nil where no clock is known.
    package let clockRatio: Double?

    package init(
        cores: Int, loadBefore: Double, loadAfter: Double, stolenShare: Double?, clockRatio: Double?
    ) {
        self.cores = cores
        self.loadBefore = loadBefore
        self.loadAfter = loadAfter
        self.stolenShare = stolenShare
        self.clockRatio = clockRatio
    }

    /// What may have disturbed a measurement, in words: `load 3.9 on 2 cores, 12 % of its time stolen`; nil on a host
    /// that was quiet as far as it tells.
    ///
    /// A gate itself keeps about one core busy, so a load counts from the number of cores on.
    package var disturbance: String? {
        var signs: [String] = []
        let load = max(loadBefore, loadAfter)
        if load > Double(cores) {
            signs.append("load \(significant(load)) on \(cores) core\(cores == 1 ? "" : "s")")
        }
        if let stolenShare, stolenShare >= 0.02 {
            signs.append("\(percentText(stolenShare)) of its time stolen")
        }
        if let clockRatio, clockRatio < 0.9 || clockRatio > 1.1 {
            signs.append("its clock went to \(percentText(clockRatio))")
        }
        return signs.isEmpty ? nil : signs.joined(separator: ", ")
    }
}
