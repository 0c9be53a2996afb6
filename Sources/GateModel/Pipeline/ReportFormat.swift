/// The formats of other tools that ``ImportedReport`` can come from, by the names that `--from` takes.
package enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    /// One number a line.
    case numbers
    case hyperfine
    /// What k6's `handleSummary` is given.
    case k6Summary = "k6-summary"
    /// `k6 run --summary-export`
    case k6SummaryExport = "k6-summary-export"
    /// `k6 run --out json`
    case k6Points = "k6-points"
    /// `locust --json`
    case locust
    case pytestBenchmark = "pytest-benchmark"
    case googleBenchmark = "google-benchmark"
    /// `go test -bench`
    case goBench = "go-bench"
    /// `-rf json`
    case jmh
    /// The text that Criterion prints, its `sample.json`, its `raw.csv`, or cargo-criterion's messages.
    case criterion
    case pyperf
    case junit
    case openMetrics = "openmetrics"
}
