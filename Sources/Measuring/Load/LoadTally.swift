package import GateModel

/// What came of one operation under load.
package struct LoadTally: Sendable {
    package let operation: String
    /// Of those that went as expected, from their intended start.
    package private(set) var latency = LatencyHistogram()
    /// Until they failed, of the others.
    package private(set) var failedLatency = LatencyHistogram()
    /// By kind: `status 500`, `timed_out`, `then: status 404`.
    package private(set) var failures: [String: Int] = [:]
    /// Of answers; heads included, where Pawl itself made the load.
    package private(set) var bytes = 0
    /// One list for each metric that was asked for, one observation for each operation, in the order they ended.
    package private(set) var observed: [[Observed]]
    /// What the first failure that left no answer was, if there was one.
    package private(set) var silence: Silence?
    /// How many found no descriptor or port on this machine.
    private(set) var withoutSocket = 0

    init(operation: String, metrics: Int) {
        self.operation = operation
        observed = Array(repeating: [], count: metrics)
    }

    package enum Silence: Sendable {
        case timeout
        case other
    }

    package var requests: Int { latency.count + failedLatency.count }
    package var errors: Int { failedLatency.count }

    @inline(__always)
    mutating func add(_ ended: LoadUser.Ended, _ metrics: [Metric]) {
        bytes += ended.bytes
        let nanoseconds = ended.finished - min(ended.intended, ended.finished)
        if let failure = ended.failure {
            note("\(failure)", failure.isTimeout ? .timeout : failure.hasNoAnswer ? .other : nil)
            failedLatency.record(nanoseconds)
            if failure.hasNoSocket { withoutSocket += 1 }
        } else {
            latency.record(nanoseconds)
        }
        if !metrics.isEmpty { observe(ended, metrics) }
    }

    mutating func add(_ row: LocustRow, _ metrics: [Metric]) {
        bytes += row.bodyBytes
        if let failure = row.failure {
            note(failure, row.isTimeout ? .timeout : row.hasNoAnswer ? .other : nil)
            failedLatency.record(row.nanoseconds)
        } else {
            latency.record(row.nanoseconds)
        }
        for (index, metric) in metrics.enumerated() { observed[index].append(row.observed(metric)) }
    }

    /// Counts of another load; not its observations.
    mutating func add(_ other: LoadTally) {
        latency.add(other.latency)
        failedLatency.add(other.failedLatency)
        failures.merge(other.failures, uniquingKeysWith: +)
        bytes += other.bytes
        silence = silence ?? other.silence
        withoutSocket += other.withoutSocket
    }

    private mutating func note(_ failure: String, _ silence: Silence?) {
        failures[failure, default: 0] += 1
        if self.silence == nil { self.silence = silence }
    }

    private mutating func observe(_ ended: LoadUser.Ended, _ metrics: [Metric]) {
        let outcome = OperationOutcome(exchanges: ended.exchanges, failure: ended.failure)
        for (index, metric) in metrics.enumerated() {
            // Also where no answer was kept.
            let isTime = metric.source == .builtIn(.responseTime) && ended.failure == nil
            let seconds = Double(ended.finished - min(ended.intended, ended.finished)) / 1e9
            observed[index].append(isTime ? Observed(measured: seconds) : outcome.observed(metric))
        }
    }
}
