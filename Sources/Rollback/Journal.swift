import GateModel
import JSON
import Processes

/// The record of a rollback's steps that survives its process: one JSON object a line, on disk before a step
/// acts.
final class Journal: Sendable {
    private let file: AppendOnlyFile
    private let run: String

    init(_ path: String, run: String) throws(FileError) {
        file = try AppendOnlyFile(path)
        self.run = run
    }

    func started(_ step: RollbackStep) throws(FileError) {
        try append([("event", .string("started"))] + description(step))
    }

    func ended(_ step: RollbackStep, _ result: RollbackReport.StepResult) throws(FileError) {
        let outcome: [(String, JSONValue)] = [
            ("end", .string(result.end)), ("succeeded", .bool(result.succeeded)),
            ("milliseconds", .integer(Int64(result.seconds * 1000))),
        ]
        try append([("event", .string("ended"))] + description(step) + outcome)
    }

    private func description(_ step: RollbackStep) -> [(String, JSONValue)] {
        [
            ("run", .string(run)), ("step", .integer(Int64(step.number))),
            ("action", .string(step.action.description)), ("blob", .string(step.script.blob.hex)),
            ("sha256", .string(step.script.sha256)),
        ]
    }

    private func append(_ members: [(String, JSONValue)]) throws(FileError) {
        let object = JSONValue.object(JSONObject(members.map { JSONMember($0.0, $0.1) }))
        try file.append(String(decoding: JSONWriter.canonical(object), as: UTF8.self))
    }
}
