import GateModel
import Glibc

extension Note {
    /// What a note is for; it stands before its text.
    enum Label: String {
        case note
        case info
        case warning
        case because
        case hint
    }

    var label: Label {
        switch self {
        case .warning: .warning
        case .hint: .hint
        case .because: .because
        case .difference(let seen):
            switch seen.severity {
            case .breaking: .note
            case .warning: .warning
            case .info: .info
            }
        case .limitInForce, .decided, .leaning, .attempt, .unseen, .comparedWith, .oneSideOnly,
            .toleratedFailures, .waitingUsers, .tailThreshold, .worstInput, .slowStarts, .comparedByPairs,
            .comparedByIntervals, .pairsBeyond, .pairsByChance, .costs, .noGrowth, .predicted, .windows,
            .beyondLimit, .memoryReadings, .memoryPeak, .cleanups, .plateau, .baselineGrowth,
            .baselineGrowthUnknown, .growthAlone, .ages, .baselineAges, .resolution, .recordedNoise,
            .hostChanged, .drift, .betterThanAnchor, .differing, .seen, .alsoIn, .followsFrom, .meaning,
            .ended, .output, .deployed,
            .deployedUnknown, .checkEnds, .checkCases, .casesFailOnBoth, .casesPassedAgain,
            .casesNotListed, .changesLost, .changesEdited, .lineage, .notSideBySide, .noRestarts:
            .note
        }
    }

    /// Without its label.
    ///
    /// - Parameter demand: Of the judgement that it belongs to; nil where there is none.
    func text(_ demand: Demand? = nil) -> String {
        switch self {
        case .limitInForce(let change, let block):
            "limit in force \(changeText(change))" + (block.map { ", decided at block \($0)" } ?? "")
        case .decided(let block): "decided at block \(block)"
        case .leaning: "leaning: the test itself did not decide"
        case .attempt(let number, let level):
            "attempt \(number) at the same revisions: passes at a level of \(percentText(level))"
        case .unseen(let samples, let oneIn, let count): samples.text(oneIn, count)
        case .comparedWith(let operation): "compared with '\(operation)' of the candidate"
        case .oneSideOnly(let entry, let commit):
            "one side only: compared with what entry \(entry) recorded of \(commit.short); "
                + "what changed around it since then is part of the difference"
        case .toleratedFailures(let count, let all):
            "\(count) of \(all) failed, which 'errors' tolerates: as the slowest of all for a pass"
        case .waitingUsers(let count):
            "\(counted(count, "user")) who wait: a stall keeps them from asking, "
                + "and what they would have asked is not in it; 'rate' shows it"
        case .tailThreshold(let value, let unit): "above \(unit.text(value)), twice the baseline's median"
        case .worstInput(let name, let inputs, let blocks, let all):
            "the worst of \(counted(inputs, "input")): \(name), in \(blocks) of \(all) blocks"
        case .slowStarts(let starts, let shown): starts.text(shown)
        case .comparedByPairs: "compared pair by pair, exactly"
        case .comparedByIntervals(let differing):
            "compared by intervals: the baseline gave another count for the same input \(differing) times"
        case .pairsBeyond(let count, let all, let baseline, let candidate, let again):
            "\(count) of \(all) pairs beyond it, the worst: \(significant(baseline)) → "
                + significant(candidate) + (again ? ", and again for the same input" : "")
        case .pairsByChance(let worse, let better, let all, let chance):
            "\(worse) of \(all) pairs beyond the limit, \(better) as far the other way; \(chance.text)"
        case .costs(let values, let unit, let shares):
            "\(listed(values, unit.text)) at \(listed(shares, significant)) of the data"
        case .noGrowth(let least): "the cost is not seen to grow by \(percentText(least)), so it has no power"
        case .predicted(let times):
            "predicted for \(significant(times)) times the data, fixed cost included"
        case .windows(let verdicts, let violated, let last):
            "windows after the deploy: \(verdicts.map(\.sign).joined(separator: " ")) "
                + "(violated when \(violated) of the last \(last) are)"
        case .beyondLimit(let count, let all, let tellingAsMuch):
            "\(count) of \(all) beyond the limit"
                + (tellingAsMuch.map { "; they come in bursts, and \($0) tell as much" } ?? "")
        case .memoryReadings(let readings): readings.text
        case .memoryPeak(let process, let group): peakText(process, group)
        case .cleanups(let count, let typical, let share): cleanupText(count, typical, share)
        case .plateau(let process, let operations, let all):
            (process.map { "\($0.text) has a plateau" } ?? "a plateau")
                + ": it stopped growing after \(operations) of \(all) operations"
        case .baselineGrowth(let slope, let unit, isBeyond: true):
            "beyond the baseline, which by itself grows by \(unit.text(slope))/op"
        case .baselineGrowth(let slope, let unit, isBeyond: false):
            "the baseline by itself grows by \(unit.text(slope))/op"
        case .baselineGrowthUnknown: "the baseline's own growth was not measured"
        case .growthAlone(let operations, let unit):
            "each operation alone grows by: "
                + listed(operations) { "'\($0.operation)' \(unit.text($0.perOperation))/op" }
        case .ages(let young, let old):
            "young → old, median of each process: "
                + listed(Array(zip(young, old))) { "\(timeText($0.0)) → \(timeText($0.1))" }
        case .baselineAges(let times): "the baseline: \(significant(times)) times as long"
        case .resolution(let blocks, let pairs, let change):
            "\(blocks) blocks of \(counted(pairs, "pair")) would show a change of \(percentText(change))"
        case .recordedNoise(let fresh, let recorded, let entries):
            "by \(fresh) blocks, and \(recorded) that \(RecordedNoise.text(ofEntries: entries)) recorded"
        case .hostChanged(let change):
            "slower than in stage 'baseline', and so it is beside itself right afterwards "
                + "(\(changeText(change))): the host has changed"
        case .drift(let anchor, let releases, let logLevel, let alarm):
            (anchor.map { "anchor \($0.short), " } ?? "")
                + "\(counted(releases, "release")) since; evidence of a drift "
                + "\(logLevel.map { significant(exp($0)) } ?? "0"), alarm at \(significant(alarm))"
        case .betterThanAnchor: "shown to be better than the anchor"
        case .differing(let baseline, let candidate): "baseline: \(baseline), candidate: \(candidate)"
        case .seen(let count, let all): "in \(count) of \(all) answers"
        case .alsoIn(let operations): alsoInText(operations)
        case .followsFrom(let judgement): "follows from '\(judgement)'"
        case .meaning(let text), .output(let text): "\(text)"
        case .difference(let seen): seen.line
        case .ended(let how): how.sentence
        case .deployed(let revision): "'deployed' prints \(revision.hex)"
        case .deployedUnknown(let problem): "'deployed' names no revision: \(problem)"
        case .checkEnds(let baseline, let candidate, let again): Note.endsText(baseline, candidate, again)
        case .checkCases(let baseline, let candidate): Note.casesText(baseline, candidate)
        case .casesFailOnBoth(let names, let count):
            Note.namesText(names, of: count, "\(count == 1 ? "fails" : "fail") on the baseline too")
        case .casesPassedAgain(let names, let count):
            Note.namesText(names, of: count, "failed on the candidate, and not when it was run once more")
        case .casesNotListed(let count):
            "\(counted(count, "more case")) \(count == 1 ? "fails" : "fail") only on the candidate"
        case .changesLost(let names):
            "gone from the candidate's tree, so that they would stay applied and could not be undone: \(joined(names))"
        case .changesEdited(let names):
            "not as what runs has it, so that something else would be undone than was done: \(joined(names))"
        case .lineage(let relation): relation.text
        case .notSideBySide:
            "not measured side by side: a change of the host between the two counts as a change of the code"
        case .noRestarts:
            "no process restarts between the blocks: the guarantee is weaker than a gate's"
        case .because(let text): "\(text)"
        case .warning(let warning): warning.text(demand)
        case .hint(let hint): hint.text
        }
    }
}

private func joined(_ names: [OutsideText]) -> String { names.map { "\($0)" }.joined(separator: ", ") }

extension Note.Unseen {
    fileprivate func text(_ oneIn: Int, _ count: Int) -> String {
        let (one, several) =
            switch self {
            case .process: ("process", "processes")
            case .window: ("window", "windows")
            }
        let few = oneIn == 1 ? "not every \(one)" : "fewer than one \(one) in \(oneIn)"
        return "what befalls \(few) may not have come in \(count) \(several)"
    }
}

extension Note.Window {
    fileprivate var sign: String {
        switch self {
        case .good: "·"
        case .bad: "x"
        case .unknown: "?"
        }
    }
}

extension Note.SlowStarts {
    fileprivate func text(_ isShown: Bool) -> String {
        text + ": single starts"
            + (isShown
                ? " are slower, more often than chance explains"
                : ", which a rule on the typical one does not see")
    }
}

extension Note.CountChance {
    fileprivate var text: String {
        switch self {
        case .repetitions(let differing, let all):
            "\(differing) of the baseline's \(all) repetitions gave another count"
        case .unconfirmed: "the same input counted otherwise when it was repeated"
        }
    }
}

extension Note.SeenDifference {
    /// `header-changed etag: a → b`
    fileprivate var line: String {
        let name = [kind.rawValue, operation, place].filter { !$0.isEmpty }.joined(separator: " ")
        if let sentence = kind.rollbackText(of: operation, at: place, (baseline, candidate)) {
            return "\(sentence)" + (text.map { "; \($0)" } ?? "")
        }
        return "\(name): " + (text.map { "\($0)" } ?? "\(baseline) → \(candidate)")
    }
}

extension Warning {
    fileprivate func text(_ demand: Demand?) -> String {
        switch self {
        case .crossed(let limit):
            let text = demand?.rule?.text(of: limit) ?? "the warning's limit"
            return limit.isRange ? "not \(text)" : "beyond \(text)"
        case .drift(let share): return "a drift beyond \(changeText(share)) is shown"
        case .casesAbsent(let names, let count):
            return Note.namesText(
                names, of: count,
                "that passed on the baseline \(count == 1 ? "was" : "were") not run on the candidate")
        case .scriptsDiffer(let names):
            return "the candidate changed \(names.map { "'\($0)'" }.joined(separator: ", ")); "
                + "the check ran the baseline's"
        }
    }
}

extension Hint {
    fileprivate var text: String {
        switch self {
        case .growsWithResult(let metric, let perRow, let counts, let rows):
            let range = { (ends: [Double]) in ends.map(significant).joined(separator: " … ") }
            return "\(metric) grow with the result, \(significant(perRow)) a row "
                + "(\(range(counts)) for \(range(rows)) rows): an N+1 pattern"
        case .lookBesideAnswers:
            return "look at what the candidate does beside its answers: busy threads, disk, memory"
        case .failTheDeploy:
            return
                "the deploy command ended with exit 0 all the same: make it fail, or wait until it is done"
        case .rollBackInstead: return "to go back to it: pawl rollback, with --to"
        case .addAnotherChange:
            return
                "leave a change directory that has shipped as it is; what has to differ is a change of its own"
        case .bringInWhatRuns: return "rebase the candidate on what runs, or merge that into it"
        }
    }
}

extension Lineage.Relation {
    fileprivate var text: String {
        switch self {
        case .same: "it is what runs"
        case .descendant: "it descends from what runs"
        case .ancestor: "it is older than what runs"
        case .diverged:
            "it and what runs went apart: what only the one that runs has would be taken back unseen"
        case .unknown: "nobody can tell how it stands to what runs"
        }
    }
}

/// The first few by name; the JSON report has all.
private func alsoInText(_ operations: [String]) -> String {
    let most = 6
    let names = operations.prefix(most).joined(separator: ", ")
    let more = operations.count > most ? " and \(operations.count - most) more" : ""
    return "the same in \(counted(operations.count, "other case")): \(names)\(more)"
}

private func timeText(_ seconds: Double) -> String { MetricUnit.time.text(seconds) }

extension ScriptEnd {
    /// `ended with exit 3`
    fileprivate var sentence: String {
        switch self {
        case .exited, .signalled, .memory, .timedOut, .cancelled: "ended with \(self)"
        case .notStarted, .unknown: description
        }
    }
}
