import GateModel
import HTTPClient

/// What is written down while a load runs, on its thread.
final class LoadRecord {
    private let loop: LoadLoop
    private let metrics: [Metric]
    private(set) var result: LoadResult
    private let began: UInt64
    private let computedBefore: UInt64
    private var second: (began: UInt64, computed: UInt64)

    init(_ loop: LoadLoop, operations: [LoadOperation], metrics: [Metric], from start: UInt64) {
        self.loop = loop
        self.metrics = metrics
        began = start
        result = LoadResult(
            tallies: operations.map { LoadTally(operation: $0.declared.name, metrics: metrics.count) })
        computedBefore = loop.computed
        second = (loop.now, computedBefore)
    }

    @inline(__always)
    func add(_ ended: LoadUser.Ended) {
        guard ended.counts else { return }
        result.tallies[ended.operation].add(ended, metrics)
        if ended.finished - second.began >= 1_000_000_000 { closeSecond(at: ended.finished) }
    }

    func noteLate(waited: Bool) {
        result.late += 1
        if waited { result.lateForConnection += 1 }
    }

    /// Completes the result; `time` is what was asked for, where a load goes by the clock.
    func close(dropped: Int, repeated: Int, interrupted: Bool, atLeast time: Duration = .zero) -> LoadResult {
        let now = loop.now
        result.dropped = dropped
        result.repeated = repeated
        result.isInterrupted = interrupted
        let lasted = Double(now - min(began, now)) / 1e9
        result.seconds = interrupted ? lasted : max(lasted, time / .seconds(1))
        result.cpuSeconds = Double(loop.computed - computedBefore) / 1e9
        return result
    }

    /// Of whole seconds only: in a shorter time a thread is soon as busy as can be.
    private func closeSecond(at now: UInt64) {
        let computed = loop.computed
        let share = Double(computed - second.computed) / Double(now - second.began)
        result.busiest = max(result.busiest, share)
        second = (now, computed)
    }
}
