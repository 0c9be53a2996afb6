package import GateModel

/// What came of a load.
package struct LoadResult: Sendable {
    /// One for each operation, in their order.
    package internal(set) var tallies: [LoadTally]
    /// Should have been sent and were not.
    package internal(set) var dropped = 0
    /// Sent more than ``LoadSummary/lateAfter`` behind their time.
    package internal(set) var late = 0
    /// Of them: because all connections were taken, not because the generator was behind.
    package internal(set) var lateForConnection = 0
    /// Went out a second time because the service had closed the kept connection.
    package internal(set) var repeated = 0
    /// From the first intended start to the last answer, and at least the time that was asked for.
    package internal(set) var seconds = 0.0
    /// Of the generator's thread.
    package internal(set) var cpuSeconds = 0.0
    /// The greatest share of a second that the generator's thread computed.
    package internal(set) var busiest = 0.0
    package internal(set) var isInterrupted = false

    init(tallies: [LoadTally]) {
        self.tallies = tallies
    }

    /// Adds another load of the same operations; observations of single requests stay as they are.
    package mutating func add(_ other: LoadResult) {
        for index in tallies.indices where other.tallies.indices.contains(index) {
            tallies[index].add(other.tallies[index])
        }
        dropped += other.dropped
        late += other.late
        lateForConnection += other.lateForConnection
        repeated += other.repeated
        seconds += other.seconds
        cpuSeconds += other.cpuSeconds
        busiest = max(busiest, other.busiest)
        isInterrupted = isInterrupted || other.isInterrupted
    }

    package var summary: LoadSummary {
        var summary = LoadSummary()
        var (latency, failed) = (LatencyHistogram(), LatencyHistogram())
        var failures: [String: Int] = [:]
        for tally in tallies {
            latency.add(tally.latency)
            failed.add(tally.failedLatency)
            failures.merge(tally.failures, uniquingKeysWith: +)
            summary.bytes += tally.bytes
        }
        summary.requests = latency.count + failed.count
        summary.errors = failed.count
        (summary.dropped, summary.late, summary.repeated) = (dropped, late, repeated)
        (summary.seconds, summary.cpuSeconds) = (seconds, cpuSeconds)
        (summary.latency, summary.failedLatency) = (latency.summary, failed.summary)
        summary.failures = failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { LoadSummary.FailureCount(kind: $0.key, count: $0.value) }
        summary.operations = tallies.map { tally in
            LoadSummary.Operation(
                name: tally.operation, requests: tally.requests, errors: tally.errors,
                latency: tally.latency.summary)
        }
        summary.doubts = doubts(
            answered: latency.count > 0 || failures.keys.contains { $0.hasPrefix("status") })
        return summary
    }

    private func doubts(answered: Bool) -> [LoadSummary.Doubt] {
        var doubts: [LoadSummary.Doubt] = []
        if isInterrupted { doubts.append(.interrupted) }
        if dropped > 0 { doubts.append(.dropped(dropped)) }
        let withoutSocket = tallies.reduce(0) { $0 + $1.withoutSocket }
        if withoutSocket > 0 { doubts.append(.noSocket(withoutSocket)) }
        if late > 0 { doubts.append(.late(late, waited: lateForConnection)) }
        if busiest >= LoadSummary.saturation { doubts.append(.saturated(busiest)) }
        if !answered { doubts.append(.noAnswer) }
        return doubts
    }
}
