import Glibc
import Processes
import Testing

@Suite struct DurableWriteTests {
    let directory: TemporaryDirectory
    var path: String { directory.path + "/state" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func replacesTheWholeFile() async throws {
        try durableWrite(Array("a longer text".utf8), to: path)
        try durableWrite(Array("short".utf8), to: path)
        #expect(contents(path) == "short")
        #expect(try await run(shell("ls -A", in: directory.path)).output.text == "state\n")
    }

    @Test("sets the mode exactly, whatever the umask", arguments: [0o600, 0o644, 0o666, 0o755] as [UInt32])
    func modes(wanted: UInt32) throws {
        try durableWrite([], to: path, mode: wanted)
        #expect(try mode(of: path) == wanted)
    }

    @Test func replacesALinkAndNotWhatItPointsTo() throws {
        try write("target", to: directory.path + "/target")
        symlink("target", path)
        try write("new", to: path)
        #expect(contents(directory.path + "/target") == "target")
        #expect(contents(path) == "new")
    }

    @Test func aFailureLeavesNoTemporaryFile() async throws {
        mkdir(path, 0o700)
        let failure = try #require(throws: FileError.self) { try write("x", to: path) }
        #expect(failure.description == "\(path): error: could not replace it: is a directory")
        #expect(try await run(shell("ls -A", in: directory.path)).output.text == "state\n")
    }

    @Test func aMissingDirectoryIsNamed() throws {
        let failure = try #require(throws: FileError.self) {
            try write("x", to: directory.path + "/no/state")
        }
        #expect(
            failure.description == "\(directory.path)/no: error: could not open it: no such file or directory"
        )
    }
}
