/// What a log entry keeps of a stage.
extension StageResult {
    /// How much is kept of a rule that is not a pass; of passes there is only their number.
    package enum Detail: CaseIterable {
        /// All but the notes and what is made again from the evidence.
        case full
        /// Without the bars, bounds, verdict thresholds and evidence.
        case brief
        case ids
        case number
    }

    package func recorded(_ detail: Detail) -> StageResult {
        let notPassed = judgements.filter { $0.verdict != .pass }
        let kept =
            switch detail {
            case .full: notPassed.map { $0.with($0.numbers.recorded) }
            case .brief: notPassed.map { $0.with($0.numbers.brief) }
            case .ids, .number: [Judgement]()
            }
        return StageResult(
            recorded: stage, verdict: verdict, judgements: kept, seconds: seconds,
            tally: StageTally(
                pass: judgements.count { $0.verdict == .pass },
                violation: judgements.count { $0.verdict == .violation },
                inconclusive: judgements.count(where: \.verdict.isInconclusive),
                cut: detail == .ids ? notPassed.map(\.id) : [],
                dropped: detail == .number ? notPassed.count : 0))
    }
}

/// How many rules of a stage came to what, and which of them an entry had no room for.
package struct StageTally: Hashable, Sendable, Codable {
    package let pass: Int
    package let violation: Int
    package let inconclusive: Int
    /// Ids of rules that are not a pass, where all of them in full would have made the entry too large.
    package let cut: [String]
    /// How many there are, where even the ids would have.
    package let dropped: Int

    /// How many rules that are not a pass the entry does not tell more of.
    package var unlisted: Int { cut.count + dropped }

    package init(pass: Int, violation: Int, inconclusive: Int, cut: [String] = [], dropped: Int = 0) {
        self.pass = pass
        self.violation = violation
        self.inconclusive = inconclusive
        self.cut = cut
        self.dropped = dropped
    }
}

extension Judgement {
    fileprivate func with(_ numbers: Numbers) -> Judgement {
        Judgement(
            id: id, stage: stage, position: position, operation: operation, demand: demand, verdict: verdict,
            blocks: blocks, numbers: numbers)
    }
}

extension Judgement.Numbers {
    fileprivate var recorded: Judgement.Numbers {
        var recorded = self
        recorded.deciles = nil
        recorded.tail = nil
        recorded.starts = nil
        return recorded
    }

    fileprivate var brief: Judgement.Numbers {
        Judgement.Numbers(scale: scale, estimate: estimate, lower: lower, upper: upper, samples: samples)
    }
}
