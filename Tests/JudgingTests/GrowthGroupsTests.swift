import GateModel
import Reports
import Testing

@testable import Judging

/// Growth over all process groups of a stage; readings are of 4800 operations unless said otherwise.
struct GrowthGroupsTests {
    private let settings = Stage.Memory(atLeast: .seconds(5), maximumOperations: 4800, cleanup: nil)

    private func group(
        load: MemoryGroup.Load? = nil, readings: Int = 480, _ bytes: (Double) -> Double
    ) -> MemoryGroup {
        var group = MemoryGroup(
            source: "statm", operationsPerReading: 10,
            readings: (1...readings).map { 50e6 + bytes(10 * Double($0)) }, peak: 60e6, idleBefore: 40e6,
            idleAfter: 45e6)
        group.load = load
        return group
    }

    private func flat(_ load: MemoryGroup.Load? = nil) -> MemoryGroup { group(load: load) { _ in 0 } }

    private func leak(_ bytes: Double = 5000, _ load: MemoryGroup.Load? = nil) -> MemoryGroup {
        group(load: load) { bytes * $0 }
    }

    private func judgedGrowth(
        _ groups: [MemoryGroup], operations: [String] = ["search"], most: Int = 4800, attempt: Int = 1
    ) throws -> Judgement {
        let run = StageRun(
            .memory(MemoryRun(groups: groups)), common: StageRun.Common(attempt: attempt))
        let settings = Stage.Memory(atLeast: .zero, maximumOperations: most, cleanup: nil)
        let stage = stage(.memory(settings), [rule(.growth, memory, atMost(1000))], operations: operations)
        let judgements = judge(run, of: stage, in: pipeline(stage), after: []).judgements
        return try #require(judgements.first { $0.id == "r" })
    }

    @Test("a leak needs a second process")
    func second() throws {
        #expect(try judgedGrowth([leak(), leak(), flat()]).verdict == .violation)
        // 19 steps of 160 operations.
        let detail =
            "process 2: 15.2 MB more over 3040 operations (5 KB/op), up to 800 KB at once: a leak, but in one process of 3 "
            + "only, and it needs a second"
        #expect(
            try judgedGrowth([flat(), leak(), flat()]).verdict.inWords == inconclusive(.notRepeatable, detail)
        )
    }

    @Test("a leak needs more than 600 operations")
    func short() throws {
        let short = group(readings: 60) { 5000 * $0 }
        let verdict = try judgedGrowth([short, short, short], most: 600).verdict
        guard case .inconclusive(let why) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(why.detail.text.hasSuffix("a leak, but it needs 601 operations to be called one"))
        let longer = group(readings: 120) { 5000 * $0 }
        #expect(try judgedGrowth([longer, longer, longer], most: 1200).verdict == .violation)
    }

    @Test("a pass needs three processes, and every one of them clean")
    func three() throws {
        #expect(try judgedGrowth([flat(), flat(), flat()]).verdict == .pass)
        #expect(
            try judgedGrowth([flat(), flat()]).verdict.inWords
                == inconclusive(.tooFewSamples, "2 of 3 processes with all operations"))
        let step = group { $0 > 3000 ? 8e6 : 0 }
        let detail =
            "process 3: 8 MB more over 3040 operations (2.63 KB/op), up to 8 MB at once: neither a leak nor its absence is "
            + "shown by 4800 operations; raise 'max_operations', or the limit"
        #expect(try judgedGrowth([flat(), flat(), step]).verdict.inWords == inconclusive(.tooNoisy, detail))
    }

    /// Floors of ten windows of 320 operations go 40 KB up and down around a rise of 850 bytes an operation.
    @Test("a later attempt passes at half the level of the one before it, and says so")
    func attempts() throws {
        let noisy = group { 850 * $0 + (Int($0 / 320) % 2 == 0 ? 40e3 : -40e3) }
        let groups = [noisy, noisy, noisy]
        let first = try judgedGrowth(groups)
        #expect(first.verdict == .pass)
        #expect(!first.said.contains { $0.hasPrefix("attempt") })
        let third = try judgedGrowth([flat(), flat(), flat()], attempt: 3)
        #expect(third.verdict == .pass)
        #expect(third.said.last == "attempt 3 at the same revisions: passes at a level of 1.25 %")
        // By the ranks of slopes 933 bytes; at .0125 / 2^19 only Student's bound is left.
        let upper = try [1, 20].map { try #require(judgedGrowth(groups, attempt: $0).numbers.upper) }
        #expect((933...934).contains(upper[0]) && (2599...2600).contains(upper[1]))
        #expect(try judgedGrowth(groups, attempt: 20).verdict.reason == .tooNoisy)
    }

    @Test("readings behind the planned operations count")
    func longer() throws {
        let late = group(readings: 960) { max(0, $0 - 5000) * 50_000 }
        #expect(try judgedGrowth([late, flat(), flat()]).verdict != .pass)
        #expect(try judgedGrowth([late, late, flat()]).verdict == .violation)
    }

    @Test("a plateau is no leak, and a note says where growth ended")
    func plateau() throws {
        let plateau = group { 20_000 * min($0, 2500) }
        let judgement = try judgedGrowth([plateau, flat(), flat()])
        #expect(judgement.verdict == .pass)
        #expect(
            judgement.said.first
                == "process 1 has a plateau: it stopped growing after 2400 of 4800 operations")
    }

    @Test("memory that a start releases hides no leak")
    func released() throws {
        let released = group { 5000 * $0 + 60e6 * max(0, 1 - $0 / 2000) }
        #expect(try judgedGrowth([released, released, released]).verdict != .pass)
    }

    private let first = MemoryGroup.Load.emphasising(["search"])
    private let other = MemoryGroup.Load.emphasising(["list"])

    @Test("of several operations each is emphasised in a process of its own")
    func emphasised() throws {
        let operations = ["search", "list"]
        let whole = [flat(), flat(), flat()]
        #expect(
            try judgedGrowth(whole + [flat(first)], operations: operations).verdict.inWords
                == inconclusive(.tooFewSamples, "no process with half of the load on 'list'"))
        #expect(
            try judgedGrowth(whole + [flat(first), flat(other)], operations: operations).verdict == .pass)
        let leaking = whole + [flat(first), leak(5000, other), leak(5000, other)]
        let judgement = try judgedGrowth(leaking, operations: operations)
        #expect(judgement.verdict == .violation)
        #expect(try judgedGrowth(Array(leaking.dropLast()), operations: operations).verdict != .violation)
    }

    @Test("a process with one operation alone decides nothing, and names what leaks")
    func alone() throws {
        let alone = [leak(9000, .alone("list")), flat(.alone("search"))]
        let judgement = try judgedGrowth([flat(), flat(), flat()] + alone)
        #expect(judgement.verdict == .pass)
        #expect(judgement.said.contains("each operation alone grows by: 'list' 9 KB/op, 'search' 0 B/op"))
    }

    @Test("the baseline's own growth stands beside it and decides nothing")
    func baseline() throws {
        var baseline = leak(7000)
        baseline.side = .baseline
        let judgement = try judgedGrowth([flat(), flat(), flat(), baseline])
        #expect(judgement.verdict == .pass)
        #expect(judgement.said.contains("the baseline by itself grows by 7 KB/op"))
        #expect(
            try judgedGrowth([flat(), flat(), flat()]).said.contains(
                "the baseline's own growth was not measured"))
    }

    private func judgedLevel(_ statistic: Statistic, _ limit: Double, _ readings: [Double]) throws
        -> Judgement
    {
        var group = flat()
        group.levels = [
            .init(metric: .descriptors, readings: readings, peak: 21, idleBefore: 7, idleAfter: 9)
        ]
        let run = StageRun(.memory(MemoryRun(groups: repeated([group], 3))))
        return try judged(rule(statistic, Metric(.descriptors), atMost(limit)), .memory(settings), run)
    }

    @Test(
        "descriptors are judged as memory is, in counts",
        arguments: [
            (Statistic.growth, 0.01, Verdict.violation), (.growth, 0.2, .pass), (.peak, 20, .violation),
            (.peak, 21, .pass), (.retained, 2, .pass), (.retained, 1, .violation), (.steady, 500, .pass),
        ])
    func descriptors(statistic: Statistic, limit: Double, expected: Verdict) throws {
        // One of ten operations leaves a descriptor open.
        let judgement = try judgedLevel(statistic, limit, (0..<480).map(Double.init))
        #expect(judgement.verdict == expected)
        #expect(judgement.numbers.memory == nil)
        if statistic == .growth {
            #expect(judgement.numbers.scale == .perOperation(.count))
            #expect(try #require(judgement.numbers.estimate).isClose(to: 0.1))
        }
    }

    @Test("a level that was not read shows nothing")
    func unread() throws {
        #expect(
            try judgedLevel(.peak, 100, []).verdict.inWords
                == inconclusive(.noSamples, "'descriptors' was not read"))
    }
}
