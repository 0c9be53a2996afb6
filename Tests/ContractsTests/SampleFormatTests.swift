import GateModel
import Testing

@Suite("The format of a text") struct SampleFormatTests {
    @Test("binds, whatever the value is in each run")
    func volatileValue() {
        let found = differences(
            inputs(
                2, { #"{"at":"2026-07-14T09:30:0\#($0)Z"}"# },
                again: { #"{"at":"2026-07-15T09:30:0\#($0)Z"}"# },
                { #"{"at":"2026-07-15 09:30:0\#($0)"}"# }))
        #expect(
            found == [
                #"breaking format-changed /at: date-time, as "2026-07-14T09:30:00Z" -> "#
                    + #"spaced-date-time, as "2026-07-15 09:30:00" (2 of 2)"#
            ])
    }

    @Test("is told once, and not as other data too")
    func stableValue() {
        #expect(
            differences(
                inputs(
                    2, { #"{"id":"3f2504e0-4f89-11d3-9a0c-0305e82c330\#($0)"}"# }, { #"{"id":"x\#($0)"}"# }))
                == [
                    #"breaking format-changed /id: uuid, as "3f2504e0-4f89-11d3-9a0c-0305e82c3300" -> "#
                        + #"text, as "x0" (2 of 2)"#
                ])
    }

    @Test("is none where the baseline itself writes in two")
    func mixed() {
        let dates = ["2026-07-14", "2026-07-14T09:30:00Z"]
        let found = differences(
            inputs(
                4, { #"{"at":"\#(dates[$0 % 2])","n":\#($0)}"# },
                { #"{"at":"\#(dates[$0 % 2])","n":\#($0)}"# }))
        #expect(found == [])
    }

    @Test("is not seen in one value only")
    func oneValue() {
        #expect(
            differences(inputs(4, { _ in #"{"at":"2026-07-14"}"# }, { _ in #"{"at":"never"}"# }))
                == [#"breaking data-changed /at: "2026-07-14" -> "never" (4 of 4)"#])
    }

    @Test("is not seen in few numbers, which may be digits by chance")
    func fewNumbers() {
        #expect(
            differences(
                inputs(
                    2, { #"{"code":"1\#($0)"}"# }, again: { #"{"code":"1\#($0)"}"# },
                    { #"{"code":"A\#($0)"}"# }))
                == [#"breaking data-changed /code: "10" -> "A0" (2 of 2)"#])
    }

    @Test("that is more special than the baseline's narrows, which is no change of format")
    func narrower() {
        #expect(
            differences(
                inputs(
                    2, { #"{"v":"\#($0).5"}"# }, again: { #"{"v":"\#($0).25"}"# }, { #"{"v":"\#($0)"}"# }))
                == [])
    }

    @Test("has a fingerprint without data")
    func fingerprint() {
        let changed = found(
            inputs(
                2, { #"{"at":"2026-07-14T09:30:0\#($0)Z"}"# },
                again: { #"{"at":"2026-07-15T09:30:0\#($0)Z"}"# },
                { #"{"at":"17840\#($0)"}"# }))
        #expect(changed.map(\.fingerprint) == ["format-changed/search/.at/date-time-integer"])
    }
}
