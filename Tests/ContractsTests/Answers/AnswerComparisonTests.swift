import Contracts
import GateModel
import Testing

@Suite("A comparison") struct ComparisonTests {
    @Test("finds nothing where nothing differs")
    func same() {
        let answer = json(#"{"items":[{"id":1,"tags":[]},{"id":2,"tags":["a"]}],"next":null}"#)
        let comparison = compare([
            ProbedOperation(operation: "search", inputs: [ProbedInput(answer, answer)]),
            ProbedOperation(operation: "page", inputs: [ProbedInput(text("hello"), text("hello"))]),
        ])
        #expect(comparison == AnswerComparison(differences: [], unusable: []))
    }

    @Test("takes the spelling of JSON for what it is: order of members, blanks, 1e1 for 10.0")
    func spelling() {
        #expect(
            differences(ProbedInput(json(#"{"a":1,"b":10.0}"#), json("{ \"b\": 1e1,\n\"a\": 1 }"))) == [])
    }

    @Test("shows an envelope as each field gone from the top and one new field")
    func envelope() {
        let found = differences(
            ProbedInput(
                json(#"{"id":7,"name":"Ann","city":"Breda"}"#),
                json(#"{"data":{"id":7,"name":"Ann","city":"Breda"}}"#)))
        #expect(
            found == [
                #"breaking field-removed /city: "Breda" -> absent (1 of 1)"#,
                #"breaking field-removed /id: 7 -> absent (1 of 1)"#,
                #"breaking field-removed /name: "Ann" -> absent (1 of 1)"#,
                #"info field-added /data: absent -> {"city":"Breda","id":7,"name":"Ann"} (1 of 1)"#,
            ])
    }

    @Test("shows an array that was wrapped as one change of type")
    func wrappedArray() {
        #expect(
            differences(ProbedInput(json(#"[{"id":1},{"id":2}]"#), json(#"{"items":[{"id":1},{"id":2}]}"#)))
                == ["breaking type-changed: array -> object (1 of 1)"])
    }

    @Test("shows a changed error contract: its status where only that changed, else status and body")
    func errorContract() {
        let notFound = json(#"{"error":"not found","id":"9"}"#, status: 404)
        #expect(
            differences(ProbedInput(notFound, json(#"{"error":"not found","id":"9"}"#, status: 400)))
                == ["breaking status-changed: status 404 -> status 400 (1 of 1)"])
        #expect(
            differences(ProbedInput(notFound, json(#"{"message":"no such member"}"#, status: 404))) == [
                #"breaking field-removed /error: "not found" -> absent (1 of 1)"#,
                #"breaking field-removed /id: "9" -> absent (1 of 1)"#,
                #"info field-added /message: absent -> "no such member" (1 of 1)"#,
            ])
    }

    @Test("does not look into an answer whose status is of another class")
    func otherClass() {
        #expect(
            differences(
                ProbedInput(json(#"{"a":1}"#), json(#"{"a":1}"#)),
                ProbedInput(json(#"{"a":1}"#), text("oops", status: 500)))
                == ["breaking status-changed: status 200 -> status 500 (1 of 2)"])
    }

    @Test("holds errors and results of one operation to a shape of their own")
    func shapesByStatus() {
        let found = json(#"{"id":1}"#)
        let notFound = json(#"{"error":"no"}"#, status: 404)
        #expect(differences(ProbedInput(found, found), ProbedInput(notFound, notFound)) == [])
        #expect(
            differences(ProbedInput(found, found), ProbedInput(notFound, json("{}", status: 404)))
                == [#"breaking field-removed /error: "no" -> absent (1 of 2)"#])
    }

    @Test("names a missing answer")
    func noAnswer() {
        #expect(
            differences(
                ProbedInput(json("{}"), failed("reset")), ProbedInput(json("{}"), failed("timed out")))
                == ["breaking no-answer: status 200 -> no answer: reset (2 of 2)"])
    }

    @Test("counts one difference over all inputs that show it, with the first one's values")
    func aggregated() {
        #expect(
            differences(
                ProbedInput(json(#"{"a":1}"#), json(#"{"a":1}"#)),
                ProbedInput(json(#"{"a":2}"#), json(#"{"a":3}"#)),
                ProbedInput(json(#"{"a":4}"#), json(#"{"a":5}"#)))
                == ["breaking data-changed /a: 2 -> 3 (2 of 3)"])
    }

    @Test("names 50 differences of an operation and counts the others")
    func bounded() {
        let baseline = (10..<70).map { "\"f\($0)\":0" }.joined(separator: ",")
        let found = differences(ProbedInput(json("{\(baseline)}"), json(#"{"data":0}"#)))
        #expect(found.count == 51)
        #expect(found[0] == "breaking field-removed /f10: 0 -> absent (1 of 1)")
        // 60 removed and 1 added, less the 50 shown
        #expect(
            found[50] == "breaking field-removed …:  -> 11 more differences, 10 of them breaking (1 of 1)")
    }

    @Test("keeps the order of the operations")
    func order() {
        let inputs = [ProbedInput(json("1"), json("2"))]
        let comparison = compare(
            ["b", "a"].map { ProbedOperation(operation: $0, inputs: inputs) })
        #expect(comparison.differences.map(\.operation) == ["b", "a"])
    }
}
