import GateModel
import JSON

extension JSONReport {
    static func json(_ report: RollbackReport) -> JSONValue {
        [
            "from": json(report.plan.from),
            "to": json(report.plan.to),
            "outcome": .string(report.outcome.word),
            "verified": .bool(report.outcome.isVerified),
            "seconds": number(report.seconds),
            "steps": .array(report.plan.steps.map { json($0, report.results) }),
            "left_for_people": strings(report.plan.leftForPeople),
            "fingerprints": report.fingerprints.map(json) ?? .null,
        ]
    }

    /// What did not run has null for everything that only a run can tell.
    private static func json(_ step: RollbackStep, _ results: [RollbackReport.StepResult]) -> JSONValue {
        let result = results.first { $0.number == step.number }
        return [
            "number": .integer(Int64(step.number)),
            "action": .string(step.action.verb),
            "change": step.action.change.map { .string($0) } ?? .null,
            "script": .string(step.script.path),
            "sha256": .string(step.script.sha256),
            "end": result.map { .string("\($0.end)") } ?? .null,
            "succeeded": result.map { .bool($0.succeeded) } ?? .null,
            "seconds": number(result?.seconds),
            "output": result.map { .string($0.output) } ?? .null,
        ]
    }

    private static func json(_ digests: RollbackReport.Fingerprints) -> JSONValue {
        [
            "before": digests.before.map { .string($0) } ?? .null,
            "after": digests.after.map { .string($0) } ?? .null,
        ]
    }
}
