import GateModel
import JSON
import Testing

/// Numbers that are signed are text with their unit, and what nobody could have observed is refused.
@Suite struct NumbersCodingTests {
    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try JCS.bytes(value, fractions: .text), as: UTF8.self)
    }

    private let bars = Distributions(
        scale: .unit(.time), low: 0.04, high: 0.06,
        baseline: Distributions.Spread(below: 0, bins: [3, 1], above: 0), candidate: nil)

    private let series = MemorySeries(
        operationsPerPoint: 20, operations: 40, least: [50e6, 51e6], largest: [50.5e6, 52e6],
        seconds: [0.5, 1.25], floors: nil)

    @Test(
        "every scale is a word, and its numbers read back",
        arguments: [
            (Judgement.Scale.ratio, "ratio", "1.5"), (.number, "number", "1.5"),
            (.exponent, "exponent", "1.5"), (.unit(.time), "time", "1.5 s"),
            (.unit(.bytes), "bytes", "1.5 B"), (.unit(.count), "count", "1.5"),
            (.unit(.share), "share", "1.5"), (.unit(.plain), "plain", "1.5"),
            (.unit(.rate), "rate", "1.5 /s"), (.perOperation(.time), "time/op", "1.5 s/op"),
            (.perOperation(.bytes), "bytes/op", "1.5 B/op"), (.perOperation(.count), "count/op", "1.5 /op"),
            (.perOperation(.rate), "rate/op", "1.5 /s/op"),
        ])
    func scales(scale: Judgement.Scale, word: String, number: String) throws {
        #expect(scale.written(1.5) == number)
        #expect(scale.number(number) == 1.5)
        #expect(scale.number(number + " ") == nil)
        #expect(try text(scale) == "\"\(word)\"")
        #expect(
            try JCS.read(Judgement.Scale.self, from: Array("\"\(word)\"".utf8), fractions: .text) == scale)
    }

    @Test("both sides of a ratio are in the unit of what was observed, or have none")
    func sidesOfARatio() throws {
        var numbers = Judgement.Numbers(
            scale: .ratio, estimate: 1.126, baseline: 0.0419, bounds: [0.044], distributions: bars)
        #expect(try text(numbers).hasPrefix(#"{"baseline":"0.0419 s","bounds":["0.044 s"],"#))
        #expect(
            try JCS.read(Judgement.Numbers.self, from: JCS.bytes(numbers, fractions: .text), fractions: .text)
                == numbers)
        numbers.distributions = nil
        #expect(
            try text(numbers)
                == #"{"baseline":"0.0419","bounds":["0.044"],"estimate":"1.126","scale":"ratio"}"#
        )
        #expect(
            try JCS.read(Judgement.Numbers.self, from: JCS.bytes(numbers, fractions: .text), fractions: .text)
                == numbers)
    }

    @Test(
        "a turning point has its numbers in the terms of the rule",
        arguments: [
            (
                LimitSensitivity.never(.undecided(.noSamples)),
                #"{"because":{"kind":"undecided","reason":"no samples"},"kind":"never"}"#
            ),
            (.at([]), #"{"kind":"at","limits":[]}"#),
            (
                .at([VerdictThreshold(isUpper: false, terms: .amount(.time), pass: nil, violation: -0.0005)]),
                #"{"kind":"at","limits":[{"isUpper":false,"terms":{"kind":"amount","unit":"time"},"violation":"-0.0005 s"}]}"#
            ),
            (
                .at([
                    VerdictThreshold(
                        isUpper: true, terms: .value(.perOperation(.bytes)), pass: 1000, violation: nil)
                ]),
                #"{"kind":"at","limits":[{"isUpper":true,"pass":"1000 B/op","terms":{"kind":"value","scale":"bytes/op"}}]}"#
            ),
        ])
    func flips(flip: LimitSensitivity, written: String) throws {
        #expect(try text(flip) == written)
        #expect(try JCS.read(LimitSensitivity.self, from: Array(written.utf8), fractions: .text) == flip)
    }

    @Test(
        "what is wrong in bars is named",
        arguments: [
            (#""high":"0.06 s""#, #""high":"0.03 s""#, "high: expected a number from 'low' on"),
            (#""high":"0.06 s""#, #""high":"inf s""#, "high: expected a number from 'low' on"),
            (#""high":"0.06 s""#, #""high":"0.06""#, "high: expected a decimal number with 's'"),
            (#""bins":[3,1]"#, #""bins":[]"#, "baseline/bins: no counts of values"),
            (#""bins":[3,1]"#, #""bins":[3,-1]"#, "baseline/bins: no counts of values"),
            (#""bins":[3,1]"#, #""bins":[0.5]"#, "baseline/bins/0: expected a whole number"),
            (#""scale":"time""#, #""scale":"hours""#, "scale: 'hours' is no scale"),
        ])
    func wrongBars(part: String, other: String, problem: String) throws {
        let written = try text(bars)
        try #require(written.contains(part))
        let changed = Array(written.replacing(part, with: other).utf8)
        let error = #expect(throws: JCSError.self) {
            try JCS.read(Distributions.self, from: changed, fractions: .text)
        }
        #expect(error?.description == problem)
    }

    @Test(
        "memory over operations that cannot be counted with is refused",
        arguments: [
            (
                #""operationsPerPoint":20"#, #""operationsPerPoint":1000000000001"#,
                "operationsPerPoint: expected a number of operations"
            ),
            (
                #""operationsPerPoint":20"#, #""operationsPerPoint":-1"#,
                "operationsPerPoint: expected a number of operations"
            ),
            (#""operations":40"#, #""operations":-1"#, "operations: expected a number of operations"),
            (#""1.25 s""#, #""-1 s""#, "seconds: expected times from 0 to 1000000000 s"),
            (#""1.25 s""#, #""1000000001 s""#, "seconds: expected times from 0 to 1000000000 s"),
            (#","52000000 B""#, "", "least: expected 1 to 60 amounts, as many as 'largest'"),
            (#""52000000 B""#, #""52000000""#, "largest: expected a decimal number with 'B'"),
            (
                #""52000000 B""#, #""50900000 B""#,
                "least: expected amounts from 0 on, none above its 'largest'"
            ),
            (#""52000000 B""#, #""inf B""#, "least: expected amounts from 0 on, none above its 'largest'"),
            (#""51000000 B""#, #""nan B""#, "least: expected amounts from 0 on, none above its 'largest'"),
        ])
    func hostileMemory(part: String, other: String, problem: String) throws {
        let written = try text(series)
        #expect(
            written
                == #"{"largest":["50500000 B","52000000 B"],"least":["50000000 B","51000000 B"],"operations":40,"#
                + #""operationsPerPoint":20,"seconds":["0.5 s","1.25 s"]}"#)
        try #require(written.contains(part))
        let changed = Array(written.replacing(part, with: other).utf8)
        let error = #expect(throws: JCSError.self) {
            try JCS.read(MemorySeries.self, from: changed, fractions: .text)
        }
        #expect(error?.description == problem)
    }

    @Test(
        "a verdict is one object",
        arguments: [
            (Verdict.pass, #"{"kind":"pass"}"#), (.violation, #"{"kind":"violation"}"#),
            (
                .inconclusive(Inconclusive(.tooNoisy, "spread 40 %")),
                #"{"detail":{"kind":"said","text":"spread 40 %"},"kind":"inconclusive","reason":"too noisy"}"#
            ),
            (
                .inconclusive(
                    Inconclusive(.tooNoisy, .blocks(.means(blocks: 40, shown: 0.07, host: nil)))),
                #"{"detail":{"kind":"blocks","why":{"blocks":40,"kind":"means","shown":"0.07"}},"#
                    + #""kind":"inconclusive","reason":"too noisy"}"#
            ),
        ])
    func verdicts(verdict: Verdict, written: String) throws {
        #expect(try text(verdict) == written)
        #expect(try JCS.read(Verdict.self, from: Array(written.utf8), fractions: .text) == verdict)
    }
}

@Suite struct RevisionTests {
    /// 198 bytes of text and 3 of the ellipsis are 201, so 98 of these characters of two bytes are kept.
    @Test func aLongSummaryIsCut() throws {
        let id = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
        let revision = Revision(commit: id, tree: id, summary: String(repeating: "é", count: 300))
        #expect(revision.summary.unescaped == String(repeating: "é", count: 98) + "…")
        #expect(Revision(commit: id, tree: id, summary: "short").summary == "short")
    }
}
