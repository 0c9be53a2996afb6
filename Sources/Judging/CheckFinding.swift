import GateModel

/// What the runs of a check show.
struct CheckFinding {
    let verdict: Verdict
    /// Cases that failed on the candidate both times, and not on the baseline.
    var confirmed: [String] = []
    /// Cases that failed on the candidate only the first time, and not on the baseline.
    var flaky: [String] = []

    init(_ verdict: Verdict) { self.verdict = verdict }

    init(_ reason: Inconclusive.Reason, _ why: Inconclusive.CheckShortfall) {
        verdict = .inconclusive(Inconclusive(reason, .check(why)))
    }

    /// The candidate failed alone, and was not run once more to its end.
    static let unconfirmed = CheckFinding(
        .inconclusive(Inconclusive(.notEvaluated, "the check was not run once more on the candidate")))

    init(_ verdict: Verdict, confirmed: [String], flaky: [String]) {
        self.verdict = verdict
        self.confirmed = confirmed
        self.flaky = flaky
    }
}

/// The runs of a check, both sides' to their ends.
struct CheckedSides {
    let baseline: CheckRun.Execution
    let candidate: CheckRun.Execution
    let again: CheckRun.Execution?

    var byExitStatus: CheckFinding {
        if candidate.end.succeeded { return CheckFinding(.pass) }
        guard baseline.end.succeeded else {
            return CheckFinding(.baselineFails, .baselineFails(end: baseline.end))
        }
        guard let again else { return .unconfirmed }
        return again.end.succeeded ? CheckFinding(.notRepeatable, .passedAgain) : CheckFinding(.violation)
    }

    /// - Parameter failed: The cases that failed on the candidate, and are not among those of the baseline.
    func byCases(failedOnlyOnCandidate failed: [String]) -> CheckFinding {
        if let flaw = flaw(baseline, .baseline) ?? flaw(candidate, .candidate) { return flaw }
        guard let known = baseline.cases?.failed, let cases = candidate.cases else { return .unconfirmed }
        guard cases.failed.count > 0 else { return CheckFinding(.pass) }
        guard !failed.isEmpty else {
            return CheckFinding(.baselineFails, .casesFailOnBoth(count: cases.failed.count))
        }
        if known.isCut { return CheckFinding(.baselineFails, .tooManyFail(count: known.count)) }
        guard let again else { return .unconfirmed }
        if let flaw = flaw(again, .candidate) { return flaw }
        let still = Set(again.cases?.failed.first ?? [])
        let confirmed = failed.filter(still.contains)
        let flaky = failed.filter { !still.contains($0) }
        let shortfall = CheckFinding(.notRepeatable, .casesPassedAgain(count: flaky.count))
        return CheckFinding(
            confirmed.isEmpty ? shortfall.verdict : .violation, confirmed: confirmed, flaky: flaky)
    }

    /// Why a report is no evidence; nil of one that is.
    private func flaw(_ execution: CheckRun.Execution, _ side: Side) -> CheckFinding? {
        switch execution.report {
        case nil: return CheckFinding(.noSamples, .noReport(side: side, why: "none was read"))
        case .unread(let why):
            return CheckFinding(.noSamples, .noReport(side: side, why: OutsideText(why)))
        case .cases(let cases):
            if cases.count == 0 { return CheckFinding(.noSamples, .noCases(side: side)) }
            let failed = cases.failed.count
            guard execution.end.succeeded != (failed == 0) else { return nil }
            return CheckFinding(
                .contradiction, .contradiction(side: side, failed: failed, end: execution.end))
        }
    }

    /// What the last run printed that did not pass; nil where all passed or printed nothing.
    var toShow: String? {
        [again, candidate, baseline].compactMap(\.self).first { !$0.end.succeeded && !$0.output.isEmpty }?
            .output
    }
}
