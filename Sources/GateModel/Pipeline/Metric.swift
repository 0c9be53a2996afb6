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
        /// What the kernel counted of the command that one operation of a tool is.
        case usage(Usage)
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

    /// The metrics that a pipeline has without declaring them.
    package enum BuiltIn: String, Hashable, Sendable, Codable, CaseIterable {
        case responseTime = "response_time"
        case errors
        case memory
        case throughput
        case bodyBytes = "body_bytes"
        /// Of the service's whole process tree over a block, divided by the block's operations.
        case cpuTime = "cpu_time"
        /// Open file descriptors of the service's whole process tree.
        case descriptors
        /// Of the tree's processes, the first of each included.
        case threads
        /// TCP sockets of the tree that are connected, or were and are not closed; Pawl's own connection is among them.
        case connections
        /// Bytes of the files in the service's state directory.
        case disk
        /// From the start of a fresh process until it is ready.
        case readyTime = "ready_time"

        /// Whether it is a level of the service's whole process tree, or of its state, which stage `memory` reads under load.
        package var isLevel: Bool {
            switch self {
            case .memory, .descriptors, .threads, .connections, .disk: true
            case .responseTime, .errors, .throughput, .bodyBytes, .cpuTime, .readyTime: false
            }
        }
    }

    /// Of every process that the command started, and that has ended.
    package enum Usage: String, Hashable, Sendable, Codable, CaseIterable {
        /// User and system time, added up.
        case cpuTime = "cpu_time"
        /// The largest resident size that any single one of them had (getrusage(2), `ru_maxrss`); not their sum.
        case memory
    }

    /// Whether the metric belongs to each operation; otherwise it belongs to the service as a whole.
    package var isPerOperation: Bool {
        switch source {
        case .builtIn(let builtIn): !builtIn.isLevel && builtIn != .cpuTime && builtIn != .readyTime
        case .json, .command, .openMetrics: false
        case .usage, .header, .serverTiming: true
        }
    }

    /// Whether it is read before and after a block, and its rise shared out among the block's operations.
    package var isCounter: Bool {
        switch source {
        case .builtIn(.cpuTime), .openMetrics: true
        case .builtIn, .usage, .header, .serverTiming, .json, .command: false
        }
    }

    /// The level of a service that it is, which stage `memory` reads under load; nil for any other metric.
    package var level: BuiltIn? {
        if case .builtIn(let builtIn) = source, builtIn.isLevel { builtIn } else { nil }
    }

    /// Those of a pipeline that judges a tool.
    package static let toolBuiltIns: [Metric] =
        [BuiltIn.responseTime, .errors, .bodyBytes].map { Metric($0) }
        + Usage.allCases.map { usage in
            switch usage {
            case .cpuTime: Metric(name: usage.rawValue, unit: .time, better: .lower, source: .usage(usage))
            case .memory: Metric(name: usage.rawValue, unit: .bytes, better: .lower, source: .usage(usage))
            }
        }

    package static let builtIns: [Metric] = BuiltIn.allCases.map { Metric($0) }

    package init(_ builtIn: BuiltIn) {
        let (unit, better): (MetricUnit, Direction) =
            switch builtIn {
            case .responseTime, .cpuTime, .readyTime: (.time, .lower)
            case .errors: (.share, .lower)
            case .memory, .bodyBytes, .disk: (.bytes, .lower)
            case .descriptors, .threads, .connections: (.count, .lower)
            case .throughput: (.rate, .higher)
            }
        self.init(name: builtIn.rawValue, unit: unit, better: better, source: .builtIn(builtIn))
    }
}
