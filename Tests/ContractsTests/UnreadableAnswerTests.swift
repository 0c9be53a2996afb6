import Contracts
import GateModel
import Testing

@Suite("An answer that cannot be read") struct UnreadableAnswerTests {
    @Test(
        "is named for what is wrong with it",
        arguments: [
            ("body_too_large", "breaking body-too-large: status 200 -> no answer: in words (1 of 1)"),
            ("headers_too_large", "breaking headers-too-large: status 200 -> no answer: in words (1 of 1)"),
            ("too_many_headers", "breaking headers-too-large: status 200 -> no answer: in words (1 of 1)"),
            ("bad_response", "breaking malformed-response: status 200 -> no answer: in words (1 of 1)"),
            ("undecodable_body", "breaking undecodable-body: status 200 -> no answer: in words (1 of 1)"),
            ("timed_out", "breaking no-answer: status 200 -> no answer: in words (1 of 1)"),
        ])
    func named(kind: String, expected: String) {
        let answer = ObservedAnswer(outcome: .failed(kind: kind, words: "in words"))
        #expect(differences(ProbedInput(json("{}"), answer)) == [expected])
    }

    @Test(
        "of the baseline is a reason, which says whether it hung",
        arguments: [("timed_out", Inconclusive.Reason.timedOut), ("reset", .failedOperations)])
    func baseline(kind: String, reason: Inconclusive.Reason) {
        let input = ProbedInput(failed(kind), json("{}"))
        let found = compare([ProbedOperation(operation: "search", inputs: [input])])
        #expect(
            found.failure(of: "search")
                == Inconclusive(reason, "the baseline did not answer: \(kind) (1 of 1 inputs)"))
    }

    @Test("takes away nothing from other operations")
    func others() {
        let found = compare([
            ProbedOperation(operation: "search", inputs: [ProbedInput(failed("reset"), json("{}"))]),
            ProbedOperation(operation: "history", inputs: [ProbedInput(json("{}"), json("{}"))]),
        ])
        #expect(found.failure(of: "history") == nil)
    }

    @Test("as JSON, since it is too large, is a break where the baseline's could be")
    func tooLargeForJSON() {
        let large = json("[" + String(repeating: "1,", count: 4_194_304) + "1]")
        #expect(
            differences(ProbedInput(json("[1]"), large)) == [
                "breaking body-too-large: 3 bytes of JSON -> 8388611 bytes; JSON is read up to 8388608 (1 of 1)"
            ])
    }

    @Test("on the baseline either is compared as bytes")
    func brokenBaseline() {
        let twice = json(#"{"a":1,"a":2}"#)
        #expect(differences(ProbedInput(twice, twice)) == [])
        #expect(
            differences(ProbedInput(twice, json("{}")))
                == [#"breaking body-changed: {"a":1,"a":2} -> {} (1 of 1)"#])
    }

    @Test("on the baseline and is another one each time says that it was not compared")
    func volatileBaseline() {
        #expect(
            differences(ProbedInput(json("oops 1"), again: json("oops 2"), json("oops 3")))
                == ["info body-not-compared: oops 1 -> oops 3 (1 of 1)"])
    }
}
