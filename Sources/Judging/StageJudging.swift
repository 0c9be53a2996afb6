package import GateModel

/// Version of the method; it stands in every decision, and changes when the same evidence could be judged
/// otherwise.
package let judgingVersion = "7"

/// Judges all that one stage observed: every declared rule on every operation it names, and what the stage
/// itself demands.
///
/// Pure: the same run and pipeline give the same result anywhere. `earlier` are the runs of the stages
/// before; the baseline's own noise and the repeatability of its counts are read from them. `tests` change nothing:
/// who judges a growing run again and again makes them once. What another kind of stage observed shows nothing.
package func judge(
    _ run: StageRun, of stage: Stage, in pipeline: Pipeline, after earlier: [StageRun],
    with tests: SequentialTests? = nil
) -> StageResult {
    guard run.stage == stage.name else { return foreign(run, to: stage) }
    let shortfall = MissingEvidence(run, of: stage, in: pipeline)
    let judging = RuleJudging(
        run: run, stage: stage, earlier: earlier, shortfall: shortfall,
        tests: tests ?? SequentialTests(for: stage, of: run),
        declaredCounts: pipeline.subject.data?.counts ?? [])
    var judgements =
        ownDemands(run, of: stage, in: pipeline, after: earlier, shortfall)
        + stage.rules.flatMap(judging.judgements)
    if judgements.isEmpty { judgements = [nothingDeclared(stage, shortfall)] }
    judgements += nothingDecided(stage, judgements).map { [$0] } ?? []
    if run.endsAtViolation { judgements = judgements.endedAtViolation }
    return StageResult(
        stage: stage.name, judgements: judgements, seconds: run.common.seconds, engine: run.load?.engine,
        load: run.load?.summary)
}

/// What the stage demands by itself.
private func ownDemands(
    _ run: StageRun, of stage: Stage, in pipeline: Pipeline, after earlier: [StageRun],
    _ shortfall: MissingEvidence
) -> [Judgement] {
    switch run.observed {
    case .baseline(let sampled): baselineQuality(run, sampled, stage, pipeline, shortfall)
    case .compat(let run): compatJudged(run, stage, in: pipeline, shortfall)
    case .check(let run): checkJudged(run, stage, shortfall)
    case .deploy(let run): deployJudged(run, stage, in: pipeline, shortfall)
    case .regress(let sampled):
        [ownLevelJudgement(sampled, of: stage, after: earlier, shortfall)].compactMap(\.self)
            + anchorJudgements(run, of: stage, shortfall)
    case .memory(let run): ageJudgements(run.groups, of: stage, in: pipeline, shortfall)
    case .scale, .watch, .gate: []
    }
}

/// Evidence can be written by anyone: what one kind of stage observed says nothing of another.
private func foreign(_ run: StageRun, to stage: Stage) -> StageResult {
    let why = Inconclusive(.notEvaluated, .foreign(stage: run.stage))
    return StageResult(
        stage: stage.name, judgements: [judgesSomething(stage, .inconclusive(why), .somethingDecided)],
        seconds: run.common.seconds)
}

extension StageRun {
    /// Whether a violation ended it before its time, so that what was undecided by then stays so.
    fileprivate var endsAtViolation: Bool {
        switch observed {
        case .regress(let run): (run.samples.map(\.blocks.count).max() ?? 0) < run.maximumBlocks
        case .memory: true
        case .baseline, .compat, .scale, .check, .deploy, .watch, .gate: false
        }
    }

    fileprivate var load: LoadRun? {
        if case .scale(let run) = observed { run.load } else { nil }
    }
}

extension [Judgement] {
    /// The same, where what lacks samples only because a violation ended the stage says so.
    fileprivate var endedAtViolation: [Judgement] {
        guard let end = first(where: { $0.blocks && $0.verdict == .violation }) else { return self }
        return map { judgement in
            guard case .inconclusive(let why) = judgement.verdict, why.reason == .tooFewSamples else {
                return judgement
            }
            return judgement.with(.inconclusive(Inconclusive(.notEvaluated, .endedAt(judgement: end.id))))
        }
    }
}

extension Judgement {
    fileprivate func with(_ verdict: Verdict) -> Judgement {
        Judgement(
            id: id, stage: stage, position: position, operation: operation, demand: demand,
            verdict: verdict, blocks: blocks, numbers: numbers, notes: notes)
    }
}

extension StageResult {
    /// Whether no verdict could still change from inconclusive with more samples.
    package var isDecided: Bool {
        !judgements.contains { judgement in
            if case .inconclusive(let why) = judgement.verdict { why.reason == .tooFewSamples } else { false }
        }
    }
}

/// A stage without a single judgement would be the worst of nothing, which is a pass.
private func nothingDeclared(_ stage: Stage, _ shortfall: MissingEvidence) -> Judgement {
    let nothing = Verdict.inconclusive(Inconclusive(.notEvaluated, "it has neither rules nor operations"))
    return judgesSomething(stage, shortfall.verdict(nothing), .somethingDeclared)
}

/// Every rule that could block is undecided and only warns: the worst of the rest would be the worst of nothing.
///
/// Nil where a judgement blocks, and in a stage that only observes.
private func nothingDecided(_ stage: Stage, _ judgements: [Judgement]) -> Judgement? {
    guard !judgements.contains(where: \.blocks), stage.rules.contains(where: { $0.mode == .enforce }) else {
        return nil
    }
    let enforced = stage.rules.filter { $0.mode == .enforce }.map(\.id)
    let first = judgements.lazy.compactMap { judgement -> Inconclusive.UndecidedJudgement? in
        guard case .inconclusive(let why) = judgement.verdict,
            enforced.contains(where: { judgement.id == $0 || judgement.id.hasPrefix("\($0)/") })
        else { return nil }
        return Inconclusive.UndecidedJudgement(id: judgement.id, why: why)
    }.first
    return judgesSomething(
        stage, .inconclusive(Inconclusive(.nothingJudged, .nothingDecided(first: first))),
        .somethingDecided)
}

private func judgesSomething(_ stage: Stage, _ verdict: Verdict, _ demand: StageDemand) -> Judgement {
    Judgement(
        id: "\(stage.name.rawValue)/rules", stage: stage.name, position: stage.position, operation: nil,
        demand: .stage(demand), verdict: verdict, blocks: true,
        numbers: Judgement.Numbers(scale: .number, flip: .never(.noLimit)))
}
