/// The memory of one process group over its operations, short enough to be drawn and to be recorded.
///
/// Readings are put together in equally long stretches, each with its least and its largest.
package struct MemorySeries: Hashable, Sendable, Codable {
    package static let mostPoints = 60

    /// How many operations one stretch takes; the last one may be shorter.
    package let operationsPerPoint: Int
    /// After how many operations the last reading was taken.
    package let operations: Int
    /// Bytes: at least one and at most ``mostPoints``, as many of either.
    package let least: [Double]
    package let largest: [Double]
    /// When each stretch ended, in seconds since the load began; empty where that was not recorded.
    package let seconds: [Double]
    /// What the leak test goes by; nil where it had too few readings.
    package let floors: Floors?

    package init(
        operationsPerPoint: Int, operations: Int, least: [Double], largest: [Double], seconds: [Double],
        floors: Floors?
    ) {
        self.operationsPerPoint = operationsPerPoint
        self.operations = operations
        self.least = least
        self.largest = largest
        self.seconds = seconds
        self.floors = floors
    }

    /// The least reading of each window behind the warm-up, in bytes, and the growth that they show, in bytes per operation.
    package struct Floors: Hashable, Sendable, Codable {
        /// The operations before the first window, which is where the warm-up ends.
        package let from: Int
        package let operationsPerWindow: Int
        package let values: [Double]
        package let slope: Double
        package let lower: Double
        package let upper: Double

        package init(
            from: Int, operationsPerWindow: Int, values: [Double], slope: Double, lower: Double, upper: Double
        ) {
            self.from = from
            self.operationsPerWindow = operationsPerWindow
            self.values = values
            self.slope = slope
            self.lower = lower
            self.upper = upper
        }
    }
}
