import GateModel

/// Criterion's `estimates.json`: nanoseconds an iteration, without the samples that stand in `sample.json` beside it.
///
/// `change/estimates.json` has the same form and tells shares, not times.
enum CriterionEstimates {
    static func isOne(_ root: ReportNode) -> Bool {
        ["mean", "Mean"].contains { root.optional($0)?.optional("point_estimate") != nil }
    }

    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        guard root.optional("std_dev") ?? root.optional("StdDev") != nil else {
            throw ReportFault(
                .whole, "these are Criterion's estimates of a change, not of times",
                hint: "give 'new/sample.json' of each revision, which has the samples")
        }
        var values: [ReportSummary.Value] = []
        for (key, older, statistic) in [("mean", "Mean", Statistic.mean), ("median", "Median", .median)] {
            guard let estimate = root.optional(key) ?? root.optional(older) else { continue }
            let time = try estimate.member("point_estimate").amount()
            values.append(ReportSummary.Value(statistic, ReportUnit.nanoseconds.base(time)))
        }
        let benchmark = ImportedBenchmark(
            name: "estimates", unit: .time, better: .lower,
            evidence: .summary(ReportSummary(count: nil, values: values)))
        return ImportedReport(
            format: .criterion, benchmarks: [benchmark],
            notes: ["'sample.json' beside it has the samples that a verdict needs"])
    }
}
