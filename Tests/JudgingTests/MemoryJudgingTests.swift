import GateModel
import Testing

@testable import Judging

struct MemoryJudgingTests {
    private let kind = Stage.Kind.memory(
        Stage.Memory(atLeast: .seconds(5), maximumOperations: 4800, cleanup: nil))

    /// 600 operations, a reading every 10: 50 MB and so many bytes more each operation.
    private func group(growing bytes: Double = 0, readings: Int = 60, failures: [String] = []) -> MemoryGroup
    {
        let levels = (0..<readings).map { 50e6 + bytes * 10 * Double($0) }
        return MemoryGroup(
            source: "statm", operationsPerReading: 10, readings: levels, peak: 60e6, idleBefore: 40e6,
            idleAfter: 45e6,
            failures: failures)
    }

    private func judgedMemory(_ statistic: Statistic?, _ limit: Double, _ groups: [MemoryGroup]) throws
        -> Judgement
    {
        var run = StageRun(stage: .memory)
        run.memory = groups
        return try judged(rule(statistic, memory, atMost(limit)), kind, run)
    }

    @Test(
        "growth: a leak, none, and a limit in between",
        arguments: [(5000.0, Verdict.violation), (0, .pass), (900, .pass), (1100, .violation)])
    func growth(bytes: Double, expected: Verdict) throws {
        let judgement = try judgedMemory(.growth, 1000, [group(growing: bytes)])
        #expect(judgement.verdict == expected)
        #expect(judgement.finding.scale == .perOperation(.bytes))
        #expect(try #require(judgement.finding.estimate).isClose(to: bytes))
        #expect(judgement.finding.samples == "600 operations")
        #expect(judgement.limit == "<= 1 KB/op")
    }

    @Test("growth needs the operations of its first stage")
    func growthTooFew() throws {
        #expect(
            try judgedMemory(.growth, 1000, [group(readings: 59)]).verdict
                == inconclusive(.tooFewSamples, "59 values where at least 60 are needed"))
    }

    @Test("steady needs three processes, and a violation one")
    func steady() throws {
        let detail = "2 of 2 processes, at least 3 needed and all of them"
        #expect(try judgedMemory(.steady, 50e6, repeated([group()], 3)).verdict == .pass)
        #expect(
            try judgedMemory(.steady, 50e6, repeated([group()], 2)).verdict
                == inconclusive(.tooFewSamples, detail))
        #expect(try judgedMemory(.steady, 49e6, [group()]).verdict == .violation)
    }

    @Test("steady is the median behind the first third")
    func steadyIsWarm() throws {
        // Readings 20…59 of 1 MB steps: the middle one is 39.5 steps up.
        let judgement = try judgedMemory(.steady, 100e6, repeated([group(growing: 1e5)], 3))
        #expect(judgement.finding.estimate == 89.5e6)
    }

    @Test("one process above the limit is a violation", arguments: [Statistic.steady, .retained, .peak])
    func everyProcess(statistic: Statistic) throws {
        var high = group(growing: 1e6)
        high.peak = 700e6
        high.idleAfter = 600e6
        #expect(try judgedMemory(statistic, 100e6, [group(), high, group()]).verdict == .violation)
        #expect(try judgedMemory(statistic, 100e6, repeated([group()], 3)).verdict == .pass)
    }

    @Test("retained is idle after minus idle before, and missing where a process ended early")
    func retained() throws {
        let judgement = try judgedMemory(.retained, 5e6, repeated([group()], 3))
        #expect(judgement.verdict == .pass)
        #expect(judgement.finding.candidate == 5e6)
        var ended = group()
        ended.idleAfter = nil
        #expect(
            try judgedMemory(.retained, 5e6, [group(), group(), group(), ended]).verdict
                == inconclusive(.tooFewSamples, "3 of 4 processes, at least 3 needed and all of them"))
    }

    @Test(
        "peak is the largest of all readings, one process is enough",
        arguments: [(60e6, Verdict.pass), (59e6, .violation)])
    func peak(limit: Double, expected: Verdict) throws {
        #expect(try judgedMemory(.peak, limit, [group()]).verdict == expected)
    }

    @Test(
        "no reading, no number and a failed operation show nothing",
        arguments: [Statistic.growth, .steady, .retained, .peak])
    func missing(statistic: Statistic) throws {
        let none = inconclusive(.noSamples, "no memory was read")
        #expect(try judgedMemory(statistic, 1e9, []).verdict == none)
        #expect(try judgedMemory(statistic, 1e9, [group(), group(readings: 0), group()]).verdict == none)
        var broken = group()
        broken.readings[7] = .nan
        #expect(
            try judgedMemory(statistic, 1e9, [group(), group(), broken]).verdict
                == inconclusive(.notANumber, "a reading of memory is no finite number"))
        let failed = group(failures: ["status 500", "reset"])
        let detail = "2 operations failed under load, the first with: status 500"
        #expect(
            try judgedMemory(statistic, 1e9, [group(), group(), failed]).verdict
                == inconclusive(.failedOperations, detail))
    }

    @Test("what the stage does not measure is not evaluated")
    func otherMetrics() throws {
        var run = StageRun(stage: .memory)
        run.memory = [group()]
        let why = "stage 'memory' judges the metric 'memory' against limits of its own"
        for other in [rule(nil, errors, atMost(0)), rule(.steady, memory, fivePercent)] {
            #expect(try judged(other, kind, run).verdict == inconclusive(.notEvaluated, why))
        }
    }
}
