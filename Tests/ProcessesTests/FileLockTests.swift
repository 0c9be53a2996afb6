import Glibc
import Processes
import Testing

@Suite struct FileLockTests {
    let directory: TemporaryDirectory
    var path: String { directory.path + "/lock" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// The owner's record, or nil when the lock was free; it is given back at once.
    private func owner() throws -> String? {
        switch try FileLock.tryLock(path, what: "another") {
        case .locked: nil
        case .held(let owner): owner
        }
    }

    @Test func theOwnerIsNamedToWhoeverComesSecond() throws {
        guard case .locked(let lock) = try FileLock.tryLock(path, what: "deploy to staging") else {
            Issue.record("a fresh lock is free")
            return
        }
        let record = try #require(try owner())
        #expect(record.hasPrefix("pid \(getpid()), deploy to staging, since 20"))
        #expect(record.hasSuffix("Z"))
        _ = consume lock
        #expect(try owner() == nil)
        #expect(contents(path) == "")
    }

    @Test func aLockOfAnotherProcessDiesWithIt() async throws {
        let other = try await RunningService.start(
            Command(.direct([try gateFixture(), "lock", path]), directory: "/", environment: [:]))
        try await eventually("it has the lock") { other.output.text == "locked\n" }
        #expect(try owner()?.hasPrefix("pid \(other.processID), fixture, since 20") == true)
        kill(other.processID, SIGKILL)
        try await other.stop(grace: .zero)
        #expect(try owner() == nil)
    }

    @Test("who holds a lock is found, whoever took it", arguments: ["gate-fixture", "python3"])
    func holders(name: String) async throws {
        let script =
            "import fcntl,time; f=open('\(path)','a'); fcntl.flock(f,fcntl.LOCK_EX); print('locked',flush=True); time.sleep(1000)"
        let words = name == "python3" ? ["python3", "-S", "-c", script] : [try gateFixture(), "lock", path]
        let other = try await RunningService.start(
            Command(.direct(words), directory: "/", environment: ["PATH": "/usr/bin:/bin"]))
        try await eventually("it has the lock") { other.output.text == "locked\n" }
        let holders = lockHolders(path)
        #expect(holders.map(\.processID) == [other.processID])
        #expect(holders.map(\.name) == [name])
        #expect(holders.map(\.isPawl) == [false])
        try await other.stop(grace: .zero)
        #expect(lockHolders(path) == [])
    }

    @Test("a child that inherited the lock of a process that is gone holds it")
    func inherited() async throws {
        let script = "exec 9>>'\(path)'; flock 9; sleep 1000 & exec true"
        let result = try await run(
            {
                var command = shell(script, in: directory.path)
                command.keepsRunning = true
                return command
            }())
        let child = try #require(result.leftRunning.first)
        #expect(lockHolders(path).map(\.processID) == [child])
        kill(child, SIGKILL)
    }

    @Test func anOwnerRecordThatIsRubbishIsCutAndOnOneLine() throws {
        guard case .locked(let lock) = try FileLock.tryLock(path, what: "gate") else {
            Issue.record("a fresh lock is free")
            return
        }
        var bytes = Array("first\nsecond".utf8) + [0xff, 0x00]
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        try bytes.withUnsafeBytes { bytes in
            let file = open(path, O_WRONLY)
            defer { close(file) }
            try #require(write(file, bytes.baseAddress, bytes.count) == bytes.count)
        }
        let record = try #require(try owner())
        #expect(record.hasPrefix("firstsecond\u{fffd}x"))
        #expect(record.count < 200)
        _ = consume lock
    }

    @Test func aSymbolicLinkIsNotLocked() throws {
        symlink("/dev/null", path)
        let failure = try #require(throws: FileError.self) { try owner() }
        #expect(
            failure.description == """
                \(path): error: could not open it: too many levels of symbolic links
                  hint: put a file there that is not a symbolic link
                """)
    }
}
