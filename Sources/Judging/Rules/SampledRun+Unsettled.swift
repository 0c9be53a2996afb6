import GateModel

extension SampledRun {
    /// Why times of an operation decide nothing, if its warm-up was not over in more than half of the blocks.
    ///
    /// In a few blocks the host may have hidden the end of a warm-up; in most of them the operation itself was still
    /// getting faster, on one side perhaps longer than on the other.
    func unsettled(_ metric: Metric, _ operation: String?, of blocks: Int) -> Inconclusive? {
        unsettled.reason(metric, operation, of: blocks)
    }
}

extension [Unsettled] {
    /// The same, of these.
    func reason(_ metric: Metric, _ operation: String?, of blocks: Int) -> Inconclusive? {
        guard metric.unit == .time else { return nil }
        let most = filter { $0.operation == operation && 2 * $0.blocks > blocks }
        guard let worst = most.max(by: { $0.blocks < $1.blocks }) else { return nil }
        return Inconclusive(
            .notSettled,
            .observed(.unsettled(side: worst.side, blocks: worst.blocks, of: blocks)))
    }
}
