import GateModel
package import JSON

/// What `pawl log list` and `pawl log show` print with `--format json`.
extension LogReport {
    /// One object of all logs that were asked for: `{"version": 1, "logs": [{"environment": …, "entries": […]}]}`.
    package static func json(_ logs: [(environment: String, lines: [LogLine])]) -> String {
        JSONReport.printable([
            "version": .integer(JSONReport.version),
            "logs": .array(
                logs.map { log in
                    [
                        "environment": .string(log.environment),
                        "entries": .array(log.lines.map { .object(JSONObject(summary($0))) }),
                    ]
                }),
        ])
    }

    /// - Parameter statement: What was signed, as it stands in the entry.
    package static func json(_ line: LogLine, statement: JSONValue) -> String {
        let members =
            [
                JSONMember("version", .integer(JSONReport.version))
            ] + summary(line) + [
                JSONMember("stages", .array(line.decision.stages.map(JSONReport.json))),
                JSONMember("rollback", line.decision.rollback.map(JSONReport.json) ?? .null),
                JSONMember("statement", statement),
            ]
        return JSONReport.printable(.object(JSONObject(members)))
    }

    private static func summary(_ line: LogLine) -> [JSONMember] {
        let decision = line.decision
        return [
            JSONMember("index", .integer(Int64(line.index))),
            JSONMember("kind", .string(decision.kind.rawValue)),
            JSONMember("time", .string(utcText(decision.context.time))),
            JSONMember("pipeline", .string(decision.pipeline.name)),
            JSONMember("environment", .string(decision.environment)),
            JSONMember("candidate", JSONReport.json(decision.candidate)),
            JSONMember("baseline", decision.baseline.map(JSONReport.json) ?? .null),
            JSONMember("outcome", .string(line.outcome.text)),
            JSONMember("actor", .string(decision.context.actor)),
            JSONMember("signer", .string(line.signer)),
            JSONMember("reason", decision.reason.map { .string($0) } ?? .null),
            JSONMember("run", .string(decision.context.run)),
            JSONMember("leaf", .string(line.leaf)),
            JSONMember("commit", .string(line.commit.hex)),
        ]
    }
}
