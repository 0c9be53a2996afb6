import JSON

/// The memory of one process group under load: a service's whole process tree, from its start to its end.
package struct MemoryGroup: Hashable, Sendable, Codable {
    /// Where `readings`, `peak`, `idleBefore` and `idleAfter` come from: `statm`, resident pages.
    package let source: String
    package let operationsPerReading: Int
    /// Bytes of the whole process tree: the first after `operationsPerReading` operations, the next after twice as many,
    /// and so on, to the end of the load; at most ``mostReadings``.
    package var readings: [Double]
    /// The largest of all readings, those between operations included.
    package var peak: Double
    /// Ready and idle, before the load.
    package var idleBefore: Double
    /// Idle again after the load; nil when the group ended early.
    package var idleAfter: Double?
    /// Kinds of failed operations, one entry each.
    package var failures: [String]
    /// Nil: the candidate.
    package var side: Side?
    /// When each of `readings` was taken, in seconds since the load began.
    package var seconds: [Double]?
    /// How many operations were performed in all, and in how many seconds.
    package var operations: Int?
    package var loadSeconds: Double?
    /// The most processes with memory of their own at one reading.
    package var processes: Int?
    /// The most that any single process of the tree ever had, in bytes; kept by the kernel, so no moment is missed.
    package var highWater: Double?
    /// The most that the service's control group ever had, in bytes and with its page cache, where it has one of its own.
    package var controlGroupPeak: Double?
    /// The same by proportional share; nil where that is not known.
    package var proportional: Proportional?
    /// Why it is not.
    package var proportionalFault: String?
    /// Where the pipeline declares a clean-up.
    package var cleanups: [Cleanup]?
    /// Which operations the load drew from; nil: all, by their weights.
    package var load: Load?
    /// The other levels that rules are about.
    package var levels: [Level]?
    /// How long operations took when the process was young and when it was old; nil where the load was not all operations
    /// by their weights.
    package var ages: [Age]?

    /// More readings than this are not kept: a long load on a fast service would only make the evidence long.
    package static let mostReadings = 50_000

    package init(
        source: String, operationsPerReading: Int, readings: [Double] = [], peak: Double, idleBefore: Double,
        idleAfter: Double? = nil, failures: [String] = [], side: Side? = nil
    ) {
        self.source = source
        self.operationsPerReading = operationsPerReading
        self.readings = readings
        self.peak = peak
        self.idleBefore = idleBefore
        self.idleAfter = idleAfter
        self.failures = failures
        self.side = side
    }

    /// Readings of `smaps_rollup` (PSS): pages that processes share count once.
    package struct Proportional: Hashable, Sendable, Codable {
        /// They are dearer, so one is taken with every how many-th of the group's readings, the last of each such
        /// stretch.
        package let every: Int
        package var readings: [Double]
        package var peak: Double
        package var idleBefore: Double
        package var idleAfter: Double?

        package init(
            every: Int, readings: [Double] = [], peak: Double, idleBefore: Double, idleAfter: Double? = nil
        ) {
            self.every = every
            self.readings = readings
            self.peak = peak
            self.idleBefore = idleBefore
            self.idleAfter = idleAfter
        }
    }

    /// A load on some operations more than on others.
    package enum Load: Hashable, Sendable, TaggedCodable {
        /// These have half of the load, by their weights; all others have the other half.
        case emphasising([String])
        case alone(String)

        private enum EmphasisingCodingKeys: String, CodingKey { case _0 = "operations" }
        private enum AloneCodingKeys: String, CodingKey { case _0 = "operation" }
    }

    /// A built-in metric other than memory, read together with it.
    package struct Level: Hashable, Sendable, Codable {
        package let metric: Metric.BuiltIn
        /// In the metric's unit, as many as the group has.
        package var readings: [Double]
        /// The largest of all.
        package var peak: Double
        package var idleBefore: Double
        package var idleAfter: Double?

        package init(
            metric: Metric.BuiltIn, readings: [Double] = [], peak: Double, idleBefore: Double,
            idleAfter: Double? = nil
        ) {
            self.metric = metric
            self.readings = readings
            self.peak = peak
            self.idleBefore = idleBefore
            self.idleAfter = idleAfter
        }
    }

    /// Response times of one operation in seconds, in the order they were taken, at most ``mostTimes`` of either age.
    package struct Age: Hashable, Sendable, Codable {
        package static let mostTimes = 60

        package let operation: String
        /// Behind the warm-up of the first operations.
        package let young: [Double]
        /// Of the last quarter of all operations.
        package let old: [Double]

        package init(operation: String, young: [Double], old: [Double]) {
            self.operation = operation
            self.young = young
            self.old = old
        }
    }

    /// One request that gives memory back, and the resident bytes just before and after it.
    package struct Cleanup: Hashable, Sendable, Codable {
        /// Performed before it.
        package let operations: Int
        package let before: Double
        package let after: Double

        package init(operations: Int, before: Double, after: Double) {
            self.operations = operations
            self.before = before
            self.after = after
        }
    }
}
