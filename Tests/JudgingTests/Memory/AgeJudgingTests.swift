import GateModel
import Statistics
import Testing

@testable import Judging

struct AgeJudgingTests {
    private let settings = Stage.Memory(atLeast: .zero, maximumOperations: 4800, cleanup: nil)

    /// Response times around `young` and `old` milliseconds, up to a tenth more.
    private func group(
        _ young: Double, _ old: Double, side: Side = .candidate, operations: Int = 4800, times: Int = 40
    ) -> MemoryGroup {
        func around(_ milliseconds: Double) -> [Double] {
            (0..<times).map { milliseconds / 1000 * (1 + Double($0 * 7 % 10) / 100) }
        }
        var group = MemoryGroup(
            source: "statm", operationsPerReading: 10, readings: [5e6], peak: 5e6, idleBefore: 5e6, side: side
        )
        group.operations = operations
        group.ages = [.init(operation: "search", young: around(young), old: around(old))]
        return group
    }

    private func judgedAge(_ groups: [MemoryGroup]) -> Judgement? {
        let run = StageRun(.memory(MemoryRun(groups: groups)))
        let stage = stage(.memory(settings), [rule(.peak, memory, atMost(1e9))])
        return judge(run, of: stage, in: pipeline(stage), after: []).judgements.first {
            $0.id == "memory/age/search"
        }
    }

    @Test("three times the work in every old process is a violation, where the baseline's stays what it was")
    func slower() throws {
        let groups = repeated([group(1, 3)], 3) + repeated([group(1, 1, side: .baseline)], 2)
        let judgement = try #require(judgedAge(groups))
        #expect(judgement.verdict == .violation)
        #expect(judgement.blocks)
        #expect(judgement.operation == "search")
        #expect(abs(try #require(judgement.numbers.estimate) - 3) < 1e-9)
        #expect(judgement.said[1] == "the baseline: 1 times as long")
    }

    @Test("what the baseline does as well is no violation")
    func baselineToo() {
        let groups = repeated([group(1, 3)], 3) + repeated([group(1, 2.8, side: .baseline)], 2)
        #expect(judgedAge(groups)?.verdict == .pass)
    }

    @Test("where one process of the baseline got nearly as slow, it may have been the host")
    func betweenThem() {
        let groups =
            repeated([group(1, 2)], 4) + [group(1, 1.1, side: .baseline), group(1, 1.9, side: .baseline)]
        let judgement = judgedAge(groups)
        #expect(
            judgement?.verdict.inWords
                == inconclusive(
                    .notSteady,
                    "2 times as long in old processes, and single ones of both sides do not differ"))
        #expect(judgement?.said[1] == "the baseline: 1.5 times as long")
    }

    @Test("a slow process of the baseline does not excuse the candidate where another kept its speed")
    func baselinesDisagree() {
        let groups =
            repeated([group(1, 2.4)], 4) + [group(1, 1, side: .baseline), group(1, 3, side: .baseline)]
        #expect(
            judgedAge(groups)?.verdict.inWords
                == inconclusive(
                    .notSteady,
                    "2.4 times as long in old processes, and single ones of both sides do not differ"))
    }

    @Test("processes of the baseline that stayed young are not compared")
    func youngBaselines() {
        let slow = repeated([group(1, 3)], 3)
        let young = repeated([group(1, 3, side: .baseline, operations: 600)], 2)
        #expect(
            judgedAge(slow + young + [group(1, 1, side: .baseline)])?.verdict.inWords
                == inconclusive(
                    .tooFewSamples,
                    "3 times as long in old processes, and 1 of 2 processes of the baseline to compare with"))
        #expect(judgedAge(slow + young + repeated([group(1, 1, side: .baseline)], 2))?.verdict == .violation)
    }

    @Test("one process that keeps its speed shows that it was the host", arguments: 0..<3)
    func oneSteady(steady: Int) {
        let groups = (0..<3).map { $0 == steady ? group(1, 1) : group(1, 3) }
        #expect(judgedAge(groups + [group(1, 1, side: .baseline)])?.verdict == .pass)
    }

    @Test(
        "less than half as long again passes, and so does what takes no time",
        arguments: [(1.0, 1.45), (0.02, 0.06)])
    func little(young: Double, old: Double) {
        let groups = repeated([group(young, old)], 3) + [group(young, young, side: .baseline)]
        #expect(judgedAge(groups)?.verdict == .pass)
    }

    @Test("without a baseline of that age nothing is shown")
    func noBaseline() {
        let slow = repeated([group(1, 3)], 3)
        #expect(
            judgedAge(slow)?.verdict.inWords
                == inconclusive(
                    .noSamples, "3 times as long in old processes, and of the baseline nobody knows"))
        let one = [group(1, 1, side: .baseline)]
        #expect(
            judgedAge(slow + one)?.verdict.inWords
                == inconclusive(
                    .tooFewSamples,
                    "3 times as long in old processes, and 1 of 2 processes of the baseline to compare with"))
        let young = repeated([group(1, 1, side: .baseline, operations: 600)], 2)
        #expect(
            judgedAge(slow + young)?.verdict.inWords
                == inconclusive(
                    .tooFewSamples, "no process of the baseline got as old as the candidate's"))
        #expect(
            judgedAge(Array(slow.prefix(2)))?.verdict.inWords
                == inconclusive(.tooFewSamples, "2 of 3 processes"))
    }

    @Test("an operation that the stage should have asked often enough, and did not, is no silent pass")
    func few() {
        let detail =
            "asked 8 times or more, young and old, in 0 of 3 processes, and 3 are needed; raise 'max_operations', or the "
            + "operation's weight"
        let judgement = judgedAge(repeated([group(1, 3, times: 7)], 3))
        #expect(judgement?.verdict.inWords == inconclusive(.tooFewSamples, detail))
        #expect(judgement?.blocks == true)
    }

    /// 20 operations leave 5 in the last quarter, where 24 would be sure to bring 8.
    @Test("operations that a short stage cannot ask often enough are told together, and do not block")
    func short() throws {
        let run = StageRun(.memory(MemoryRun(groups: repeated([group(1, 3, operations: 20, times: 5)], 3))))
        let settings = Stage.Memory(atLeast: .zero, maximumOperations: 20, cleanup: nil)
        let stage = stage(
            .memory(settings), [rule(.peak, memory, atMost(1e9))], operations: ["search", "a", "b", "c"])
        let result = judge(run, of: stage, in: pipeline(stage), after: [])
        #expect(result.judgements.map(\.id) == ["memory/ages", "r"])
        let detail =
            "'search', 'a', 'b' and 1 more: too few requests to tell a young process from an old one; raise "
            + "'max_operations', or the operation's weight"
        #expect(result.judgements[0].verdict.inWords == inconclusive(.tooFewSamples, detail))
        #expect(!result.judgements[0].blocks)
        #expect(result.verdict == .pass)
    }

    /// 4800 operations are declared, but without a rule on growth a process has 600: 150 of them are old, and 24 of those are
    /// expected of an operation with 16 % of the load.
    @Test(
        "by weight an operation is asked often enough or not",
        arguments: [
            (16, ["memory/age/search", "memory/age/other"]), (15, ["memory/age/other", "memory/ages"]),
        ])
    func byWeight(weight: Int, ids: [String]) {
        let run = StageRun(.memory(MemoryRun(groups: repeated([group(1, 1, operations: 600, times: 7)], 3))))
        let stage = stage(
            .memory(settings), [rule(.peak, memory, atMost(1e9))], operations: ["search", "other"])
        let declared = [("search", weight), ("other", 100 - weight)].map { name, weight in
            DeclaredOperation(
                name: name, request: RequestTemplate(method: "GET", target: "/"), expect: .success, then: nil,
                weight: weight, position: here)
        }
        let result = judge(run, of: stage, in: pipeline(stage, operations: declared), after: [])
        #expect(result.judgements.map(\.id).filter { $0 != "r" } == ids)
    }

    @Test("after a violation the processes that were not measured are no shortage of samples")
    func afterViolation() {
        let run = StageRun(.memory(MemoryRun(groups: repeated([group(1, 1)], 2))))
        let stage = stage(.memory(settings), [rule(.peak, memory, atMost(1e6))])
        let judgements = judge(run, of: stage, in: pipeline(stage), after: []).judgements
        #expect(judgements.map(\.id) == ["memory/age/search", "r"])
        #expect(judgements[1].verdict == .violation)
        #expect(
            judgements[0].verdict.inWords
                == inconclusive(
                    .notEvaluated, "not judged, since 'r' was violated and ended the stage; mend that first"))
    }

    /// A host whose speed wanders: the logarithm of its factor is a walk that forgets half of itself in 500 operations, with a
    /// deviation of 15 %, over requests that vary by 30 % of their own. 3 in 10,000 with many more.
    @Test("a host that slows down now and then is no violation")
    func wanderingHost() {
        var generator = SeededGenerator(seed: 3)
        func normal() -> Double {
            (0..<12).reduce(-6) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
        }
        var host = 0.0
        func times(_ operations: Int) -> [Double] {
            (0..<operations / 8).map { _ in
                let keep = 0.989
                host = keep * host + 0.15 * (1 - keep * keep).squareRoot() * normal()
                // e to the host's and the request's own.
                let exponent = host + 0.3 * normal()
                return 0.001 * (1 + exponent + exponent * exponent / 2 + exponent * exponent * exponent / 6)
            }
        }
        var violations = 0
        for _ in 0..<60 {
            let groups = (0..<6).map { index in
                let all = times(4800)
                var group = group(1, 1, side: [3, 5].contains(index) ? .baseline : .candidate)
                let old = all.suffix(150).enumerated().filter { $0.offset.isMultiple(of: 3) }
                group.ages = [
                    .init(operation: "search", young: Array(all[4..<38]), old: old.map { $0.element })
                ]
                return group
            }
            if judgedAge(groups)?.verdict == .violation { violations += 1 }
        }
        #expect(violations == 0)
    }
}
