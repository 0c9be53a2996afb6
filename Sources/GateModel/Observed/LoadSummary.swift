import JSON

/// What a load was, and what came of it, over all its operations.
package struct LoadSummary: Hashable, Sendable, Codable {
    /// Sent and ended, well or not.
    package var requests = 0
    /// Of them: not answered, or otherwise than expected.
    package var errors = 0
    /// Should have been sent and were not.
    package var dropped = 0
    /// Sent more than ``lateAfter`` behind their time.
    package var late = 0
    /// Went out a second time because the service had closed the kept connection.
    package var repeated = 0
    /// Of answers, heads included.
    package var bytes = 0
    /// From the first intended start to the last answer, and at least the time that was asked for.
    package var seconds = 0.0
    /// Of the generator's own thread.
    package var cpuSeconds = 0.0
    package var latency: LatencySummary?
    /// Until they failed, of the requests that did.
    package var failedLatency: LatencySummary?
    /// Sorted, the most frequent first.
    package var failures: [FailureCount] = []
    package var operations: [Operation] = []
    /// Why the numbers do not tell what the service can do; empty where they do.
    package var doubts: [Doubt] = []
    /// Where the rate was found and not declared.
    package var found: FoundRate?

    /// A request that goes out so much later than it should is late; its latency counts the delay.
    package static let lateAfter = Duration.milliseconds(100)
    /// A generator that computes for so much of a second is what the service had to wait for.
    package static let saturation = 0.95

    package init() {}

    /// A second.
    package var rate: Double { seconds > 0 ? Double(requests) / seconds : 0 }

    /// Whether something keeps the numbers from telling what was asked; a generator at its limit alone does not.
    package var isInconclusive: Bool {
        doubts.contains { if case .saturated = $0 { false } else { true } }
    }

    package struct FailureCount: Hashable, Sendable, Codable {
        /// `status 500`, `timed_out`, `then: status 404`
        package let kind: String
        package let count: Int

        package init(kind: String, count: Int) {
            self.kind = kind
            self.count = count
        }
    }

    package struct Operation: Hashable, Sendable, Codable {
        package let name: String
        package let requests: Int
        package let errors: Int
        package let latency: LatencySummary?

        package init(name: String, requests: Int, errors: Int, latency: LatencySummary?) {
            self.name = name
            self.requests = requests
            self.errors = errors
            self.latency = latency
        }
    }

    package enum Doubt: Hashable, Sendable, TaggedCodable {
        case dropped(Int)
        /// No descriptor or port was left on this machine.
        case noSocket(Int)
        /// `waited`: for a free connection, the others because the generator itself was behind.
        case late(Int, waited: Int)
        /// The greatest share of a second that the generator's thread computed.
        case saturated(Double)
        case noAnswer
        case interrupted

        private enum CodingKeys: String, CodingKey {
            case dropped, late, saturated, interrupted
            case noSocket = "no-socket"
            case noAnswer = "no-answer"
        }

        private enum DroppedCodingKeys: String, CodingKey { case _0 = "requests" }
        private enum NoSocketCodingKeys: String, CodingKey { case _0 = "requests" }
        private enum LateCodingKeys: String, CodingKey {
            case _0 = "requests"
            case waited
        }
        private enum SaturatedCodingKeys: String, CodingKey { case _0 = "share" }

        /// `3 of the requests were not sent`
        package var text: String {
            switch self {
            case .dropped(let count): "requests that were not sent: \(count)"
            case .noSocket(let count):
                "requests for which this machine had no descriptor or port left: \(count)"
            case .late(let count, let waited):
                "requests that were sent more than 100 ms late: \(count)"
                    + (waited > 0 ? ", \(waited) of them for want of a free connection" : "")
            case .saturated(let share):
                "the load generator was busy for \(Int((share * 100).rounded(.down))) % of a second: it was the bottleneck"
            case .noAnswer: "no request was answered"
            case .interrupted: "it was interrupted"
            }
        }
    }
}

/// Percentiles of latencies, in seconds.
package struct LatencySummary: Hashable, Sendable, Codable {
    package let count: Int
    package let mean: Double
    package let p50: Double
    package let p95: Double
    package let p99: Double
    package let p999: Double
    package let maximum: Double

    package init(
        count: Int, mean: Double, p50: Double, p95: Double, p99: Double, p999: Double, maximum: Double
    ) {
        self.count = count
        self.mean = mean
        self.p50 = p50
        self.p95 = p95
        self.p99 = p99
        self.p999 = p999
        self.maximum = maximum
    }
}
