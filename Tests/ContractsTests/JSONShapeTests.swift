import Contracts
import Testing

@Suite("The shape of a JSON body") struct JSONShapeTests {
    @Test(
        "breaks where a type, a field or a non-null value is gone",
        arguments: [
            (#"{"a":1,"b":2}"#, #"{"a":1}"#, ["breaking field-removed /b: 2 -> absent (1 of 1)"]),
            (#"{"a":1}"#, #"{"a":"1"}"#, ["breaking type-changed /a: integer -> string (1 of 1)"]),
            (#"{"a":1}"#, #"{"a":1.5}"#, ["breaking type-changed /a: integer -> number (1 of 1)"]),
            (#"{"a":1}"#, #"{"a":1.0}"#, ["breaking type-changed /a: integer -> number (1 of 1)"]),
            (#"{"a":1.0}"#, #"{"a":1}"#, []),
            (#"{"a":1.5}"#, #"{"a":2}"#, ["breaking data-changed /a: 1.5 -> 2 (1 of 1)"]),
            (#"{"a":"x"}"#, #"{"a":null}"#, ["breaking became-nullable /a: string -> null (1 of 1)"]),
            (#"{"a":null}"#, #"{"a":"x"}"#, [#"breaking data-changed /a: null -> "x" (1 of 1)"#]),
            (#"{"a":{"b":1}}"#, #"{"a":[1]}"#, ["breaking type-changed /a: object -> array (1 of 1)"]),
            (#"{"a":true}"#, #"{"a":0}"#, ["breaking type-changed /a: boolean -> integer (1 of 1)"]),
            (#"{"a":1}"#, #"{"a":1,"b":[2]}"#, ["info field-added /b: absent -> [2] (1 of 1)"]),
            (#"{}"#, #"null"#, ["breaking became-nullable: object -> null (1 of 1)"]),
        ])
    func shape(baseline: String, candidate: String, expected: [String]) {
        #expect(differences(ProbedInput(json(baseline), json(candidate))) == expected)
    }

    @Test("has one place for all items of an array, however deeply nested")
    func nestedArrays() {
        let found = differences(
            ProbedInput(
                json(#"{"rows":[[{"v":1,"w":1}],[{"v":2,"w":1},{"v":3,"w":1}]]}"#),
                json(#"{"rows":[[{"v":1,"w":1}],[{"v":"2","w":1},{"v":3}]]}"#)))
        #expect(
            found == [
                "breaking field-removed /rows/*/*/w: 1 -> absent (1 of 1)",
                "breaking type-changed /rows/*/*/v: integer -> string (1 of 1)",
            ])
    }

    @Test("is broken by a field that was always there and now only sometimes is, and says how often")
    func presenceRate() {
        let full = json(#"{"id":1,"mail":"a@b"}"#)
        #expect(
            differences(
                ProbedInput(full, full), ProbedInput(full, json(#"{"id":1}"#)), ProbedInput(full, full))
                == [#"breaking field-removed /mail: "a@b" -> absent (1 of 3)"#])
    }

    @Test("is broken by a field that comes only with some inputs, if it is gone for one of those")
    func optionalField() {
        let with = json(#"{"id":1,"mail":"a@b"}"#)
        let without = json(#"{"id":1}"#)
        #expect(differences(ProbedInput(with, with), ProbedInput(without, without)) == [])
        #expect(
            differences(ProbedInput(with, without), ProbedInput(without, with)) == [
                #"breaking field-removed /mail: "a@b" -> absent (1 of 2)"#,
                #"info field-added /mail: absent -> "a@b" (1 of 2)"#,
            ])
    }

    @Test("takes a null where other inputs gave one for data, not for a new shape")
    func knownNull() {
        let name = json(#"{"partner":"Bo"}"#)
        let null = json(#"{"partner":null}"#)
        #expect(
            differences(ProbedInput(name, null), ProbedInput(null, null))
                == [#"breaking data-changed /partner: "Bo" -> null (1 of 2)"#])
    }

    @Test("knows nothing of items that the baseline never had")
    func emptyArray() {
        #expect(
            differences(ProbedInput(json("[]"), json(#"[{"id":1}]"#)))
                == [#"breaking items-added: 0 items, without it -> 1 items, with {"id":1} (1 of 1)"#])
    }

    @Test("escapes keys as JSON pointers do")
    func escapedKeys() {
        #expect(
            differences(ProbedInput(json(#"{"a/b~c":1}"#), json(#"{"a/b~c":2}"#)))
                == ["breaking data-changed /a~1b~0c: 1 -> 2 (1 of 1)"])
    }
}
