import Contracts
import GateModel
import Testing

@Suite("The baseline on what the candidate left") struct RollbackComparisonTests {
    private let ann = json(#"{"id":7,"name":"Ann"}"#)

    private func input(
        _ reply: ObservedAnswer?, _ failure: String? = nil, ofRead: Bool = false, read: ObservedAnswer? = nil
    ) -> RevisitedInput {
        RevisitedInput(
            operation: "member", first: ann, again: ann,
            reply: reply.map { answer in
                BaselineReply(
                    answer: answer,
                    failure: failure.map { BaselineReply.Failure(text: $0, isOfRead: ofRead) })
            }, readBack: read.map { BaselineReply(answer: $0, failure: nil) })
    }

    private func lines(_ left: RevisitOutcome, own: RevisitOutcome? = nil) -> [String] {
        RollbackComparison(left, own: own).differences.map(\.line)
    }

    @Test("shows nothing where it answers as before, whatever the data are now")
    func same() {
        let left = RevisitOutcome(inputs: [input(json(#"{"id":7,"name":"Ann B","city":"Breda"}"#))])
        #expect(lines(left) == [])
        #expect(RollbackComparison(left, own: nil).showsSomething)
    }

    @Test("is one finding for all inputs that an operation refuses")
    func refuses() {
        let left = RevisitOutcome(
            inputs: Array(repeating: input(json("{}", status: 500), "status 500"), count: 3))
        #expect(lines(left) == ["breaking baseline-refuses: status 200 -> status 500 (3 of 3)"])
    }

    @Test("tells a read of what was written from the operation itself")
    func cannotRead() {
        let left = RevisitOutcome(inputs: [input(ann, "status 404", ofRead: true)])
        #expect(lines(left) == ["breaking baseline-cannot-read-back then: status 200 -> status 404 (1 of 1)"])
    }

    @Test("shows fields that are gone from answers that come")
    func readsOtherwise() {
        let left = RevisitOutcome(inputs: [input(json(#"{"id":7}"#))])
        #expect(lines(left) == [#"breaking baseline-reads-otherwise /name: "Ann" -> absent (1 of 1)"#])
    }

    @Test("does not count what goes wrong on the baseline's own data too")
    func own() {
        let left = RevisitOutcome(inputs: [input(json("{}", status: 500), "status 500")])
        #expect(lines(left, own: left) == [])
        let other = RevisitOutcome(inputs: [input(json("{}", status: 503), "status 503")])
        #expect(
            lines(left, own: other) == ["breaking baseline-refuses: status 503 -> status 500 (1 of 1)"])
    }

    @Test(
        "names how it ended before all was asked",
        arguments: [
            (
                RevisitOutcome.End.notReady("baseline ended with exit 1"),
                "breaking baseline-does-not-start: starts on its own data -> baseline ended with exit 1 (1 of 1)"
            ),
            (
                .died("baseline ended with signal 11"),
                "breaking baseline-dies: runs on its own data -> baseline ended with signal 11 (1 of 1)"
            ),
        ])
    func ended(end: RevisitOutcome.End, line: String) {
        let left = RevisitOutcome(inputs: [input(nil)], end: end)
        #expect(lines(left) == [line])
        #expect(!RollbackComparison(left, own: nil).showsSomething)
    }

    @Test("has the same fingerprint whatever was printed")
    func fingerprint() {
        let ends = ["at 10:03, in a", "at 10:04, in b"].map { RevisitOutcome.End.died($0) }
        let found = ends.flatMap {
            RollbackComparison(RevisitOutcome(inputs: [], end: $0), own: nil).differences
        }
        #expect(Set(found.map(\.fingerprint)) == ["rollback/service/baseline-dies/service"])
    }
}
