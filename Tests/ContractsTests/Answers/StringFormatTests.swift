import Testing

@testable import Contracts

@Suite("A text") struct StringFormatTests {
    @Test(
        "is written in the most special format that it fits",
        arguments: [
            ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "uuid"), ("2026-07-14T09:30:00Z", "date-time"),
            ("2026-07-14T09:30:00.25+02:00", "date-time"), ("2026-07-14t09:30-0500", "date-time"),
            ("2026-07-14T09:30:00", "local-date-time"), ("2026-07-14 09:30:00", "spaced-date-time"),
            ("2026-07-14", "date"), ("17", "integer"), ("-4", "integer"), ("2.50", "decimal"),
            ("00ff00ff00ff00ff", "hex-16"), ("507f1f77bcf86cd799439011", "hex-24"),
            ("d41d8cd98f00b204e9800998ecf8427e", "hex-32"),
            ("da39a3ee5e6b4b0d3255bfef95601890afd80709", "hex-40"), ("ada@example.org", "email"),
            ("https://example.org/a?b=c", "url"),
        ])
    func format(text: String, name: String) {
        #expect(StringFormats(of: text).first?.name == name)
    }

    @Test(
        "that only looks like it is plain",
        arguments: [
            "", "blue", "2026-13-01", "2026-07-32", "2026-07-14T25:00:00Z", "2026-07-14T09:30:00+2", "007",
            "-",
            "1.", ".5", "3f2504e0-4f89-11d3-9a0c-0305e82c330", "ada@example", "@example.org", "https://",
            "https://a b", "2026-07-14X09:30:00Z", "2026-07-14T09:30:00.Z",
        ])
    func plain(text: String) {
        #expect(StringFormats(of: text).first == nil)
    }

    @Test("of more than 2048 bytes is plain, whatever it is")
    func long() {
        #expect(StringFormats(of: "https://" + String(repeating: "a", count: 2040)).first?.name == "url")
        #expect(StringFormats(of: "https://" + String(repeating: "a", count: 2041)).first == nil)
    }
}
