import GateModel
import Measuring
import Processes

/// A process of either side, started together, that answer the same inputs.
struct RunningPair: Sendable {
    let baseline: any RunningSide
    let candidate: any RunningSide
    /// From the start of each one's process until it was ready; copies of the data are not in it.
    let readySeconds: (baseline: Double, candidate: Double)
    /// What a pair costs before its first request, copies of the data included.
    let startSeconds: Double

    /// Starts both at once, since most of a start is waiting, lends them to `body`, and stops both whatever comes of it.
    ///
    /// When one does not get ready, the other is stopped before the error goes on.
    static func whileRunning<Value: Sendable>(
        _ first: Subject, _ second: Subject,
        _ body: (RunningPair) async throws(MeasuringError) -> Value
    ) async throws(MeasuringError) -> Value {
        let pair = try await start(first, second)
        do throws(MeasuringError) {
            let value = try await body(pair)
            await pair.stop()
            return value
        } catch {
            await pair.stop()
            throw error
        }
    }

    private static func start(
        _ first: Subject, _ second: Subject
    ) async throws(MeasuringError) -> RunningPair {
        let began = ContinuousClock.now
        async let baseline = result(first)
        async let candidate = result(second)
        switch (await baseline, await candidate) {
        case (.success(let baseline), .success(let candidate)):
            return RunningPair(
                baseline: baseline.side, candidate: candidate.side,
                readySeconds: (baseline.readySeconds, candidate.readySeconds),
                startSeconds: (ContinuousClock.now - began) / .seconds(1))
        case (.success(let started), .failure(let error)), (.failure(let error), .success(let started)):
            await started.side.stop()
            throw error
        case (.failure(let error), .failure):
            throw error
        }
    }

    private struct Started: Sendable {
        let side: any RunningSide
        let readySeconds: Double
    }

    private static func result(_ subject: Subject) async -> Result<Started, MeasuringError> {
        do throws(MeasuringError) {
            let side = try await subject.startSide()
            return .success(
                Started(side: side, readySeconds: (ContinuousClock.now - side.began) / .seconds(1)))
        } catch {
            return .failure(error)
        }
    }

    /// Confines both sides to the same processor, so that neither has the quieter one.
    ///
    /// Only one request is under way at a time, so the other side leaves the processor free. Without this, beside two
    /// busy loops on two processors, the log ratios of the baseline against itself deviated by 0.4 instead of 0.06.
    ///
    /// No block runs them on one each, as would show a candidate that takes the processor beside its answers and slows both
    /// sides alike. With 0.4, twelve such blocks show a change of 62 % and more (`SamplePlan.smallestDetectableChange`), and
    /// what they would be for is measured directly in every block: a fifth of a processor beside answers of 1 ms is 0.4 ms
    /// more a pair in `regress/cpu`, which tolerates a quarter or 0.1 ms, and more than a quarter more for the baseline's
    /// answers is seen by `regress/level`. What is shared by all processors, disk and memory, slows both sides on any two.
    func confine(to processor: Int32) throws(ProcessError) {
        try baseline.confine(to: processor)
        try candidate.confine(to: processor)
    }

    private func stop() async {
        async let one: Void = baseline.stop()
        async let other: Void = candidate.stop()
        _ = await (one, other)
    }

    /// The same input on both, one right after the other.
    ///
    /// - Throws: ``MeasuringError`` when one of them has ended, or does not answer within the time that an operation may
    ///   take: to wait for that once more and once again shows nothing new.
    func perform(_ input: DrawnInput, first: Side) async throws(MeasuringError) -> OutcomePair {
        let outcomes: OutcomePair
        switch first {
        case .baseline:
            let one = await baseline.perform(input)
            outcomes = OutcomePair(baseline: one, candidate: await candidate.perform(input))
        case .candidate:
            let one = await candidate.perform(input)
            outcomes = OutcomePair(baseline: await baseline.perform(input), candidate: one)
        }
        if let death = baseline.death ?? candidate.death { throw death }
        for (running, outcome) in [(baseline, outcomes.baseline), (candidate, outcomes.candidate)] {
            try running.checkAnswered(outcome, to: input)
        }
        return outcomes
    }

    /// Makes sure that no failure was the first sign of an end; `silent` are the sides with an operation unanswered.
    func checkAlive(silent: Set<Side>) async throws(MeasuringError) {
        async let one = baseline.death(isLikely: silent.contains(.baseline))
        async let other = candidate.death(isLikely: silent.contains(.candidate))
        let deaths = await (one, other)
        if let death = deaths.0 ?? deaths.1 { throw death }
    }
}

/// What came of one input on either side.
struct OutcomePair: Sendable {
    let baseline: OperationOutcome
    let candidate: OperationOutcome

    /// The sides that gave no answer.
    var silent: Set<Side> {
        var silent: Set<Side> = []
        if baseline.failure?.hasNoAnswer == true { silent.insert(.baseline) }
        if candidate.failure?.hasNoAnswer == true { silent.insert(.candidate) }
        return silent
    }
}

extension RunningSide {
    /// - Throws: when no answer came within the time that an operation may take.
    func checkAnswered(_ outcome: OperationOutcome, to input: DrawnInput) throws(MeasuringError) {
        guard let failure = outcome.failure, failure.isTimeout else { return }
        throw MeasuringError(
            .timedOut,
            "\(subject.side.rawValue): '\(input.operation.name)' did not answer within \(timeout.text)"
        )
    }
}
