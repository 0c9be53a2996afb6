import GateModel
import Statistics

/// Verdict, numbers and notes of one rule on one operation.
struct RuleOutcome {
    var verdict: Verdict
    var numbers: Judgement.Numbers
    var notes: [Note]

    init(_ verdict: Verdict, _ numbers: Judgement.Numbers, _ notes: [Note] = []) {
        self.verdict = verdict
        self.numbers = numbers
        self.notes = notes
    }

    init(_ why: Inconclusive, _ numbers: Judgement.Numbers, _ notes: [Note] = []) {
        self.init(.inconclusive(why), numbers, notes)
    }

    /// The numbers, with the reason where no limit could change the verdict.
    func explained(_ verdict: Verdict) -> Judgement.Numbers {
        guard verdict != self.verdict || numbers.flip == nil else { return numbers }
        var numbers = numbers
        switch verdict {
        case .inconclusive(let why): numbers.flip = .never(.undecided(why.reason))
        case .pass, .violation: numbers.flip = .never(.undecided(nil))
        }
        return numbers
    }
}

extension Inconclusive {
    /// Where all blocks there may be show neither side.
    static func leftOpen(by blocks: Int) -> Inconclusive {
        Inconclusive(.tooClose, .blocks(.leftOpen(blocks: blocks)))
    }

    /// A question that had no numeric answer.
    init(_ error: StatisticsError) {
        let reason: Reason =
            switch error {
            case .tooFew: .tooFewSamples
            case .notFinite, .notPositive: .notANumber
            case .outOfRange, .notALook: .notEvaluated
            }
        self.init(reason, error.problem)
    }
}
