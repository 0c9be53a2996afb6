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
                id: "regress/r/\(name ?? "")", stage: .regress, rule: "", position: rules[0].position,
                operation: name,
                verdict: open.contains(name) ? inconclusive(.tooFewSamples, "") : .pass, blocks: true,
                limit: "",
                finding: Judgement.Finding(scale: .ratio))
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

    /// Whichever of the two is open: with fewer blocks than the other it could not be compared any more.
    @Test("operations that are compared with each other leave together", arguments: ["a", "b"])
    func compared(open: String) {
        let versus = rule(.median, responseTime, fivePercent, on: ["a"], versus: "b")
        #expect(leaving([median, versus], open: [open], of: ["a", "b", "c"]) == ["c"])
    }
}
