import GateModel
import Statistics

/// Verdict, numbers and notes of one rule on one operation.
struct RuleOutcome {
    var verdict: Verdict
    var finding: Judgement.Finding
    var notes: [Note]

    init(_ verdict: Verdict, _ finding: Judgement.Finding, _ notes: [Note] = []) {
        self.verdict = verdict
        self.finding = finding
        self.notes = notes
    }

    init(_ why: Inconclusive, _ finding: Judgement.Finding, _ notes: [Note] = []) {
        self.init(.inconclusive(why), finding, notes)
    }

    /// The finding of the judgement whose verdict is this one, with a word on why no limit changes it where that is not
    /// what decides: evidence is missing, or worth nothing.
    func explained(_ verdict: Verdict) -> Judgement.Finding {
        guard verdict != self.verdict || finding.flip == nil else { return finding }
        var finding = finding
        switch verdict {
        case .inconclusive(let why): finding.flip = .never(.undecided(why.reason))
        case .pass, .violation: finding.flip = .never(.undecided(nil))
        }
        return finding
    }
}

extension Inconclusive {
    /// Where all blocks there may be show neither side.
    static func leftOpen(by blocks: Int) -> Inconclusive {
        Inconclusive(
            .tooClose,
            "the limit lies between what \(blocks) blocks leave open; move it away from what was measured, or "
                + "measure on a quieter host")
    }

    /// A question that had no numeric answer.
    init(_ error: StatisticsError) {
        let reason: Reason =
            switch error {
            case .tooFew: .tooFewSamples
            case .notFinite, .notPositive: .notANumber
            case .outOfRange, .notALook: .notEvaluated
            }
        // Without the hint, which is about calling the function.
        let text = error.description.prefix { $0 != "\n" }.trimmingPrefix("statistics: error: ")
        self.init(reason, String(text))
    }
}
