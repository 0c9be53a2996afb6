package import GateModel
package import Processes

extension HostReading {
    /// What became of the host since an earlier reading.
    package func conditions(since earlier: HostReading) -> HostConditions {
        let use = use(since: earlier)
        return HostConditions(
            cores: max(1, allowedProcessors().count), loadBefore: earlier.load.overOneMinute,
            loadAfter: load.overOneMinute, stolenShare: use?.stolenShare, clockRatio: use?.clockRatio)
    }
}
