import Testing

@testable import DecisionLog
@testable import Git

@Suite struct LogSharingTests {
    private func sharing(
        _ directory: LogDirectory, wish: LogSharing.Wish? = nil, isCI: Bool = false
    ) throws -> LogSharing {
        try LogSharing(of: "staging", wish: wish, isCI: isCI, in: directory.open())
    }

    @Test func withoutARemoteItStaysHere() throws {
        let directory = try LogDirectory()
        #expect(try sharing(directory, isCI: true) == .here)
    }

    @Test func theOnlyRemoteHasItInCIAndPerhapsElsewhere() throws {
        let directory = try LogDirectory()
        try directory.git("remote", "add", "origin", "/nowhere")
        #expect(try sharing(directory, isCI: true) == .shared(LogRemote("origin")))
        #expect(try sharing(directory) == .perhaps(LogRemote("origin")))
        #expect(try sharing(directory, wish: .init(remote: "none"), isCI: true) == .here)
    }

    @Test func theRemoteThatHasItComesBeforeOthers() throws {
        let directory = try LogDirectory()
        for name in ["origin", "mirror"] { try directory.git("remote", "add", name, "/nowhere") }
        #expect(try sharing(directory, isCI: true) == .perhaps(LogRemote("origin")))
        // Anybody's fork may have a branch of that name.
        try directory.git("update-ref", "refs/remotes/mirror/pawl/log/staging", "HEAD")
        for isCI in [false, true] {
            #expect(throws: RemoteLogError.self) { try sharing(directory, isCI: isCI) }
        }
        try directory.git("update-ref", "refs/remotes/origin/pawl/log/staging", "HEAD")
        #expect(try sharing(directory) == .shared(LogRemote("origin")))
        try directory.git("remote", "rename", "origin", "upstream")
        #expect(throws: RemoteLogError.self) { try sharing(directory) }
        try directory.git("update-ref", "-d", "refs/remotes/upstream/pawl/log/staging")
        #expect(try sharing(directory) == .shared(LogRemote("mirror")))
    }

    @Test func aRemoteThatIsPushedToElsewhereIsReadThereToo() throws {
        let directory = try LogDirectory()
        try directory.git("remote", "add", "origin", "/upstream")
        try directory.git("remote", "set-url", "--push", "origin", "/fork")
        #expect(try sharing(directory, isCI: true) == .shared(LogRemote("origin", address: "/fork")))
    }

    @Test func noMessageShowsACredentialOfAnAddress() {
        let error = RemoteLogError.unreachable(
            remote: "https://anna:s3cret@example.org/log.git",
            reason: "fatal: https://anna:s3cret@example.org: 403")
        #expect(!error.description.contains("s3cret"))
        #expect(error.description.contains("'https://***@example.org/log.git'"))
        #expect(LogRemote("https://token@example.org/a").shownName == "https://***@example.org/a")
        #expect(LogRemote("git@example.org:a").shownName == "git@example.org:a")
    }

    @Test func whatIsNamedHasToBeARemoteOrAPlace() throws {
        let directory = try LogDirectory()
        let log = LogSharing.Wish(remote: "../log.git", prefix: "refs/heads/audit")
        #expect(
            try sharing(directory, wish: log) == .shared(LogRemote("../log.git", prefix: "refs/heads/audit/"))
        )
        for name in ["orgin", "--upload-pack=/bin/sh", ""] {
            #expect(throws: RemoteLogError.self) { try sharing(directory, wish: .init(remote: name)) }
        }
    }
}
