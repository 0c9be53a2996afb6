package import GateModel
import JSON

extension BaselineReport {
    /// Of the form; a member that means something else than before is a new version.
    private static let version: Int64 = 1

    /// What `--format json` prints of any number of baselines, all numbers in the base of their units.
    package static func json(_ baselines: [RecordedBaseline], pruned: [Int] = []) -> String {
        JSONReport.printable([
            "version": .integer(version),
            "baselines": .array(baselines.map(value)),
            "pruned_entries": .array(pruned.map { .integer(Int64($0)) }),
        ])
    }

    private static func value(_ baseline: RecordedBaseline) -> JSONValue {
        [
            "entry": .integer(Int64(baseline.source.index)),
            "leaf": .string(baseline.source.leaf),
            "side": .string(baseline.source.side.rawValue),
            "standing": .string(baseline.source.standing.rawValue),
            "time": .string(utcText(baseline.source.time)),
            "revision": JSONReport.json(baseline.revision),
            "environment": .string(baseline.environment),
            "pipeline": JSONReport.json(baseline.pipeline),
            "data_set": value(baseline.dataSet),
            "host_class": baseline.hostClass.map {
                ["text": .string($0.text), "digest": .string($0.digest)]
            } ?? .null,
            "grade": .string(baseline.grade.rawValue),
            "measured": .array(baseline.measured.map(value)),
        ]
    }

    private static func value(_ dataSet: DataSetIdentity) -> JSONValue {
        [
            "commands": JSONReport.strings(dataSet.commands),
            "files": .array(
                dataSet.files.map { ["path": .string($0.path), "object": .string($0.object.hex)] }),
            "counts": .array(
                dataSet.counts.map { ["name": .string($0.name), "counted": .integer(Int64($0.counted))] }),
        ]
    }

    private static func value(_ metric: MeasuredMetric) -> JSONValue {
        [
            "stage": .string(metric.stage.rawValue),
            "metric": .string(metric.metric),
            "unit": .string(metric.unit.rawValue),
            "operation": metric.operation.map { .string($0) } ?? .null,
            "median": JSONReport.number(metric.median),
            "mean": JSONReport.number(metric.mean),
            "p95": JSONReport.number(metric.p95),
            "blocks": .integer(Int64(metric.blocks)),
            "values": .integer(Int64(metric.values)),
            "missing": .integer(Int64(metric.missing)),
            "assessment": metric.assessment.map(value) ?? .null,
        ]
    }

    static func value(_ assessment: Assessment) -> JSONValue {
        [
            "grade": .string(assessment.grade.rawValue),
            "sigma": JSONReport.number(assessment.sigma),
            "smallest_change": JSONReport.number(assessment.smallestChange),
            "blocks": .integer(Int64(assessment.blocks)),
            "tolerance": JSONReport.number(assessment.tolerance),
            "text": .string(assessment.text),
            "advice": assessment.advice.map { .string($0) } ?? .null,
        ]
    }
}
