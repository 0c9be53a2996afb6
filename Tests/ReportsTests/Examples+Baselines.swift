import GateModel
import Reports

extension Examples {
    static let hostClass = HostClass(
        text: "x86_64 2×\"AMD EPYC\" 24 GiB, virtual", digest: "0123456789abcdef")

    static let dataSet = DataSetIdentity(
        commands: ["seed: python3 seed.py"], files: [DataFile(path: "seed.py", object: id("5eed"))],
        counts: [.init(name: "members", counted: 5000), .init(name: "payments", counted: 25000)])

    static let quiet = Assessment(
        grade: .quiet, sigma: 0.046, smallestChange: 0.0308, blocks: 40, tolerance: 0.05,
        said: "shows 3.08 % with 40 blocks, 5 % is tolerated", advice: nil)

    static let noisyBaseline = Assessment(
        grade: .noisy, sigma: 0.14, smallestChange: 0.0966, blocks: 40, tolerance: 0.05,
        said: "σ_d 0.14, shows 9.66 % with 40 blocks, 5 % is tolerated",
        advice: "use a tolerance of at least 10 %, or more pairs a block, or a quieter host")

    static let ran = baselineNoun(
        12, .baseline, baseline,
        [
            metric(.baseline, "response_time", .time, "search", 0.0419, quiet),
            metric(.baseline, "queries", .count, "search", 4, nil),
        ])

    static let approvedNoisily = baselineNoun(
        12, .candidate, candidate,
        [metric(.regress, "response_time", .time, "search", 0.0422, noisyBaseline, missing: 1)], host: nil)

    static func baselineNoun(
        _ entry: Int, _ side: Side, _ revision: Revision, _ measured: [MeasuredMetric],
        host: HostClass? = hostClass
    ) -> RecordedBaseline {
        RecordedBaseline(
            revision: revision, environment: "staging", pipeline: source, dataSet: dataSet, hostClass: host,
            source: RecordedBaseline.Source(
                index: entry, leaf: digits("7c4a9e1", 64), side: side,
                standing: side == .baseline ? .ran : .approved, time: 1_784_021_405),
            measured: measured)
    }

    static func metric(
        _ stage: StageName, _ name: String, _ unit: MetricUnit, _ operation: String?, _ level: Double,
        _ assessment: Assessment?, missing: Int = 0
    ) -> MeasuredMetric {
        MeasuredMetric(
            stage: stage, metric: name, unit: unit, operation: operation, median: level, mean: level,
            p95: level * 2, blocks: 40, values: 800 - missing, missing: missing, assessment: assessment)
    }
}
