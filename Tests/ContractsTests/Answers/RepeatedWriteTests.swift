import Contracts
import GateModel
import Testing

@Suite("A repeated write") struct RepeatedWriteTests {
    private func written(_ read: String) -> ObservedAnswer { json("{}", status: 201, then: json(read)) }

    /// The reads after the first time and after the second: in both runs of the baseline, and on the candidate.
    private func comparison(
        _ reads: [(first: String, second: String)], again: [(first: String, second: String)]? = nil,
        candidate: [(first: String, second: String)]
    ) -> AnswerComparison {
        let again = again ?? reads
        let first = reads.indices.map {
            ProbedInput(
                written(reads[$0].first), again: written(again[$0].first), written(candidate[$0].first))
        }
        let second = reads.indices.map {
            ProbedInput(
                written(reads[$0].second), again: written(again[$0].second), written(candidate[$0].second))
        }
        return compare([ProbedOperation(operation: "pay/repeat", inputs: second, firstTimes: first)])
    }

    @Test("that leaves the same keeps the promise")
    func kept() {
        let same = [(#"{"amount":25}"#, #"{"amount":25}"#)]
        #expect(comparison(same, candidate: same) == AnswerComparison(differences: [], unusable: []))
    }

    @Test("that leaves something else breaks it, at its place")
    func broken() {
        let found = comparison(
            [(#"{"amount":25}"#, #"{"amount":25}"#)], candidate: [(#"{"amount":25}"#, #"{"amount":50}"#)])
        #expect(
            found.differences.map(\.line) == [
                "breaking data-changed then/amount: 25 -> 50 (1 of 1)",
                "breaking not-idempotent then/amount: the same after the repeat -> 25, then 50 (1 of 1)",
            ])
    }

    @Test("on a baseline that does not keep the promise shows nothing")
    func brokenBaseline() {
        let moving = [(#"{"amount":25}"#, #"{"amount":50}"#)]
        let found = comparison(moving, candidate: moving)
        #expect(found.differences == [])
        #expect(found.failure(of: "pay/repeat")?.reason == .notRepeatable)
        #expect(
            found.unusable.map(\.why) == [
                "the baseline is not idempotent: its read after the repeat differs at then/amount: 25, then 50 "
                    + "(1 of 1 inputs)"
            ])
    }

    @Test("may move a moment that differs in each run")
    func moments() {
        func at(_ minute: Int) -> String { #"{"at":"2026-07-14T09:1\#(minute):00Z"}"# }
        let found = comparison([(at(1), at(2))], again: [(at(5), at(6))], candidate: [(at(3), at(4))])
        #expect(found == AnswerComparison(differences: [], unusable: []))
    }

    @Test("without a read shows nothing")
    func noRead() {
        let silent = ProbedInput(json("{}"), json("{}"))
        let found = compare([
            ProbedOperation(operation: "pay/repeat", inputs: [silent], firstTimes: [silent])
        ])
        #expect(
            found.unusable.map(\.why) == [
                "the baseline's answer leads to no read that could show whether the repeat changed anything "
                    + "(1 of 1 inputs)"
            ])
    }
}
