import Testing

@Suite("A set of words") struct SampleSetTests {
    private static let words = ["active", "paused", "ended"]

    private func row(_ word: String) -> String { #"{"rows":[{"state":"\#(word)"}]}"# }
    /// Each word for twelve of the 36 answers that the baseline's second run gives, in another order than the first.
    private func moving(_ candidate: (Int) -> String) -> [String] {
        differences(
            inputs(
                36, { row(Self.words[$0 % 3]) }, again: { row(Self.words[($0 + 1) % 3]) },
                { row(candidate($0)) }))
    }

    @Test("that looks closed warns of another one, even where the value differs in each run")
    func added() {
        #expect(
            moving { $0 == 7 ? "frozen" : Self.words[$0 % 3] } == [
                #"warning value-added /rows/*/state: one of "active", "ended", "paused" -> "frozen" (1 of 36)"#
            ])
    }

    @Test("with one that does not come any more has narrowed, for information")
    func lost() {
        #expect(
            moving { Self.words[$0 % 2] } == [
                #"info value-lost /rows/*/state: one of "active", "ended", "paused" -> never "ended" (36 of 36)"#
            ])
    }

    @Test("that is the same again is no difference")
    func same() {
        #expect(moving { Self.words[($0 + 2) % 3] } == [])
    }

    @Test("is none with few samples")
    func few() {
        #expect(
            differences(
                inputs(
                    3, { row(Self.words[$0]) }, again: { row(Self.words[($0 + 1) % 3]) },
                    { _ in row("frozen") }))
                == [])
    }

    @Test("is none with many values")
    func many() {
        #expect(
            differences(
                inputs(
                    36, { row("w\($0 % 9)x") }, again: { row("w\(($0 + 1) % 9)x") }, { _ in row("frozen") }))
                == [])
    }

    @Test("is none where values are sentences")
    func sentences() {
        #expect(
            differences(
                inputs(
                    36, { row("is \(Self.words[$0 % 3])") }, again: { row("is \(Self.words[($0 + 1) % 3])") },
                    { _ in row("is frozen") })) == [])
    }
}
