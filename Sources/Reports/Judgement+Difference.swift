import GateModel

/// How stage `compat` words its judgements: one for each difference that breaks a promise, and one for each
/// operation or document.
extension Judgement {
    /// `answers of 'payment-history': items-lost at /payments: 20 items → 14 items`; nil for any other.
    var differenceText: String? {
        guard let difference, let operation else { return nil }
        let place = difference.place.isEmpty ? "" : " at \(difference.place)"
        let what = "\(difference.contract.rawValue) of '\(operation)': \(difference.kind.rawValue)\(place)"
        guard let baseline = noted("baseline"), let candidate = noted("candidate") else { return what }
        return "\(what): \(baseline) → \(candidate)"
    }

    /// Notes that its sentence does not say already.
    var remainingNotes: [String] {
        guard difference != nil else { return notes }
        return notes.filter { !$0.hasPrefix("baseline: ") && !$0.hasPrefix("candidate: ") }
    }

    /// Nil in a log's entry, which keeps no notes.
    private func noted(_ side: String) -> Substring? {
        notes.first { $0.hasPrefix("\(side): ") }?.dropFirst(side.count + 2)
    }

    /// Whether it only sums up differences, which have judgements of their own.
    fileprivate func sumsUp(_ others: [Judgement]) -> Bool {
        stage == .compat && verdict == .violation && difference == nil
            && others.contains { $0.difference != nil && $0.summary == id }
    }

    /// The judgement that sums up the differences of the same contract.
    private var summary: String? {
        guard let difference else { return nil }
        let subject = difference.contract == .answers ? operation : difference.subject
        return subject.map { "compat/\(difference.contract.rawValue)/\($0)" }
    }
}

extension StageResult {
    /// The judgements to tell people of, none that only sums up others.
    var told: [Judgement] { judgements.filter { !$0.sumsUp(judgements) } }
}
