import GateModel
import Glibc
import HTTPClient
import Judging
import Measuring

/// A load whose rate is found, on a service that waits for it.
struct FoundLoad {
    private let context: StageContext
    private let atLeast: Duration

    /// - Parameter atLeast: How long the rate is sent to each process.
    init(_ context: StageContext, atLeast: Duration = FoundRate.time) {
        self.context = context
        self.atLeast = atLeast
    }

    /// Counts what users who wait reach.
    ///
    /// - Throws: where nothing was answered.
    func find(
        on load: OperationLoad, processes: Int, until death: @escaping @Sendable () -> MeasuringError?
    ) async throws(MeasuringError) -> FoundRate {
        context.report("what \(FoundRate.users) users reach")
        let probe = ClosedLoad(users: FoundRate.users, amount: .time(FoundRate.probe))
        let reached = try await load.run(.closed(probe), until: death).summary
        guard reached.requests > 0 else {
            throw MeasuringError(.noSamples, "no request was answered in time")
        }
        let rate = max(FoundRate.share * reached.rate, 0.5)
        return FoundRate(
            reached: reached.rate, rate: rate, processes: processes,
            seconds: seconds(at: rate, processes: processes))
    }

    /// To each process: so long that every operation is asked often enough for its rules.
    private func seconds(at rate: Double, processes: Int) -> Double {
        let weights = context.operations.map(\.weight)
        let least = Double(weights.min() ?? 1) / Double(max(1, weights.reduce(0, +)))
        return FoundRate.seconds(
            for: fewestRequests(of: context.stage), at: least * rate * Double(processes),
            atLeast: atLeast, timeLeft: context.timeLeft.map { $0 / Double(processes) })
    }
}

extension FoundRate {
    /// How long a load goes on on one process.
    ///
    /// - Parameters:
    ///   - requests: What the rules need of each operation, on all processes together.
    ///   - rate: So many a second of the rarest operation, on all processes together.
    ///   - timeLeft: The process's part of the stage's own time; nil where that has no limit. Starts take some of it, so
    ///     that a load fills at most nine tenths.
    static func seconds(
        for requests: Int, at rate: Double, atLeast: Duration, timeLeft: Duration?
    ) -> Double {
        let shortest = atLeast / .seconds(1)
        let left = timeLeft.map { 0.9 * ($0 / .seconds(1)) } ?? .infinity
        return max(shortest, min(Double(requests) / rate, longest / .seconds(1), left))
    }
}

extension FoundRate {
    var model: LoadModel { .open(OpenLoad(rate: rate, time: .seconds(seconds))) }
}

/// The loads on several processes as one.
struct ProcessLoads {
    private var samples: [Samples] = []
    private var result: LoadResult?
    private var processes = 0

    /// A block for each process.
    mutating func add(_ measured: [Samples], _ result: LoadResult) {
        processes += 1
        if self.result == nil {
            (samples, self.result) = (measured, result)
            return
        }
        for (index, one) in measured.enumerated() where samples.indices.contains(index) {
            samples[index].blocks += one.blocks
        }
        self.result?.add(result)
    }

    /// Of the processes so far; nil before the first.
    func measured(at found: FoundRate) -> LoadRun? {
        guard let result else { return nil }
        var summary = result.summary
        summary.found = FoundRate(
            reached: found.reached, rate: found.rate, processes: processes, seconds: found.seconds)
        return LoadRun(samples: samples, summary: summary, engine: nil)
    }
}
