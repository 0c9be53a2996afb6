import GateModel
import Testing

@testable import Judging

struct LeavingOperationsTests {
    /// Of `regress`, with one judgement for each operation; those in `open` need more blocks.
    private func leaving(_ rules: [Rule], open: [String?], of names: [String]) -> Set<String> {
        let stage = Stage(
            kind: regress(), rules: rules, operations: names, within: nil, position: rules[0].position)
        let judgements = (names.map(Optional.some) + open.filter { $0 == nil }).map { name in
            Judgement(
                id: "regress/r/\(name ?? "")", stage: .regress, position: rules[0].position,
                operation: name, demand: .rule(RuleDemand(rules[0])),
                verdict: open.contains(name) ? inconclusive(.tooFewSamples, "") : .pass, blocks: true,
                numbers: Judgement.Numbers(scale: .ratio))
        }
        return stage.operationsThatMayLeave(
            StageResult(recorded: .regress, verdict: .pass, judgements: judgements, seconds: 0))
    }

    private let median = rule(.median, responseTime, fivePercent, on: ["a", "b", "c"])

    @Test("what is decided leaves, unless a rule about the whole service is open")
    func decided() {
        #expect(leaving([median], open: ["b"], of: ["a", "b", "c"]) == ["a", "c"])
        #expect(leaving([median], open: [], of: ["a", "b", "c"]) == ["a", "b", "c"])
        #expect(leaving([median], open: [nil], of: ["a", "b", "c"]) == [])
    }

    /// The later blocks are of the noisy operation alone, and say nothing of what all of them take.
    @Test("what is shared out among the operations is judged by the blocks of all of them")
    func sharedOut() throws {
        let processor = Metric(.cpuTime)
        let all = stage(regress(), [rule(.median, processor, fivePercent)], operations: ["a", "b"])
        let whole = repeated([1.0], 12)
        var run = run(.regress, ratios(whole + repeated([1.4], 4), processor))
        for (name, count) in [("a", 12), ("b", 16)] {
            run.blocks.samples.append(
                Samples(
                    metric: "response_time", operation: name,
                    blocks: ratios(repeated([1.0], count)).blocks))
        }
        let judged = judge(run, of: all, in: pipeline(all), after: []).judgements
        #expect(judged.map(\.verdict) == [.pass])
        #expect(judged.map(\.numbers.samples) == [.sizedBlocks(count: 12, least: 1, most: 1)])
        run.blocks.samples[0].blocks[15] = Block(baseline: [.value(1)], candidate: [.silent])
        let silent = judge(run, of: all, in: pipeline(all), after: []).judgements
        #expect(silent.map(\.verdict.reason) == [.sourceSilent])
    }

    /// Whichever of the two is open: with fewer blocks than the other it could not be compared any more.
    @Test("operations that are compared with each other leave together", arguments: ["a", "b"])
    func compared(open: String) {
        let versus = rule(.median, responseTime, fivePercent, on: ["a"], versus: "b")
        #expect(leaving([median, versus], open: [open], of: ["a", "b", "c"]) == ["c"])
    }
}
