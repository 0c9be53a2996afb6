import GateModel
import Testing

@testable import Reports

/// The line of the pipeline file that a judgement shows.
@Suite struct ExcerptTests {
    private func rows(_ line: String, of meant: String, caption: String = "limit 44 ms") throws -> [String] {
        let place = try #require(line.firstRange(of: meant))
        let start = line.distance(from: line.startIndex, to: place.lowerBound)
        let excerpt = Excerpt(
            number: 7, text: OutsideText(line), mark: start..<start + meant.count, caption: caption)
        let text = Document([.judgement(title: ["title"], [.excerpt(excerpt)])]).text(.plain)
        return text.split(separator: "\n").dropFirst().dropLast().map(String.init)
    }

    /// The characters above the carets.
    private func pointedAt(_ rows: [String]) throws -> String {
        let carets = try #require(rows.last)
        let before = carets.prefix { $0 != "^" }.count
        return String(try #require(rows.first).dropFirst(before).prefix(carets.count { $0 == "^" }))
    }

    @Test("a short line is shown whole")
    func short() throws {
        #expect(
            try rows("  - median(response_time) <= +5%", of: "+5%") == [
                "│ 7 │   - median(response_time) <= +5%",
                "│   │                              ^^^ limit 44 ms",
            ])
    }

    @Test(
        "of a long line the part with the limit is shown, with what is said of it",
        arguments: [0, 30, 60, 85, 90, 100, 200], [0, 1, 40, 120])
    func long(before: Int, after: Int) throws {
        let (left, right) = (
            String(repeating: "x", count: before), String(repeating: "y", count: after)
        )
        let line = "- { because: \(left), rule: errors <= 1%\(right) }"
        let rows = try rows(line, of: "1%")
        #expect(rows.count == 2)
        #expect(try pointedAt(rows) == "1%")
        #expect(rows.last?.hasSuffix("^^ limit 44 ms") == true)
        #expect(rows.allSatisfy { $0.count <= 100 })
    }

    @Test("control characters move no caret")
    func control() throws {
        let rows = try rows("\u{1b}[31m- errors\t<= 1%", of: "1%")
        #expect(rows.first == "│ 7 │ ␛[31m- errors <= 1%")
        #expect(try pointedAt(rows) == "1%")
    }

    @Test("a limit that is longer than the page is pointed at as far as it goes")
    func longLimit() throws {
        let limit = String(repeating: "9", count: 150)
        let rows = try rows("- errors <= \(limit)", of: limit)
        #expect(rows.allSatisfy { $0.count <= 100 })
        #expect(try pointedAt(rows).allSatisfy { $0 == "9" || $0 == "…" })
    }
}
