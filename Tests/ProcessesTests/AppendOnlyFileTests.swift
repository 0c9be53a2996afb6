import Glibc
import Processes
import Testing

@Suite struct AppendOnlyFileTests {
    let directory: TemporaryDirectory
    var path: String { directory.path + "/journal" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func linesComeBackInOrder() throws {
        let file = try AppendOnlyFile(path)
        for line in ["one", "", "three"] { try file.append(line) }
        #expect(try AppendOnlyFile.lines(of: path) == ["one", "", "three"])
        #expect(contents(path) == "one\n\nthree\n")
        #expect(try mode(of: path) == 0o600)
    }

    @Test func anUnfinishedLastLineIsNotRead() throws {
        try write("one\ntwo\nthr", to: path)
        #expect(try AppendOnlyFile.lines(of: path) == ["one", "two"])
        #expect(contents(path) == "one\ntwo\nthr")
    }

    @Test("appending goes on after the last finished line", arguments: ["one\nun", "one\n"])
    func recovery(before: String) throws {
        try write(before, to: path)
        try AppendOnlyFile(path).append("two")
        #expect(contents(path) == "one\ntwo\n")
    }

    @Test func nothingButAnUnfinishedLineIsNoLine() throws {
        try write("un", to: path)
        #expect(try AppendOnlyFile.lines(of: path) == [])
        try AppendOnlyFile(path).append("one")
        #expect(contents(path) == "one\n")
    }

    @Test func aFileThatDoesNotExistHasNoLines() throws {
        #expect(try AppendOnlyFile.lines(of: path) == [])
    }
}
