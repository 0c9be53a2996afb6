import Testing

@Suite("How often something was there") struct SampleRateTests {
    /// A member `a` that the baseline has for two of three inputs, other ones in its second run.
    private func member(
        _ count: Int, there: String = #"{"n":1,"a":1}"#, gone: String = #"{"n":1}"#,
        _ candidate: (Int) -> Bool
    ) -> [String] {
        differences(
            inputs(
                count, { $0 % 3 == 0 ? gone : there }, again: { $0 % 3 == 1 ? gone : there },
                { candidate($0) ? there : gone }))
    }

    @Test("tells of a field that sometimes was there and now never is")
    func goneField() {
        #expect(
            member(12) { _ in false } == [
                "breaking field-removed /a: in 16 of 24 objects -> in 0 of 12 objects (12 of 12)"
            ])
    }

    @Test("tells of a field that has become rare")
    func rarerField() {
        #expect(
            member(12) { $0 < 2 } == [
                "warning field-rarer /a: in 16 of 24 objects -> in 2 of 12 objects (12 of 12)"
            ])
    }

    @Test("says nothing of a field that is there about as often")
    func similarField() {
        #expect(member(12) { $0 < 4 } == [])
    }

    @Test("says nothing after few answers")
    func fewAnswers() {
        #expect(member(6) { _ in false } == [])
    }

    @Test("tells of a value that sometimes was null and now always is")
    func alwaysNull() {
        #expect(
            member(12, there: #"{"a":1}"#, gone: #"{"a":null}"#) { _ in false } == [
                "breaking always-null /a: not null in 16 of 24 answers -> null in all 12 (12 of 12)"
            ])
    }

    @Test("tells of a list that now is always empty")
    func alwaysEmpty() {
        #expect(
            member(12, there: "[1]", gone: "[]") { _ in false } == [
                "breaking items-lost: items in 16 of 24 answers -> empty in all 12 (12 of 12)"
            ])
    }

    @Test("adds nothing where each answer shows it already")
    func stable() {
        #expect(
            differences(inputs(12, { _ in #"{"a":1}"# }, { _ in "{}" }))
                == ["breaking field-removed /a: 1 -> absent (12 of 12)"])
    }
}
