import Contracts
import GateModel
import Testing

@Suite("A list whose order is declared") struct OrderedListTests {
    private func comparison(again: String, candidate: String, isOrdered: Bool) -> AnswerComparison {
        compare([
            ProbedOperation(
                operation: "search",
                inputs: [ProbedInput(json("[1,2]"), again: json(again), json(candidate))],
                isOrdered: isOrdered)
        ])
    }

    @Test("may not move about in the baseline's own runs")
    func movingBaseline() {
        let found = comparison(again: "[2,1]", candidate: "[1,2]", isOrdered: true)
        #expect(
            found.failure(of: "search")
                == Inconclusive(
                    .notRepeatable,
                    "'ordered' is declared, and the baseline's own two runs differ in the order of a list"))
    }

    @Test("that does not say so may move about")
    func undeclared() {
        #expect(
            comparison(again: "[2,1]", candidate: "[1,2]", isOrdered: false)
                == AnswerComparison(differences: [], unusable: []))
    }

    @Test("breaks in another order")
    func broken() {
        let found = comparison(again: "[1,2]", candidate: "[2,1]", isOrdered: true)
        #expect(found.unusable == [])
        #expect(
            found.differences.map(\.line) == [
                "breaking data-changed: items in one order -> the same items in another order (1 of 1)"
            ])
    }
}
