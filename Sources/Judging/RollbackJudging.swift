import GateModel

/// That the baseline runs on what the candidate leaves behind, wherever revisions work on declared data.
///
/// Evidence of before there were contracts does not have it, and is judged as it was then.
func rollbackJudged(
    _ run: StageRun, _ stage: Stage, in pipeline: Pipeline, _ shortfall: MissingEvidence
) -> [Judgement] {
    guard pipeline.subject.data != nil, run.contracts != nil else { return [] }
    return [contractJudged(.rollback, "service", at: stage.position, run, shortfall)]
}
