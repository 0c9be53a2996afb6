import GateModel

/// The most cases that get a judgement each; more are counted.
private let mostNamed = 20

/// What stage `check` demands: the candidate passes what the baseline passes.
///
/// Only a failure of the candidate alone, twice, is a violation. With a report each such case is one of its own, beside the
/// judgement of the whole.
func checkJudged(_ run: CheckRun, _ stage: Stage, _ shortfall: MissingEvidence) -> [Judgement] {
    guard case .check(let settings) = stage.kind, let baseline = run.baseline, let candidate = run.candidate
    else {
        let nothing = Inconclusive(.notEvaluated, "the check did not run on both revisions")
        return [judgement("exit", .checkExit, stage, shortfall.verdict(.inconclusive(nothing)), [])]
    }
    let sides = CheckedSides(baseline: baseline, candidate: candidate, again: run.again)
    let finding =
        switch settings.report {
        case nil: sides.byExitStatus
        case .junit: sides.byCases(failedOnlyOnCandidate: run.failedOnlyOnCandidate)
        }
    let whole = judgement(
        "exit", .checkExit, stage, shortfall.verdict(finding.verdict), notes(run, sides, finding))
    return [whole]
        + finding.confirmed.prefix(mostNamed).map { caseJudgement($0, stage, shortfall.verdict(.violation)) }
}

private func caseJudgement(_ name: String, _ stage: Stage, _ verdict: Verdict) -> Judgement {
    // The judgement of the whole has that name already.
    let id = name == "exit" ? "exit (case)" : name
    return judgement(id, .checkCase(name: OutsideText(name)), stage, verdict, [])
}

private func judgement(
    _ name: String, _ demand: StageDemand, _ stage: Stage, _ verdict: Verdict, _ notes: [Note]
) -> Judgement {
    Judgement(
        id: "check/\(name)", stage: .check, position: stage.position, operation: nil,
        demand: .stage(demand), verdict: verdict, blocks: true,
        numbers: Judgement.Numbers(scale: .number, flip: .never(.exitStatus)), notes: notes)
}

private func notes(_ run: CheckRun, _ sides: CheckedSides, _ finding: CheckFinding) -> [Note] {
    var notes: [Note] = [
        .checkEnds(
            baseline: sides.baseline.end, candidate: sides.candidate.end, again: sides.again?.end)
    ]
    if let baseline = sides.baseline.cases, let candidate = sides.candidate.cases {
        notes.append(
            .checkCases(baseline: Note.CheckedCases(baseline), candidate: Note.CheckedCases(candidate)))
        let both = Set(baseline.failed.first).intersection(candidate.failed.first)
        let names = candidate.failed.first.filter(both.contains)
        if !names.isEmpty { notes.append(.casesFailOnBoth(names: named(names), of: names.count)) }
    }
    if run.absent.count > 0 {
        notes.append(.warning(.casesAbsent(names: named(run.absent.first), of: run.absent.count)))
    }
    if !run.scripts.isEmpty { notes.append(.warning(.scriptsDiffer(names: named(run.scripts)))) }
    if !finding.flaky.isEmpty {
        notes.append(.casesPassedAgain(names: named(finding.flaky), of: finding.flaky.count))
    }
    if finding.confirmed.count > mostNamed {
        let more = Array(finding.confirmed.dropFirst(mostNamed))
        notes.append(.casesNotListed(count: more.count))
    }
    if finding.verdict != .pass, let output = sides.toShow {
        notes.append(.output(text: OutsideText(output)))
    }
    return notes
}

private func named(_ names: [String]) -> [OutsideText] { names.prefix(mostNamed).map { OutsideText($0) } }

extension Note.CheckedCases {
    fileprivate init(_ cases: CheckRun.Cases) {
        self.init(passed: cases.passed, failed: cases.failed.count)
    }
}
