import GateModel
import Git
import Pipelines

/// The pipeline file of the revision that runs, as far as it bears on a candidate's.
struct PipelineInForce {
    /// Nil where the candidate's file is the same, byte by byte.
    let change: PipelineChange?
    /// Whether the candidate's decision has consequences: `enforce: no` counts only where the file of what runs says it
    /// too or is not there, since the candidate's own file is part of what is judged.
    let enforces: Bool
    /// What a person should know of it.
    let notes: [String]

    init(
        _ candidate: Pipeline, _ source: Decision.PipelineSource, against baseline: Revision,
        in repository: borrowing Repository
    ) throws(GitError) {
        let entry = try repository.entry(atPath: source.path, inTreeOf: baseline.commit)
        guard let entry, entry.kind != .tree else {
            change = PipelineChange(
                baseline: nil, candidate: source.blob, added: 0, removed: 0, lines: [])
            enforces = candidate.enforces
            notes = []
            return
        }
        guard entry.id != source.blob else {
            change = nil
            enforces = candidate.enforces
            notes = []
            return
        }
        let old = try repository.blob(entry.id, limit: 1 << 20)
        let new = try repository.blob(source.blob, limit: 1 << 20)
        change = PipelineChange(
            baseline: entry.id, candidate: source.blob, all: try changedLines(from: old, to: new))
        let enforced = candidate.enforces ? true : Self.enforces(old, path: source.path)
        enforces = enforced
        notes =
            enforced && !candidate.enforces
            ? ["'enforce: no' counts once the revision that runs has it; this gate decides"] : []
    }

    /// A file that this version cannot read any more is taken to enforce.
    private static func enforces(_ bytes: [UInt8], path: String) -> Bool {
        do {
            return try parsePipeline(String(decoding: bytes, as: UTF8.self), path: path).enforces
        } catch {
            return true
        }
    }
}
