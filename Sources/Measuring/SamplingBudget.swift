import Glibc

/// Keeps the processor time of readings within a share of the time that passes, however dear a reading is.
package struct SamplingBudget: Sendable {
    /// With what waiting for the next reading costs, about one hundredth of a processor.
    private static let share = 0.006

    private let began = ContinuousClock.now
    private var spent = Duration.zero

    package init() {}

    /// Whether a reading that costs so much still fits.
    package func affords(_ cost: Duration) -> Bool {
        spent + cost <= (ContinuousClock.now - began) * Self.share
    }

    /// Performs a reading, counts what it costs, and returns both.
    package mutating func spend<Value, Failure: Error>(
        _ read: () throws(Failure) -> Value
    ) throws(Failure) -> (value: Value, cost: Duration) {
        let before = threadTime()
        let value = try read()
        let cost = threadTime() - before
        spent += cost
        return (value, cost)
    }
}

/// The processor time that this thread has used.
package func threadTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
