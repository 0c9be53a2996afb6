import GateModel
import Git
import Testing

@Suite struct LineDiffTests {
    private func changed(_ old: String, _ new: String) throws -> [String] {
        try changedLines(from: Array(old.utf8), to: Array(new.utf8)).map {
            "\($0.kind.rawValue)\($0.number) \($0.text)"
        }
    }

    @Test(
        "each line that only one text has, with its number there",
        arguments: [
            ("a\nb\nc\n", "a\nb\nc\n", []),
            ("a\nb\nc\n", "a\nx\nc\n", ["-2 b", "+2 x"]),
            ("a\nb\n", "a\nnew\nb\nlast", ["+2 new", "+4 last"]),
            ("", "a\n", ["+1 a"]),
            ("a\n", "", ["-1 a"]),
            ("a", "a\n", ["-1 a", "+1 a"]),
            // Apart from each other, with what is between them left out.
            ("1\n2\n3\n4\n5\n6\n", "0\n2\n3\n4\n5\n7\n", ["-1 1", "+1 0", "-6 6", "+6 7"]),
        ])
    func lines(old: String, new: String, expected: [String]) throws {
        #expect(try changed(old, new) == expected)
    }

    @Test func bytesThatAreNoTextAreComparedAllTheSame() throws {
        let lines = try changedLines(from: [0x61, 0, 0x0a], to: [0xff, 0x0a])
        #expect(lines == [ChangedLine(.removed, 1, "a\0"), ChangedLine(.added, 1, "\u{fffd}")])
    }
}
