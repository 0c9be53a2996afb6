import Contracts
import Testing

@Suite("A baseline that is no contract") struct AgreedAnswerTests {
    @Test(
        "is named instead of a difference, with how many inputs",
        arguments: [
            (failed("reset"), json("{}"), "the baseline did not answer: reset (1 of 2 inputs)"),
            (json("{}"), failed("timed out"), "the baseline did not answer: timed out (1 of 2 inputs)"),
            (
                json("{}", status: 500), json("{}"),
                "the baseline answers the same input with status 200 or 500 (1 of 2 inputs)"
            ),
            (
                json("{}"), text("oops"),
                "the baseline's body is JSON in only one of its two runs (1 of 2 inputs)"
            ),
            (
                json("{}", then: json("{}")), json("{}"),
                "then: the baseline's answer led to a read in only one of its two runs (1 of 2 inputs)"
            ),
            (
                json("{}", then: json("{}")), json("{}", then: failed("reset")),
                "then: the baseline did not answer: reset (1 of 2 inputs)"
            ),
        ])
    func unusableBaseline(first: ObservedAnswer, again: ObservedAnswer, why: String) {
        let good = ProbedInput(json("{}"), json("{}"))
        let bad = ProbedInput(first, again: again, text("another", status: 418))
        #expect(unusable(good, bad) == [why])
        #expect(differences(good, bad) == [])
    }

    @Test("is one whose answer leads to no read while the candidate's does")
    func noRead() {
        #expect(
            unusable(ProbedInput(json("{}"), json(#"{"id":1}"#, then: json("{}"))))
                == ["then: the baseline's answer led to no read (1 of 1 inputs)"])
    }

    @Test("is one that was never asked")
    func noInputs() {
        #expect(unusable() == ["no input was compared"])
    }

    @Test("does not hide what its other inputs show")
    func otherInputs() {
        let bad = ProbedInput(failed("reset"), json("{}"))
        #expect(
            differences(bad, ProbedInput(json("1"), json("2")))
                == ["breaking data-changed: 1 -> 2 (1 of 1)"])
    }
}
