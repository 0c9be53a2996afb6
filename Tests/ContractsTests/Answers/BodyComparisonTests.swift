import Contracts
import Testing

@Suite("A body") struct BodyComparisonTests {
    @Test(
        "that was JSON has to be JSON, and the reason why it is not is shown",
        arguments: [
            ("<html>", "expected a value, found '<' at byte 0: <html>"),
            ("", "the JSON text ends too early at byte 0: empty"),
            (#"{"a":1,"a":2}"#, #"duplicate key 'a' at byte 7: {"a":1,"a":2}"#),
            (#"{"a":1}{"#, #"something follows the JSON value at byte 7: {"a":1}{"#),
        ])
    func notJSON(candidate: String, reason: String) {
        #expect(
            differences(ProbedInput(json(#"{"a":1}"#), json(candidate)))
                == ["breaking not-json: object -> \(reason) (1 of 1)"])
    }

    @Test("nested deeper than can be read is not JSON")
    func tooDeep() {
        let deep = String(repeating: "[", count: 100_000)
        let found = differences(ProbedInput(json("[]"), json(deep)))
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix(
                "breaking not-json: array -> arrays and objects are nested more than 128 deep at byte 128: [["
            )
                == true)
    }

    @Test("that begins to call itself JSON has to be JSON")
    func claimsJSON() {
        #expect(
            differences(ProbedInput(text("ok"), json("ok"))) == [
                "breaking content-type-changed content-type: text/plain -> application/json (1 of 1)",
                "breaking not-json: ok -> expected a value, found 'o' at byte 0: ok (1 of 1)",
            ])
    }

    @Test("that is JSON under another name is compared as JSON")
    func mislabelled() {
        let type = "text/plain"
        #expect(
            differences(ProbedInput(json(#"{"a":1}"#, type: type), json(#"{ "a":2 }"#, type: type)))
                == ["breaking data-changed /a: 1 -> 2 (1 of 1)"])
    }

    @Test("that is not JSON is compared byte by byte")
    func bytesCompared() {
        #expect(
            differences(ProbedInput(text("42"), text("42.0")))
                == ["breaking body-changed: 42 -> 42.0 (1 of 1)"])
        #expect(
            differences(ProbedInput(bytes([0xff, 0x00, 0x0a]), bytes([0xff, 0x01])))
                == ["breaking body-changed: 3 bytes: ff 00 0a -> 2 bytes: ff 01 (1 of 1)"])
    }

    @Test("that calls itself JSON and never was is compared byte by byte")
    func neverJSON() {
        #expect(differences(ProbedInput(json("oops"), json("oops"))) == [])
        #expect(
            differences(ProbedInput(json("oops"), json("{}")))
                == ["breaking body-changed: oops -> {} (1 of 1)"])
    }
}
