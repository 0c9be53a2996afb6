import GateModel
import Git
import Pipelines

/// What a pipeline file opens to the judged code, as far as the deployed revision's file does too.
///
/// Otherwise a candidate could open what it likes to itself.
struct OpeningsInForce {
    let inForce: SandboxOpenings
    /// What is not, a line each.
    let notes: [String]
}

func openings(
    of pipeline: Pipeline, _ source: Decision.PipelineSource, baseline: Revision,
    in repository: borrowing Repository
) throws -> OpeningsInForce {
    guard pipeline.sandbox != .none else { return OpeningsInForce(inForce: .none, notes: []) }
    let deployed = try deployedOpenings(source, baseline, in: repository)
    let inForce = pipeline.sandbox.common(with: deployed)
    let missing = pipeline.sandbox.lines.filter { !inForce.lines.contains($0) }
    return OpeningsInForce(
        inForce: inForce,
        notes: missing.map {
            "sandbox: '\($0)' is not opened, since the deployed revision \(baseline.commit.short) does not open it; "
                + "it is from the gate on that follows its deploy, or the adoption of a revision that has it"
        })
}

/// None where the deployed revision has no such file, or one that this version does not understand.
private func deployedOpenings(
    _ source: Decision.PipelineSource, _ baseline: Revision, in repository: borrowing Repository
) throws -> SandboxOpenings {
    guard let file = try pipelineFile(at: source.path, of: baseline, in: repository) else { return .none }
    do throws(PipelineErrors) {
        return try parsePipeline(String(decoding: file.bytes, as: UTF8.self), path: source.path).pipeline
            .sandbox
    } catch {
        return .none
    }
}
