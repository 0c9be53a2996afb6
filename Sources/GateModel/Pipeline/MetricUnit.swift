/// What a metric's numbers count. Values are always kept in the unit's base: seconds, bytes, or plain numbers.
package enum MetricUnit: String, Hashable, Sendable, Codable, CaseIterable {
    /// Seconds.
    case time
    /// Bytes.
    case bytes
    /// A whole number of things (queries, rows); compared exactly where it repeats.
    case count
    /// A share of one: 0.01 is 1 %.
    case share
    /// A number without a unit, such as a score.
    case plain
    /// Operations a second.
    case rate
}
