import GateModel

/// How stage `compat` words its judgements: one for each difference that breaks a promise, and one for each
/// operation or document.
extension Judgement {
    /// `answers of 'payment-history': items-lost at /payments: 20 items → 14 items`; nil for any other.
    var differenceText: String? {
        guard case .promise(let promise) = demand, let broken = promise.broken, let operation else {
            return nil
        }
        let would =
            promise.contract == .rollback
            ? broken.kind.rollbackText(of: operation, at: broken.place, differing) : nil
        if let would { return would }
        let place = broken.place.isEmpty ? "" : " at \(broken.place)"
        let what = "\(promise.contract.rawValue) of '\(operation)': \(broken.kind.rawValue)\(place)"
        return differing.map { "\(what): \($0.baseline) → \($0.candidate)" } ?? what
    }

    /// Notes that its sentence does not say already.
    var remainingNotes: [Note] {
        guard demand.broken != nil else { return notes }
        return notes.filter { note in
            if case .differing = note { false } else { true }
        }
    }

    /// All notes in words, each with a label that is not `note`.
    var noteTexts: [String] {
        notes.map { note in
            let text = note.text(demand)
            return note.label == .note ? text : "\(note.label.rawValue): \(text)"
        }
    }

    /// The two values that break a promise; nil in a log's entry, which keeps no notes.
    private var differing: (baseline: OutsideText, candidate: OutsideText)? {
        for case .differing(let baseline, let candidate) in notes { return (baseline, candidate) }
        return nil
    }

    /// Whether it only sums up differences, which have judgements of their own or follow from one that has.
    fileprivate func sumsUp(_ others: [Judgement]) -> Bool {
        guard stage == .compat, verdict == .violation, case .promise(let promise) = demand,
            promise.broken == nil
        else {
            return false
        }
        return others.contains { $0.summary == id || promise.contract == .answers && $0.isBrokenAnswer }
    }

    private var isBrokenAnswer: Bool {
        guard case .promise(let promise) = demand else { return false }
        return promise.contract == .answers && promise.broken != nil
    }

    /// The judgement that sums up the differences of the same contract.
    private var summary: String? {
        guard case .promise(let promise) = demand, promise.broken != nil else { return nil }
        let subject = promise.contract == .answers ? operation : promise.subject
        return subject.map { "compat/\(promise.contract.rawValue)/\($0)" }
    }
}

extension StageResult {
    /// The judgements to tell people of, none that only sums up others.
    var shownJudgements: [Judgement] { judgements.filter { !$0.sumsUp(judgements) } }
}
