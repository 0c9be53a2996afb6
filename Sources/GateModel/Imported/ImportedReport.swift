/// What another tool's report says, in base units: benchmarks in the report's order, no name twice.
package struct ImportedReport: Hashable, Sendable {
    package let format: ReportFormat
    package let benchmarks: [ImportedBenchmark]
    package let thresholds: [ImportedThreshold]
    /// What a reader should know: a dirty work tree, metrics that were left out and why.
    package let notes: [String]
    /// Why none of its numbers can be believed; empty as a rule. With one there may be no benchmark at all.
    package let flaws: [Inconclusive.ReportFlaw]

    package init(
        format: ReportFormat, benchmarks: [ImportedBenchmark], thresholds: [ImportedThreshold] = [],
        notes: [String] = [], flaws: [Inconclusive.ReportFlaw] = []
    ) {
        self.format = format
        self.benchmarks = benchmarks
        self.thresholds = thresholds
        self.notes = notes
        self.flaws = flaws
    }
}

/// One named series of a report.
package struct ImportedBenchmark: Hashable, Sendable {
    package let name: String
    package let unit: MetricUnit
    /// Nil where neither the report nor the unit says which direction is better.
    package let better: Metric.Direction?
    package let evidence: Evidence
    /// How many of its operations failed; a benchmark with failures shows nothing.
    package let failures: Int
    /// How many checks of their answers did not hold. An operation that failed may have failed checks too, so the two
    /// are not added up.
    package let failedChecks: Int
    /// A part or a by-product of another one (`cpu_time`, `http_req_sending`): judged only where it is named.
    package let isDetail: Bool

    package init(
        name: String, unit: MetricUnit, better: Metric.Direction?, evidence: Evidence, failures: Int = 0,
        failedChecks: Int = 0, isDetail: Bool = false
    ) {
        self.name = name
        self.unit = unit
        self.better = better
        self.evidence = evidence
        self.failures = failures
        self.failedChecks = failedChecks
        self.isDetail = isDetail
    }

    package var hasFailed: Bool { failures > 0 || failedChecks > 0 }

    package enum Evidence: Hashable, Sendable {
        /// Finite values in the order they were taken, a list for each process where the report tells them apart,
        /// else one list; at least one value.
        case samples([[Double]])
        /// Numbers about samples that are not there, or none at all: no interval is possible, and so no verdict.
        case summary(ReportSummary)
    }
}

/// What a report says about samples that it does not hold.
package struct ReportSummary: Hashable, Sendable {
    /// How many samples there were, where the report says so; above 0.
    package let count: Int?
    /// By the statistic that it is, as rules write it: `mean`, `median`, `p95`.
    package let values: [Value]

    package init(count: Int?, values: [Value]) {
        self.count = count
        self.values = values
    }

    package struct Value: Hashable, Sendable {
        package let statistic: Statistic
        package let number: Double

        package init(_ statistic: Statistic, _ number: Double) {
            self.statistic = statistic
            self.number = number
        }
    }

    package subscript(statistic: Statistic) -> Double? {
        values.first { $0.statistic == statistic }?.number
    }
}

/// A limit that the tool itself checked.
package struct ImportedThreshold: Hashable, Sendable {
    /// `http_req_duration`
    package let metric: String
    /// `p(95)<500`
    package let expression: String
    package let passed: Bool

    package init(metric: String, expression: String, passed: Bool) {
        self.metric = metric
        self.expression = expression
        self.passed = passed
    }
}
