import GateModel

/// How stage `compat` words its judgements: one for each difference that breaks a promise, and one for each
/// operation.
extension Judgement {
    /// `answers of 'payment-history': items-lost at /payments: 20 items → 14 items`; nil for any other.
    var difference: String? {
        guard let kind = differenceKind, let operation else { return nil }
        let place = limit.firstRange(of: " at ").map { " at \(limit[$0.upperBound...])" } ?? ""
        let what = "answers of '\(operation)': \(kind.rawValue)\(place)"
        guard let baseline = noted("baseline"), let candidate = noted("candidate") else { return what }
        return "\(what): \(baseline) → \(candidate)"
    }

    /// Notes that its sentence does not say already.
    var remainingNotes: [String] {
        guard differenceKind != nil else { return notes }
        return notes.filter { !$0.hasPrefix("baseline: ") && !$0.hasPrefix("candidate: ") }
    }

    private var differenceKind: Difference.Kind? {
        let words = id.split(separator: "/")
        guard stage == .compat, words.count > 2 else { return nil }
        return Difference.Kind(rawValue: String(words[1]))
    }

    /// Nil in a log's entry, which keeps no notes.
    private func noted(_ side: String) -> Substring? {
        notes.first { $0.hasPrefix("\(side): ") }?.dropFirst(side.count + 2)
    }

    /// Whether it only sums up the differences of its operation, which have judgements of their own.
    fileprivate func sumsUp(_ others: [Judgement]) -> Bool {
        stage == .compat && verdict == .violation && differenceKind == nil
            && others.contains { $0.differenceKind != nil && $0.operation == operation }
    }
}

extension StageResult {
    /// The judgements to tell people of, none that only sums up others.
    var told: [Judgement] { judgements.filter { !$0.sumsUp(judgements) } }
}
