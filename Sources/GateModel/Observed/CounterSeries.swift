/// Which counters of an OpenMetrics text are meant: all samples of a name, or those of them that carry some labels.
///
///     queries_total{db="main"}
///
/// Several are added up.
package struct CounterSeries: Hashable, Sendable, Codable {
    /// As the sample has it, `_total` included.
    package let name: String
    package let labels: [Label]

    package init(name: String, labels: [Label] = []) {
        self.name = name
        self.labels = labels
    }

    package struct Label: Hashable, Sendable, Codable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}
