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

    /// Ten times as deep as a copy goes, and far beyond what one path can name.
    private func makeDeepTree() async throws {
        let line = """
            python3 -I -c '
            import os
            for level in range(3000):
                os.mkdir("d")
                os.chdir("d")
            open("file", "w").close()
            '
            """
        mkdir(source, 0o700)
        try #require(try await run(shell(line, in: source)).end == .exited(0))
    }

    @Test func howeverDeepATreeIsItIsRemoved() async throws {
        try await makeDeepTree()
        try removeTree(source)
        #expect(try directoryNames(directory.path) == [])
    }

    @Test func aTreeThatIsTooDeepIsNotCopied() throws {
        makeTree(levels: 201)
        let error = #expect(throws: FileError.self) { try copyTree(from: source, to: target) }
        #expect(
            error?.description
                == "\(source): error: could not copy it: it goes more than 200 directories deep"
        )
        #expect(access(target, F_OK) != 0)
    }

    /// Below the top lie d, d/d, …: so many directories, each 2 characters longer.
    private func makeTree(levels: Int) {
        for level in 0...levels { mkdir(source + String(repeating: "/d", count: level), 0o700) }
    }

    @Test func aTreeThatIsTooDeepIsNeitherReadNorWatchedNorAddedUp() throws {
        makeTree(levels: 201)
        func refusal(_ action: String) -> String {
            "\(source): error: could not \(action) it: it goes more than 200 directories deep"
        }
        let read = #expect(throws: FileError.self) { try treeEntries(of: source) }
        #expect(read?.description == refusal("read"))
        let added = #expect(throws: FileError.self) { try TreeSize(of: [source], to: "read") }
        #expect(added?.description == refusal("read"))
        let watched = #expect(throws: FileError.self) { try TreeMarks(of: source) }
        #expect(watched?.description == refusal("watch"))
    }

    @Test func aTreeOf200LevelsIsReadAndWatched() throws {
        makeTree(levels: 200)
        #expect(try treeEntries(of: source).count == 200)
        #expect(try TreeMarks(of: source).firstDifference(from: TreeMarks(of: source)) == nil)
        #expect(try TreeSize(of: [source], to: "read").bytes == 0)
    }

    @Test func aTreeOfTooManyEntriesIsRefusedBeforeAnythingIsCopied() throws {
        for path in [source, source + "/a", source + "/a/b", source + "/c"] { mkdir(path, 0o700) }
        try copyTree(from: source, to: target, limits: TreeLimits(entries: 3, depth: 2))
        let few = TreeLimits(entries: 2, depth: 2)
        func refusal(_ action: String) -> String {
            "\(source): error: could not \(action) it: it has more than 2 files and directories"
        }
        let copied = #expect(throws: FileError.self) {
            try copyTree(from: source, to: target + "2", limits: few)
        }
        #expect(copied?.description == refusal("copy"))
        #expect(access(target + "2", F_OK) != 0)
        let read = #expect(throws: FileError.self) { try treeEntries(of: source, limits: few) }
        #expect(read?.description == refusal("read"))
        let added = #expect(throws: FileError.self) { try TreeSize(of: [source], limits: few, to: "read") }
        #expect(added?.description == refusal("read"))
        let watched = #expect(throws: FileError.self) { try TreeMarks(of: source, limits: few) }
        #expect(watched?.description == refusal("watch"))
    }

    @Test func nobodyWaitsForACopyThatWasCancelled() async throws {
        mkdir(source, 0o700)
        mkdir(source + "/a", 0o700)
        let (source, target) = (source, target)
        let code = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            do throws(FileError) {
                try copyTree(from: source, to: target)
                return Int32(0)
            } catch {
                return error.code
            }
        }.value
        #expect(code == ECANCELED)
        #expect(access(target, F_OK) != 0)
    }

    /// In a user namespace, whose file systems are its own.
    @Test("what would fill the file system is not copied", arguments: [(800, true), (990, false)])
    func room(kibibytes: Int, isCopied: Bool) async throws {
        mkdir(source, 0o700)
        mkdir(target, 0o700)
        let lines = """
            mount -t tmpfs -o size=1m none copy && dd if=/dev/urandom of=state/file bs=1K count=\(kibibytes) 2> /dev/null &&
            '\(try gateFixture())' copy "$PWD/state:$PWD/copy/state"; stat -c %s copy/state/file
            """
        let result = try await run(
            Command(
                .direct(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", lines]),
                directory: directory.path, environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin"]))
        // 15/16 of 1 MiB are 960 KiB.
        let refusal =
            "\(directory.path)/copy/state/file: error: could not copy to it: no space left on device\n"
            + "  hint: make room on its file system\n"
        #expect(
            result.output.text == (isCopied ? "\(kibibytes * 1024)\n" : refusal), "\(result.errorOutput.text)"
        )
    }
}
