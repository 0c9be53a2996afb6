import GateModel
import SimulatedGates

/// How long one judgement of many samples takes, beside sorting the same numbers: other work on the machine slows both.
struct JudgingSpeed: CustomStringConvertible {
    let samples: Int
    let judging: Duration
    let sorting: Duration

    private static let repetitions = 5

    /// The fastest of some repetitions each.
    static func measured(samples: Int) -> JudgingSpeed {
        let gate = SimulatedGate(pairs: samples / 2 / SimulatedGate.maximumBlocks)
        let run = gate.wholeRun(.lognormal30, ratio: 1.05, seed: 1)
        let blocks = run.regress?.samples.flatMap(\.blocks) ?? []
        let values = blocks.flatMap { $0.baseline + $0.candidate }.compactMap(\.value)
        return JudgingSpeed(
            samples: values.count,
            judging: fastest { gate.judge(run).judgements.count },
            sorting: fastest { values.sorted().count })
    }

    /// The result is added up, so that no work is left out.
    private static func fastest(_ work: () -> Int) -> Duration {
        var total = 0
        let times = (0..<repetitions).map { _ in ContinuousClock().measure { total += work() } }
        precondition(total > 0, "nothing was done")
        return times.reduce(times[0], min)
    }

    var description: String {
        let ratio = judging / sorting
        return "Judging \(samples) samples takes \(milliseconds(judging)), "
            + "sorting them \(milliseconds(sorting)): \(tenths(ratio)) times as long."
    }

    private func milliseconds(_ duration: Duration) -> String { tenths(duration / .milliseconds(1)) + " ms" }
}
