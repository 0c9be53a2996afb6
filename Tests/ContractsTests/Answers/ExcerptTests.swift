import Testing

@testable import Contracts

@Suite("An excerpt") struct ExcerptTests {
    @Test("of short values is the values")
    func short() {
        let limit = String(repeating: "a", count: 120)
        #expect(Excerpt.pair(limit, "b") == (limit, "b"))
    }

    @Test("of long values shows where they begin to differ, in 120 characters")
    func long() {
        let same = String(repeating: "s", count: 200)
        let pair = Excerpt.pair(same + "1" + same, same + "2" + same)
        let lead = String(repeating: "s", count: 20)
        let rest = String(repeating: "s", count: 97)  // 120 = … + 20 + 1 + 97 + …
        #expect(pair.baseline == "…" + lead + "1" + rest + "…")
        #expect(pair.candidate == "…" + lead + "2" + rest + "…")
    }

    @Test("of a value that only goes on longer shows the end of the shorter one")
    func prefix() {
        let same = String(repeating: "s", count: 200)
        let lead = String(repeating: "s", count: 20)
        #expect(Excerpt.pair(same, same + "!") == ("…" + lead, "…" + lead + "!"))
    }

    @Test("shows characters that could forge a report as numbers")
    func control() {
        #expect(Excerpt.pair("a\u{1b}[2J\n", "\u{202e}b") == (#"a\u{1b}[2J\u{a}"#, #"\u{202e}b"#))
    }
}
