import GateModel
import Glibc

/// What a comparison shows as the two sides' levels, so that they agree with the change that was judged.
///
/// The judged change is that of the typical block, and the levels are taken over all requests together. Where blocks differ
/// much, the two disagree: 915 µs → 2.04 ms is +123 %, while in the typical block it is +91 %.
struct ComparedLevels {
    let baseline: Double
    /// As observed where that agrees, else the baseline's times the judged change.
    let candidate: Double
    /// The observed one, where it does not agree.
    let observed: Double?

    /// To half a percent they agree: more digits are not shown.
    private static let agreement = 0.005

    /// Nil where a level or the change is missing, and for what was not compared by blocks.
    init?(_ numbers: Judgement.Numbers) {
        guard numbers.blockRatios != nil, let ratio = numbers.estimate, let baseline = numbers.baseline,
            let candidate = numbers.candidate, ratio > 0, baseline > 0, candidate > 0
        else { return nil }
        self.baseline = baseline
        let agrees = abs(log(candidate / baseline / ratio)) <= ComparedLevels.agreement
        self.candidate = agrees ? candidate : baseline * ratio
        observed = agrees ? nil : candidate
    }
}

extension Judgement {
    /// Between which changes the candidate lies: `within −2 … +3 % at 95 %`; each end by itself is that sure.
    ///
    /// Nil for what is no comparison by blocks, and where neither end is known.
    var equivalence: String? {
        guard numbers.scale == .ratio, let confidence = numbers.confidence else { return nil }
        let level = "at \(percentText(confidence))"
        switch (numbers.lower.map { changeText($0 - 1) }, numbers.upper.map { changeText($0 - 1) }) {
        case (let lower?, let upper?):
            let start = lower.hasSuffix(" %") ? String(lower.dropLast(2)) : lower
            return "within \(start) … \(upper) \(level)"
        case (let lower?, nil): return "\(lower) or more \(level)"
        case (nil, let upper?): return "\(upper) or less \(level)"
        case (nil, nil): return nil
        }
    }

    /// How the levels of all requests differ from the change that is judged; nil where they agree.
    func pooledNote(_ unit: MetricUnit) -> String? {
        guard let levels = ComparedLevels(numbers), let observed = levels.observed else { return nil }
        return "all requests together: \(unit.text(levels.baseline)) → \(unit.text(observed)) "
            + "(\(changeText(observed / levels.baseline - 1))); "
            + "blocks differ from each other, and the typical block is judged"
    }

    /// That a share of requests is slow which a rule on the middle does not see; nil where the sides are alike, or the
    /// candidate has fewer.
    var tailNote: String? {
        guard let tail = numbers.tail, tail.isApart, tail.candidate > tail.baseline else { return nil }
        let time = MetricUnit.time.text(tail.threshold)
        return "the slowest \(percentText(tail.candidate)) of requests take more than \(time), twice the "
            + "baseline's median; of the baseline \(percentText(tail.baseline)) do. This rule does not judge them"
    }
}
