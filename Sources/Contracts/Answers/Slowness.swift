import GateModel

/// An operation that takes ten times as long as on the baseline: a break of behaviour, not a matter of statistics.
///
/// Compares medians over the inputs; the baseline's is that of its slower run. It must be longer by
/// ``floor`` as well, so that the noise of answers within a millisecond never counts. Smaller changes are for stage
/// `regress`, which measures in turns and many times.
///
/// One run of the candidate may have met a busy moment of the host. Who finds it slower asks another process of it, and
/// compares the shorter times: ``ObservedAnswer/asFast(as:)``.
struct Slowness {
    private let baseline: [Double]
    private let again: [Double]
    private let candidate: [Double]

    static let factor = 10.0
    /// Seconds; and for operations that were asked too seldom for a median to mean much, such as error probes.
    static let floor = 0.005
    static let floorOfFewInputs = 1.0
    private static let fewInputs = 5

    /// Only of inputs that all three processes answered.
    init(_ inputs: [ProbedInput]) {
        let timed = inputs.compactMap { input -> (Double, Double, Double)? in
            guard case .answered = input.baseline.outcome, case .answered = input.again.outcome,
                case .answered = input.candidate.outcome, let baseline = input.baseline.seconds,
                let again = input.again.seconds, let candidate = input.candidate.seconds
            else { return nil }
            return (baseline, again, candidate)
        }
        baseline = timed.map(\.0)
        again = timed.map(\.1)
        candidate = timed.map(\.2)
    }

    /// Nil where it is not slower, or no times are known.
    func difference(operation: String, severity: Difference.Severity) -> Difference? {
        guard let first = median(baseline), let second = median(again), let slow = median(candidate) else {
            return nil
        }
        let usual = max(first, second)
        let floor = candidate.count < Self.fewInputs ? Self.floorOfFewInputs : Self.floor
        let isSlower = { (seconds: Double) in seconds >= Self.factor * usual && seconds - usual >= floor }
        guard isSlower(slow) else { return nil }
        return Difference(
            kind: .slower, severity: severity, operation: operation, place: "",
            baseline: "median \(Self.text(usual))", candidate: "median \(Self.text(slow))",
            seen: candidate.count(where: isSlower), compared: candidate.count)
    }

    /// The upper one of an even number; nil of none.
    private func median(_ seconds: [Double]) -> Double? {
        seconds.isEmpty ? nil : seconds.sorted()[seconds.count / 2]
    }

    /// `1.25 ms`
    private static func text(_ seconds: Double) -> String {
        let hundredths = (seconds * 100_000).rounded()
        return "\(hundredths / 100) ms"
    }
}
