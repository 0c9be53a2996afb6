import Testing

@testable import Reports

@Suite struct PageTests {
    @Test("a line of a hundred columns stays whole, a longer one goes on below")
    func wrapping() {
        let hundred = String(repeating: "word ", count: 19) + "words"
        #expect(text(Line("\(hundred)")) == hundred + "\n")
        #expect(text(Line("\(hundred) more", overflow: .wrap("  "))) == hundred + "\n  more\n")
    }

    @Test("a number stays with its unit")
    func numbersKeepTheirUnits() {
        let line = String(repeating: "x", count: 90) + " limit 50 ms"
        #expect(text(Line("\(line)")) == String(repeating: "x", count: 90) + " limit\n50 ms\n")
    }

    @Test("a word longer than the page is broken, none of it is lost")
    func longWord() {
        let word = String(repeating: "x", count: 250)
        let rows = text(Line("\(word)", overflow: .wrap("│ "))).split(separator: "\n")
        #expect(rows.map(\.count) == [100, 100, 54])
    }

    @Test("what is clipped ends in a sign, what is kept is whole")
    func clipping() {
        let word = String(repeating: "x", count: 101)
        #expect(text(Line("\(word)", overflow: .clip)) == String(repeating: "x", count: 99) + "…\n")
        #expect(text(Line("\(word)", overflow: .keep)) == word + "\n")
    }

    @Test("a table's last column goes on below itself, and an empty column takes no room")
    func table() {
        var table = Table(indent: 2, gap: 2)
        table.add("a", "", "first")
        table.add("long", "", "\(String(repeating: "word ", count: 20))")
        var page = Page()
        page.add(table.lines)
        let words = String(repeating: "word ", count: 18).dropLast()
        #expect(page.text(.plain) == "  a     first\n  long  \(words)\n        word word\n")
    }

    private func text(_ line: Line) -> String {
        var page = Page()
        page.add(line)
        return page.text(.plain)
    }
}
