import Contracts
import Testing

@Suite("The data of a JSON body") struct JSONDataTests {
    @Test("is items lost where fewer come back, although everything has its shape")
    func itemsLost() {
        #expect(
            differences(
                ProbedInput(
                    json(#"{"n":1,"p":[{"id":1},{"id":2},{"id":3}]}"#),
                    json(#"{"n":1,"p":[{"id":1},{"id":3}]}"#)))
                == [#"breaking items-lost /p: 3 items, with {"id":2} -> 2 items, without it (1 of 1)"#])
    }

    @Test("is items lost and added where a limited list closes the gap from behind")
    func closedGap() {
        #expect(
            differences(ProbedInput(json("[11,12,13]"), json("[11,13,14]"))) == [
                "breaking items-lost: 3 items, with 12 -> 3 items, without it (1 of 1)",
                "breaking items-added: 3 items, without it -> 3 items, with 14 (1 of 1)",
            ])
    }

    @Test("is lost altogether in an empty list")
    func emptied() {
        #expect(
            differences(ProbedInput(json("[1,2]"), json("[]")))
                == ["breaking items-lost: 2 items, with 1 -> 0 items, without it (1 of 1)"])
    }

    @Test("breaks where there is more of it: the same input and state must give the same")
    func itemsAdded() {
        #expect(
            differences(ProbedInput(json("[1]"), json("[1,1]")))
                == ["breaking items-added: 1 items, without it -> 2 items, with 1 (1 of 1)"])
    }

    @Test("names the field that changed inside the items that changed")
    func changedField() {
        #expect(
            differences(
                ProbedInput(
                    json(#"[{"id":1,"v":[1,2]},{"id":2,"v":[3]}]"#),
                    json(#"[{"id":1,"v":[1,5]},{"id":2,"v":[4]}]"#)))
                == ["breaking data-changed /*/v/*: 2 -> 5 (1 of 1)"])
    }

    @Test("includes the order of a list")
    func reordered() {
        #expect(
            differences(ProbedInput(json(#"[{"id":1},{"id":2}]"#), json(#"[{"id":2},{"id":1}]"#)))
                == ["breaking data-changed: items in one order -> the same items in another order (1 of 1)"])
    }

    @Test("is told apart from a field that was added to or removed from every item")
    func shapeAndData() {
        #expect(
            differences(
                ProbedInput(
                    json(#"[{"id":1,"x":0},{"id":2,"x":0},{"id":3,"x":0}]"#),
                    json(#"[{"id":1,"y":0},{"id":3,"y":0}]"#)))
                == [
                    "breaking field-removed /*/x: 0 -> absent (1 of 1)",
                    #"breaking items-lost: 3 items, with {"id":2,"x":0} -> 2 items, without it (1 of 1)"#,
                    "info field-added /*/y: absent -> 0 (1 of 1)",
                ])
    }

    @Test("tells long integers apart that a double could not")
    func longIntegers() {
        #expect(
            differences(ProbedInput(json("9007199254740993"), json("9007199254740992")))
                == ["breaking data-changed: 9007199254740993 -> 9007199254740992 (1 of 1)"])
    }
}
