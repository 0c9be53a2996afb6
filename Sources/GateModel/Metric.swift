/// Something that is measured: its name in rules, its unit, which direction is better, and where it comes from.
package struct Metric: Hashable, Sendable, Codable {
    package let name: String
    package let unit: MetricUnit
    package let better: Direction
    package let source: Source

    package init(name: String, unit: MetricUnit, better: Direction, source: Source) {
        self.name = name
        self.unit = unit
        self.better = better
        self.source = source
    }

    package enum Direction: String, Hashable, Sendable, Codable {
        case lower
        case higher
    }

    package enum Source: Hashable, Sendable, Codable {
        case builtIn(BuiltIn)
        /// The number in a response header of each operation.
        case header(String)
        /// `dur` of a `Server-Timing` entry of each operation, in milliseconds there and in seconds here.
        case serverTiming(String)
        /// The number at a JSON pointer of the answer to a request of its own, taken once a block.
        case json(pointer: String, of: RequestTemplate)
        /// The number that a command prints, taken once a block; run from the baseline's tree.
        case command(DeclaredCommand)
        /// How much a counter of an OpenMetrics text rose over a block, divided by the block's operations.
        case openMetrics(CounterSeries, of: RequestTemplate)
    }

    /// The metrics that every pipeline has.
    package enum BuiltIn: String, Hashable, Sendable, Codable, CaseIterable {
        case responseTime = "response_time"
        case errors
        case memory
        case throughput
        case bodyBytes = "body_bytes"
        /// Of the service's whole process tree over a block, divided by the block's operations.
        case cpuTime = "cpu_time"
    }

    /// Whether the metric belongs to each operation; otherwise it belongs to the service as a whole.
    package var isPerOperation: Bool {
        switch source {
        case .builtIn(.memory), .builtIn(.cpuTime), .json, .command, .openMetrics: false
        case .builtIn, .header, .serverTiming: true
        }
    }

    /// Whether it is read before and after a block, and its rise shared out among the block's operations.
    package var isCounter: Bool {
        switch source {
        case .builtIn(.cpuTime), .openMetrics: true
        case .builtIn, .header, .serverTiming, .json, .command: false
        }
    }

    package static let builtIns: [Metric] = BuiltIn.allCases.map { builtIn in
        switch builtIn {
        case .responseTime:
            Metric(name: builtIn.rawValue, unit: .time, better: .lower, source: .builtIn(builtIn))
        case .errors: Metric(name: builtIn.rawValue, unit: .share, better: .lower, source: .builtIn(builtIn))
        case .memory: Metric(name: builtIn.rawValue, unit: .bytes, better: .lower, source: .builtIn(builtIn))
        case .throughput:
            Metric(name: builtIn.rawValue, unit: .rate, better: .higher, source: .builtIn(builtIn))
        case .bodyBytes:
            Metric(name: builtIn.rawValue, unit: .bytes, better: .lower, source: .builtIn(builtIn))
        case .cpuTime:
            Metric(name: builtIn.rawValue, unit: .time, better: .lower, source: .builtIn(builtIn))
        }
    }
}
