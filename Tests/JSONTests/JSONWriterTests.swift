import JSON
import Testing

private func canonical(_ value: JSONValue) -> String {
    String(decoding: JSONWriter.canonical(value), as: UTF8.self)
}

@Suite struct JSONWriterTests {
    @Test func canonicalSortsByUTF16CodeUnits() {
        // U+1F602 is D83D DE02 in UTF-16, so it stands before U+FB33, although its code point is higher.
        #expect(
            canonical(["\u{fb33}": 1, "😂": 2, "b": 3, "a": ["d": 4, "c": 5]])
                == #"{"a":{"c":5,"d":4},"b":3,"😂":2,"דּ":1}"#)
    }

    @Test func canonicalEscapesOnlyWhatItMust() {
        #expect(
            canonical("\u{00}\u{08}\t\n\u{0b}\u{0c}\r\u{1f}\"\\/\u{7f}é€😂")
                == #""\u0000\b\t\n\u000b\f\r\u001f\"\\/"# + "\u{7f}é€😂\"")
    }

    @Test(
        "writes doubles as ECMAScript does",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (0.1, "0.1"), (1e21, "1e+21"),
            (123_456_789_012_345_683_968, "123456789012345680000"), (1e-6, "0.000001"), (1.5e-7, "1.5e-7"),
            (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
            (333_333_333.333_333_29, "333333333.3333333"),
            (9_007_199_254_740_994, "9007199254740994"),
        ] as [(Double, String)])
    func writesDoublesAsECMAScriptDoes(number: Double, text: String) {
        #expect(canonical(.number(number)) == text)
    }

    @Test func integersBeyondTwoToThe53AreDoublesInTheCanonicalFormOnly() {
        #expect(canonical(9_007_199_254_740_992) == "9007199254740992")
        #expect(canonical(9_007_199_254_740_993) == "9007199254740992")
        #expect(canonical(.integer(.min)) == "-9223372036854776000")
        #expect(JSONWriter.pretty(9_007_199_254_740_993) == "9007199254740993\n")
    }

    @Test func prettyKeepsTheOrderAndIndentsByTwo() {
        let value: JSONValue = ["b": [1, ["x": 0.5]], "a": [], "c": [:], "d": nil, "e": true]
        #expect(
            JSONWriter.pretty(value) == """
                {
                  "b": [
                    1,
                    {
                      "x": 0.5
                    }
                  ],
                  "a": [],
                  "c": {},
                  "d": null,
                  "e": true
                }

                """)
    }

    @Test func whatIsWrittenReadsBackTheSame() throws {
        let value: JSONValue = [
            "i": .integer(.max), "d": 0.1, "e": .number(1e300), "w": .number(1000), "s": "\u{1}\"é", "n": nil,
            "a": [[], [:], false],
        ]
        #expect(try JSONParser.parse(Array(JSONWriter.pretty(value).utf8)) == value)
        let once = JSONWriter.canonical(value)
        #expect(JSONWriter.canonical(try JSONParser.parse(once)) == once)
    }
}
