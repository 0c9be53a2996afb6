import Contracts
import Testing

@Suite("The read after a write") struct FollowUpTests {
    @Test("fails where the write has become asynchronous")
    func asynchronousWrite() {
        let read = json(#"{"id":8,"amount":25}"#)
        #expect(
            differences(
                ProbedInput(
                    json(#"{"id":8}"#, status: 201, then: read),
                    json(#"{"id":8}"#, status: 201, then: json(#"{"error":"none"}"#, status: 404))),
                ProbedInput(
                    json(#"{"id":8}"#, status: 201, then: read),
                    json(#"{"id":8}"#, status: 201, then: read)))
                == ["breaking read-after-write-failed then: status 200 -> status 404 (1 of 2)"])
    }

    @Test("fails where no answer comes, or where the first answer does not lead to it")
    func noAnswer() {
        let write = json("{}", then: json("{}"))
        #expect(
            differences(ProbedInput(write, json("{}", then: failed("timed out"))))
                == ["breaking read-after-write-failed then: status 200 -> no answer: timed out (1 of 1)"])
        #expect(
            differences(ProbedInput(write, json("{}"))) == [
                "breaking read-after-write-failed then: status 200 -> "
                    + "not possible: the answer lacks what the read needs (1 of 1)"
            ])
    }

    @Test("is compared like any answer, at places of its own")
    func compared() {
        let write = json("{}", then: json(#"{"amount":25}"#, headers: ["X-A": "1"]))
        #expect(
            differences(ProbedInput(write, json("{}", then: json(#"{"amount":24}"#)))) == [
                "breaking header-removed then x-a: 1 -> absent (1 of 1)",
                "breaking data-changed then/amount: 25 -> 24 (1 of 1)",
            ])
    }

    @Test("has volatile values of its own")
    func volatile() {
        #expect(
            differences(
                ProbedInput(
                    json("1", then: json(#"{"at":1}"#)), again: json("1", then: json(#"{"at":2}"#)),
                    json("1", then: json(#"{"at":3}"#)))) == [])
    }

    @Test("says nothing where the write itself has failed")
    func failedWrite() {
        #expect(
            differences(ProbedInput(json("{}", then: json("{}")), failed("reset")))
                == ["breaking no-answer: status 200 -> no answer: reset (1 of 1)"])
    }
}
