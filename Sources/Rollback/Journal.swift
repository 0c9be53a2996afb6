import GateModel
import JSON
import Processes

/// The record of a rollback's steps that survives its process: one line when a step starts, on disk before it acts, and one
/// when it ends.
final class Journal: Sendable {
    private let file: AppendOnlyFile
    private let run: String

    init(_ path: String, run: String) throws(FileError) {
        file = try AppendOnlyFile(path)
        self.run = run
    }

    func started(_ step: RollbackStep) throws(FileError) {
        try append(JournalLine(run: run, step: step, event: .started))
    }

    func ended(_ step: RollbackStep, _ result: RollbackReport.StepResult) throws(FileError) {
        try append(JournalLine(run: run, step: step, event: .ended(result)))
    }

    private func append(_ line: JournalLine) throws(FileError) {
        let bytes: [UInt8]
        do throws(JCSError) {
            bytes = try JCS.bytes(line, fractions: .text)
        } catch {
            preconditionFailure("a line of the journal can be written: \(error)")
        }
        try file.append(String(decoding: bytes, as: UTF8.self))
    }
}

/// One line of a journal, in canonical JSON; seconds are text with their unit.
struct JournalLine: Hashable, Codable {
    let run: String
    let step: Int
    let action: RollbackStep.Action
    /// Of the script.
    let blob: ObjectID
    let sha256: String
    let event: Event

    enum Event: Hashable, TaggedCodable {
        case started
        case ended(RollbackReport.StepResult)
    }

    init(run: String, step: RollbackStep, event: Event) {
        self.run = run
        self.step = step.number
        action = step.action
        blob = step.script.blob
        sha256 = step.script.sha256
        self.event = event
    }
}
