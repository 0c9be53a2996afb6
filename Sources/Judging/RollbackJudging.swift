import GateModel

/// That the baseline runs on what the candidate leaves behind, wherever revisions work on declared data.
func rollbackJudged(
    _ run: CompatRun, _ stage: Stage, in pipeline: Pipeline, _ shortfall: MissingEvidence
) -> [Judgement] {
    guard pipeline.subject.data != nil else { return [] }
    return [contractJudged(.rollback, "service", at: stage.position, run, shortfall)]
}
