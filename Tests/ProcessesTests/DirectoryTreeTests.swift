import Glibc
import Processes
import Testing

@Suite struct DirectoryTreeTests {
    let directory: TemporaryDirectory
    var source: String { directory.path + "/state" }
    var target: String { directory.path + "/copy" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func filesLinksAndModesAreCopied() async throws {
        mkdir(source, 0o750)
        mkdir(source + "/sub", 0o700)
        try durableWrite(Array("#!/bin/sh\n".utf8), to: source + "/sub/run", mode: 0o755)
        try durableWrite([], to: source + "/empty", mode: 0o400)
        symlink("sub/run", source + "/link")
        symlink("/no/such", source + "/dangling")
        mkfifo(source + "/pipe", 0o600)
        chmod(source + "/sub", 0o500)
        try copyTree(from: source, to: target)
        let listing = try await run(shell("find . -printf '%p %m %l\\n' | sort", in: target))
        // A link's own mode is always 777.
        #expect(
            listing.output.text == """
                . 750 \n./dangling 777 /no/such
                ./empty 400 \n./link 777 sub/run
                ./sub 500 \n./sub/run 755 \n
                """)
        #expect(contents(target + "/sub/run") == "#!/bin/sh\n")
    }

    @Test func largeFilesAreCopiedWhole() async throws {
        mkdir(source, 0o700)
        _ = try await run(shell("head -c 5000000 /dev/urandom > data", in: source))
        try copyTree(from: source, to: target)
        #expect(try await run(shell("cmp state/data copy/data", in: directory.path)).end == .exited(0))
    }

    @Test func copiesBetweenFileSystems() throws {
        mkdir(source, 0o700)
        try write("data", to: source + "/file")
        let memory = "/dev/shm/pawl-copy-\(getpid())"
        defer { #expect(throws: Never.self) { try removeTree(memory) } }
        try copyTree(from: source, to: memory)
        #expect(contents(memory + "/file") == "data")
    }

    @Test func nothingIsCopiedOverSomethingElse() throws {
        mkdir(source, 0o700)
        mkdir(target, 0o700)
        let failure = try #require(throws: FileError.self) { try copyTree(from: source, to: target) }
        #expect(failure.description == "\(target): error: could not create it: file exists")
    }

    @Test func namesThatAreNotUTF8AreCopiedAndRemoved() async throws {
        mkdir(source, 0o700)
        _ = try await run(shell("printf x > \"$(printf 'a\\377b')\"", in: source))
        try copyTree(from: source, to: target)
        #expect(try await run(shell("cat copy/a*b", in: directory.path)).output.text == "x")
        try removeTree(target)
        #expect(access(target, F_OK) != 0)
    }

    @Test func removingDoesNotFollowLinks() throws {
        mkdir(source, 0o700)
        mkdir(target, 0o700)
        try write("precious", to: source + "/file")
        symlink(source, target + "/link")
        try removeTree(target)
        #expect(contents(source + "/file") == "precious")
        #expect(access(target, F_OK) != 0)
        try removeTree(target)  // again: nothing to do
    }

    @Test func readOnlyTreesAreRemoved() async throws {
        let closed = try TemporaryDirectory()
        mkdir(closed.path + "/a", 0o700)
        try durableWrite([], to: closed.path + "/a/file", mode: 0o400)
        chmod(closed.path + "/a", 0o500)
        chmod(closed.path, 0o000)
        try closed.remove()
        #expect(access(closed.path, F_OK) != 0)
    }

    @Test func aTemporaryDirectoryIsPrivateAndGoesWithItsOwner() throws {
        var owner: TemporaryDirectory? = try TemporaryDirectory(prefix: "pawl-test-")
        let path = try #require(owner?.path)
        #expect(path.contains("/pawl-test-"))
        #expect(try mode(of: path) == 0o700)
        owner = nil
        #expect(access(path, F_OK) != 0)
    }
}
