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
