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
    /// The same of `ancestry: noted`.
    let requiresDescent: Bool
    /// `rollback:` of the file of what runs; of the candidate's where that one has none, or cannot be read any more.
    let rollback: Pipeline.Rollback?
    /// False where the file of what runs is there and cannot be read any more.
    let isReadable: Bool
    /// What a person should know of it.
    let notes: [String]

    /// Where nothing but the candidate's own file is there.
    private init(_ candidate: Pipeline, change: PipelineChange?) {
        self.change = change
        enforces = candidate.enforces
        requiresDescent = candidate.requiresDescent
        rollback = candidate.rollback
        isReadable = true
        notes = []
    }

    init(
        _ file: PipelineFile, against baseline: Revision, in repository: borrowing Repository
    ) throws(GitError) {
        let (candidate, source) = (file.pipeline, file.source)
        guard let deployed = try pipelineFile(at: source.path, of: baseline, in: repository) else {
            let change = PipelineChange(
                baseline: nil, candidate: source.blob, added: 0, removed: 0, lines: [])
            self.init(candidate, change: change)
            return
        }
        guard deployed.id != source.blob else {
            self.init(candidate, change: nil)
            return
        }
        let change = PipelineChange(
            baseline: deployed.id, candidate: source.blob,
            all: try changedLines(from: deployed.bytes, to: file.bytes))
        self.init(candidate, before: Self.pipeline(deployed.bytes, path: source.path), change: change)
    }

    /// - Parameter before: Nil where the file of what runs cannot be read.
    private init(_ candidate: Pipeline, before: Pipeline?, change: PipelineChange) {
        self.change = change
        enforces = candidate.enforces || before?.enforces ?? true
        requiresDescent = candidate.requiresDescent || before?.requiresDescent ?? true
        rollback = before?.rollback ?? candidate.rollback
        isReadable = before != nil
        notes = [
            (
                enforces && !candidate.enforces,
                "'enforce: no' counts once the revision that runs has it; this gate decides"
            ),
            (
                requiresDescent && !candidate.requiresDescent,
                "'ancestry: noted' counts once the revision that runs has it"
            ),
        ].filter(\.0).map(\.1)
    }

    /// Nil of a file that this version cannot read any more: it is taken to demand everything.
    private static func pipeline(_ bytes: [UInt8], path: String) -> Pipeline? {
        do {
            return try parsePipeline(String(decoding: bytes, as: UTF8.self), path: path).pipeline
        } catch {
            return nil
        }
    }
}

/// The file that a revision has at a pipeline's path; nil where it has none.
func pipelineFile(
    at path: String, of revision: Revision, in repository: borrowing Repository
) throws(GitError) -> (id: ObjectID, bytes: [UInt8])? {
    guard let entry = try repository.entry(atPath: path, inTreeOf: revision.commit), entry.kind != .tree
    else {
        return nil
    }
    return (entry.id, try repository.blob(entry.id, limit: 1 << 20))
}
