import Contracts
import Testing

@Suite("What differs between the baseline's own runs") struct VolatilityTests {
    @Test("is held to its type only: ids and timestamps")
    func volatileValues() {
        let first = json(#"{"id":"a1","at":1700000000,"name":"Ann"}"#)
        let again = json(#"{"id":"b2","at":1700000009,"name":"Ann"}"#)
        #expect(
            differences(
                ProbedInput(first, again: again, json(#"{"id":"c3","at":1700000017,"name":"Ann"}"#))) == [])
        #expect(
            differences(
                ProbedInput(first, again: again, json(#"{"id":3,"at":null,"name":"Ben"}"#))) == [
                    "breaking type-changed /id: string -> integer (1 of 1)",
                    "breaking became-nullable /at: integer -> null (1 of 1)",
                    #"breaking data-changed /name: "Ann" -> "Ben" (1 of 1)"#,
                ])
    }

    @Test("is volatile for all inputs if it is for one")
    func overAllInputs() {
        #expect(
            differences(
                ProbedInput(json(#"[{"at":1}]"#), again: json(#"[{"at":2}]"#), json(#"[{"at":3}]"#)),
                ProbedInput(json(#"[{"at":5},{"at":5}]"#), json(#"[{"at":6},{"at":7}]"#))) == [])
    }

    @Test("may be the order of a list: then the items still count")
    func volatileOrder() {
        let first = json(#"[{"id":1,"v":"a"},{"id":2,"v":"b"},{"id":3,"v":"c"}]"#)
        let again = json(#"[{"id":3,"v":"c"},{"id":1,"v":"a"},{"id":2,"v":"b"}]"#)
        #expect(
            differences(
                ProbedInput(
                    first, again: again, json(#"[{"id":2,"v":"b"},{"id":1,"v":"a"},{"id":3,"v":"c"}]"#)))
                == [])
        #expect(
            differences(ProbedInput(first, again: again, json(#"[{"id":2,"v":"b"},{"id":1,"v":"a"}]"#)))
                == [#"breaking items-lost: 3 items, with {"id":3,"v":"c"} -> 2 items, without it (1 of 1)"#])
        #expect(
            differences(
                ProbedInput(
                    first, again: again, json(#"[{"id":2,"v":"X"},{"id":1,"v":"a"},{"id":3,"v":"c"}]"#)))
                == [#"breaking data-changed /*/v: "b" -> "X" (1 of 1)"#])
    }

    @Test("may be the order of a list and the ids in it at once")
    func volatileOrderAndIDs() {
        let first = json(#"[{"ref":"x1","v":"a"},{"ref":"x2","v":"b"}]"#)
        let again = json(#"[{"ref":"x3","v":"b"},{"ref":"x4","v":"a"}]"#)
        #expect(
            differences(
                ProbedInput(first, again: again, json(#"[{"ref":"x5","v":"b"},{"ref":"x6","v":"a"}]"#))) == []
        )
        #expect(
            differences(
                ProbedInput(first, again: again, json(#"[{"ref":"x5","v":"b"},{"ref":"x6","v":"z"}]"#)))
                == [#"breaking data-changed /*/v: "a" -> "z" (1 of 1)"#])
    }

    @Test("may be the order of a list inside items that move as well")
    func nestedOrder() {
        let first = json(#"[{"id":1,"tags":["a","b"]},{"id":2,"tags":["c"]}]"#)
        let again = json(#"[{"id":2,"tags":["c"]},{"id":1,"tags":["b","a"]}]"#)
        #expect(differences(ProbedInput(first, again: again, again)) == [])
        #expect(
            differences(
                ProbedInput(first, again: again, json(#"[{"id":2,"tags":["c"]},{"id":1,"tags":["b"]}]"#)))
                == [#"breaking items-lost /*/tags: 2 items, with "a" -> 1 items, without it (1 of 1)"#])
    }

    @Test("may be fresh ids in every item, while lost items are still seen")
    func freshIDs() {
        #expect(
            differences(
                ProbedInput(
                    json(#"[{"ref":"x1","v":1},{"ref":"x2","v":2}]"#),
                    again: json(#"[{"ref":"y1","v":1},{"ref":"y2","v":2}]"#), json(#"[{"ref":"z1","v":2}]"#)))
                == [#"breaking items-lost: 2 items, with {"ref":"x1","v":1} -> 1 items, without it (1 of 1)"#]
        )
    }

    @Test("may be how many items there are: then only their shape counts")
    func volatileCount() {
        let first = json(#"[{"id":1},{"id":2}]"#)
        let again = json(#"[{"id":1}]"#)
        #expect(differences(ProbedInput(first, again: again, json(#"[{"id":8},{"id":9},{"id":7}]"#))) == [])
        #expect(
            differences(ProbedInput(first, again: again, json(#"[{"key":8}]"#))) == [
                "breaking field-removed /*/id: 1 -> absent (1 of 1)",
                "info field-added /*/key: absent -> 8 (1 of 1)",
            ])
    }

    @Test("may be which members an object has")
    func volatileKeys() {
        #expect(
            differences(
                ProbedInput(
                    json(#"{"total":1,"k1":true}"#), again: json(#"{"total":1,"k2":true}"#),
                    json(#"{"total":2,"k3":true}"#)))
                == ["breaking data-changed /total: 1 -> 2 (1 of 1)"])
    }

    @Test("is not a member that is null in both")
    func nullMember() {
        let first = json(#"{"a":null,"n":1}"#)
        let again = json(#"{"a":null,"n":2}"#)
        #expect(differences(ProbedInput(first, again: again, json(#"{"a":null,"n":3}"#))) == [])
        #expect(
            differences(ProbedInput(first, again: again, json(#"{"n":3}"#)))
                == ["breaking field-removed /a: null -> absent (1 of 1)"])
    }

    @Test("may be the type of a value: then each type seen will do")
    func volatileType() {
        let first = json(#"{"eta":5,"n":1}"#)
        let again = json(#"{"eta":"soon","n":1}"#)
        #expect(differences(ProbedInput(first, again: again, json(#"{"eta":"later","n":1}"#))) == [])
        #expect(
            differences(ProbedInput(first, again: again, json(#"{"eta":null,"n":1}"#)))
                == ["breaking became-nullable /eta: integer or string -> null (1 of 1)"])
    }

    @Test("may be a body that is not JSON: then it only has to be there")
    func volatileText() {
        #expect(differences(ProbedInput(text("at 1"), again: text("at 2"), text("at 3"))) == [])
        #expect(
            differences(ProbedInput(text("at 1"), again: text("at 2"), text("")))
                == ["breaking body-changed: at 1 -> empty (1 of 1)"])
    }
}
