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
        let run = StageRun(.memory(MemoryRun(groups: groups)))
        return try judged(rule(statistic, memory, atMost(limit)), kind, run)
    }

    /// Three processes of 4800 operations.
    private func groups(growing bytes: Double = 0, readings: Int = 480) -> [MemoryGroup] {
        repeated([group(growing: bytes, readings: readings)], 3)
    }

    @Test(
        "growth: a leak, none, and a limit in between",
        arguments: [(5000.0, Verdict.violation), (0, .pass), (900, .pass), (1100, .violation)])
    func growth(bytes: Double, expected: Verdict) throws {
        let judgement = try judgedMemory(.growth, 1000, groups(growing: bytes))
        #expect(judgement.verdict == expected)
        #expect(judgement.numbers.scale == .perOperation(.bytes))
        #expect(try #require(judgement.numbers.estimate).isClose(to: bytes))
        #expect(judgement.numbers.samples == .longestProcess(processes: 3, operations: 4800))
        #expect(judgement.saidLimit == "<= 1 KB/op")
    }

    @Test("growth needs all the operations that a pass takes", arguments: [0.0, 5000])
    func growthTooFew(bytes: Double) throws {
        #expect(
            try judgedMemory(.growth, 1000, groups(growing: bytes, readings: 479)).verdict.inWords
                == inconclusive(.tooFewSamples, "process 1: 4790 of 4800 operations"))
    }

    @Test("steady needs three processes, and a violation one")
    func steady() throws {
        let detail = "2 of 2 processes, at least 3 needed and all of them"
        #expect(try judgedMemory(.steady, 50e6, repeated([group()], 3)).verdict == .pass)
        #expect(
            try judgedMemory(.steady, 50e6, repeated([group()], 2)).verdict.inWords
                == inconclusive(.tooFewSamples, detail))
        #expect(try judgedMemory(.steady, 49e6, [group()]).verdict == .violation)
    }

    @Test("steady is the median behind the first third")
    func steadyIsWarm() throws {
        // Readings 20…59 of 1 MB steps: the middle one is 39.5 steps up.
        let judgement = try judgedMemory(.steady, 100e6, repeated([group(growing: 1e5)], 3))
        #expect(judgement.numbers.estimate == 89.5e6)
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
        #expect(judgement.numbers.candidate == 5e6)
        var ended = group()
        ended.idleAfter = nil
        #expect(
            try judgedMemory(.retained, 5e6, [group(), group(), group(), ended]).verdict.inWords
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
            try judgedMemory(statistic, 1e9, [group(), group(), broken]).verdict.inWords
                == inconclusive(.notANumber, "a reading of memory is no finite number"))
        let failed = group(failures: ["status 500", "reset"])
        let detail = "2 operations failed under load, the first with: status 500"
        #expect(
            try judgedMemory(statistic, 1e9, [group(), group(), failed]).verdict.inWords
                == inconclusive(.failedOperations, detail))
    }

    @Test(
        "evidence whose readings cannot be placed among operations shows nothing",
        arguments: [Statistic.growth, .steady, .peak, .retained], [0, -1, Int.max])
    func unplaced(statistic: Statistic, every: Int) throws {
        let one = MemoryGroup(
            source: "statm", operationsPerReading: every, readings: Array(repeating: 5e6, count: 60),
            peak: 6e6,
            idleBefore: 4e6, idleAfter: 4e6)
        var shared = group()
        shared.processes = 2
        shared.proportional = MemoryGroup.Proportional(
            every: every, readings: [5e6], peak: 6e6, idleBefore: 4e6, idleAfter: 4e6)
        for odd in [one, shared] {
            #expect(
                try judgedMemory(statistic, 1e9, repeated([odd], 3)).verdict.inWords
                    == inconclusive(
                        .notEvaluated, "how many operations lie between two readings is no such number"))
        }
    }

    @Test("what the stage does not measure is not evaluated")
    func otherMetrics() throws {
        let run = StageRun(.memory(MemoryRun(groups: [group()])))
        let why = "stage 'memory' does not read 'errors'"
        let verdict = try judged(rule(nil, errors, atMost(0)), kind, run).verdict
        #expect(verdict == inconclusive(.notEvaluated, why))
    }

    private func baseline(growing bytes: Double = 0, readings: Int = 60) -> MemoryGroup {
        var group = group(growing: bytes, readings: readings)
        group.side = .baseline
        return group
    }

    private func judgedChange(_ statistic: Statistic, _ limit: Limit, _ groups: [MemoryGroup]) throws
        -> Judgement
    {
        let run = StageRun(.memory(MemoryRun(groups: groups)))
        return try judged(rule(statistic, memory, .compare(.lessOrEqual, limit, or: nil)), kind, run)
    }

    @Test("a change without a baseline's memory shows nothing")
    func noBaseline() throws {
        let judgement = try judgedChange(.steady, .relativeShare(0.05), repeated([group()], 3))
        #expect(judgement.verdict.inWords == inconclusive(.noSamples, "no memory of the baseline was read"))
    }

    @Test(
        "each process is held against the baseline's before it",
        arguments: [(52.4e6, Verdict.pass), (52.6e6, .violation)])
    func pairs(level: Double, expected: Verdict) throws {
        // The baseline's steady level is 50 MB, and 5 % more is 52.5 MB.
        var higher = group()
        higher.readings = repeated([level], 60)
        let groups = [baseline(), group(), baseline(), higher, baseline(), group()]
        let judgement = try judgedChange(.steady, .relativeShare(0.05), groups)
        #expect(judgement.verdict == expected)
        #expect(judgement.numbers.baseline == 50e6)
        #expect(judgement.numbers.candidate == level)
        #expect(judgement.numbers.bounds == [52.5e6])
    }

    @Test(
        "growth beyond the baseline's own",
        arguments: [(5000.0, 5000.0, Verdict.pass), (5000, 8000, .violation), (0, 900, .pass)])
    func growthBeyond(baseline: Double, candidate: Double, expected: Verdict) throws {
        let pair = [
            self.baseline(growing: baseline, readings: 480), group(growing: candidate, readings: 480),
        ]
        let groups = repeated(pair, 3)
        let judgement = try judgedChange(.growth, .relativeAmount(1000), groups)
        #expect(judgement.verdict == expected)
        #expect(try #require(judgement.numbers.estimate).isClose(to: candidate - baseline))
    }

    @Test("growth needs as many operations of the baseline")
    func growthOfAShortBaseline() throws {
        let short = [baseline(readings: 479), group(readings: 480)]
        let judgement = try judgedChange(.growth, .relativeAmount(1000), repeated(short, 3))
        #expect(
            judgement.verdict.inWords == inconclusive(.tooFewSamples, "process 1: 4790 of 4800 operations"))
    }

    @Test("a failed operation of the baseline shows nothing either, where a rule compares")
    func failedBaseline() throws {
        var failed = baseline()
        failed.failures = ["reset"]
        let detail = "1 operations of the baseline failed under load, the first with: reset"
        #expect(
            try judgedChange(.peak, .relativeShare(0.5), [failed, group()]).verdict.inWords
                == inconclusive(.failedOperations, detail))
        #expect(try judgedMemory(.peak, 1e9, [failed, group()]).verdict == .pass)
    }

    /// 40 MB by shares, where the resident pages of three processes add up to 50 MB.
    private func tree(shares: Bool = true) -> MemoryGroup {
        var group = group()
        group.processes = 3
        group.highWater = 30e6
        (group.operations, group.loadSeconds) = (600, 2)
        if shares {
            group.proportional = .init(
                every: 2, readings: repeated([40e6], 30), peak: 44e6, idleBefore: 33e6, idleAfter: 36e6)
        } else {
            group.proportionalFault = "a reading takes 80 ms"
        }
        return group
    }

    @Test(
        "of several processes shared pages count once",
        arguments: [(Statistic.steady, 40e6), (.peak, 44e6), (.retained, 3e6)])
    func shares(statistic: Statistic, expected: Double) throws {
        let judgement = try judgedMemory(statistic, 1e9, repeated([tree()], 3))
        #expect(judgement.numbers.candidate == expected)
        #expect(
            judgement.said.first
                == "600 operations in 2 s; proportional shares of 3 processes (smaps_rollup), one every 20 operations"
        )
    }

    @Test("where one group's shares are not known, all go by resident pages, and a note says why")
    func noShares() throws {
        let judgement = try judgedMemory(.steady, 1e9, [tree(), tree(), tree(shares: false)])
        #expect(judgement.numbers.candidate == 50e6)
        let only = try judgedMemory(.peak, 1e9, [tree(shares: false)])
        #expect(
            only.said.first
                == "600 operations in 2 s; resident pages of 3 processes (statm), one every 10 operations, "
                + "where pages that processes share count in each: a reading takes 80 ms")
    }

    @Test("the kernel's own peak of a process counts, which no reading may have met")
    func highWater() throws {
        var group = group()
        group.highWater = 61e6
        #expect(try judgedMemory(.peak, 60.5e6, [group]).verdict == .violation)
    }

    @Test("a note says what clean-ups were worth")
    func cleanups() throws {
        var group = group()
        // 6 MB come between two of them, and 5 go.
        group.cleanups = (1...5).map { number in
            let before = 50e6 + 1e6 * Double(number)
            return .init(operations: 20 * number, before: before, after: before - 5e6)
        }
        #expect(
            try judgedMemory(.peak, 1e9, [group]).said
                == ["5 clean-ups gave back 5 MB each (median), 83.3 % of what had come since the one before"])
        group.cleanups = [.init(operations: 20, before: 50e6, after: 50e6)]
        #expect(try judgedMemory(.peak, 1e9, [group]).said == ["1 clean-up gave back nothing (median)"])
    }

    @Test("the readings come with the judgement, and floors with growth")
    func series() throws {
        var long = group(growing: 5000, readings: 480)
        long.seconds = (0..<480).map(Double.init)
        let judgement = try judgedMemory(.growth, 1000, repeated([long], 3))
        let series = try #require(judgement.numbers.memory)
        #expect(series.operationsPerPoint == 80)
        #expect(series.operations == 4800)
        #expect(series.least.count == 60)
        // The second stretch has the readings 8 to 15, each 50 kB above the one before.
        #expect((series.least[1], series.largest[1]) == (50.4e6, 50.75e6))
        #expect(series.seconds[1] == 15)
        // 480 readings, 160 of them warm-up, in ten windows of 32.
        let floors = try #require(series.floors)
        #expect((floors.from, floors.operationsPerWindow) == (1600, 320))
        #expect(floors.values.first == 58e6)
        #expect(floors.slope.isClose(to: 5000))
        #expect(try judgedMemory(.peak, 1e9, [long]).numbers.memory?.floors == nil)
    }
}
