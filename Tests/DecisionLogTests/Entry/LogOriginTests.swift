import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

/// A log belongs to the repository that it was begun in.
@Suite struct LogOriginTests {
    private static let log = "refs/heads/pawl/log/staging"

    /// A repository, and another whose log was put into it, with all its objects.
    private func planted() throws -> (LogDirectory, DecisionLog, LogEntry) {
        let (home, other) = (try LogDirectory(), try LogDirectory())
        // Other commits than those of the repository: the two are made in the same second.
        try other.git(
            "commit", "-q", "--amend", "--allow-empty", "--no-edit", "--author=Eve <eve@example.org>")
        try other.git("checkout", "-q", "--orphan", "fresh")
        try other.git("commit", "-q", "--allow-empty", "-m", "another beginning")
        let repository = try other.open()
        let commit = try repository.commit(repository.resolve("HEAD"))
        let revision = Revision(commit: commit.id, tree: commit.tree, summary: commit.summary)
        let decision = Decision(
            Decision.Header(
                environment: "staging", pipeline: testPipeline, candidate: revision, baseline: nil,
                context: testContext),
            .adopted)
        let entry = try other.log().append(decision, evidence: nil, key: other.key) { _ in }
        try home.git("fetch", "-q", other.path, "\(Self.log):\(Self.log)", "fresh")
        let log = try DecisionLog(
            repository: home.path, environment: "staging", trust: TrustFile(path: other.trustPath))
        return (home, log, entry)
    }

    @Test func theLogOfAnotherRepositoryIsRefused() throws {
        let (home, log, entry) = try planted()
        let expected = """
            log, entry 0: error: it begins the log '\(entry.origin)', which belongs to another repository
              hint: delete 'refs/heads/pawl/log/staging' if it was fetched by mistake, and fetch this repository's own
            """
        #expect(try errorText { _ = try log.entries() } == expected)
        #expect(try log.verify().brokenEntry?.description == expected)
        #expect(try home.git("rev-parse", Self.log) == entry.commit.hex)
    }

    @Test func aLogWhoseBeginningIsInThisRepositoryToo() throws {
        let (home, log, entry) = try planted()
        try home.git("branch", "grafted", entry.decision.candidate.commit.hex)
        #expect(try log.entries().count == 1)
    }

    @Test func aNameThatIsNotThatOfTheCandidatesOwnBeginningIsRefused() throws {
        let directory = try LogDirectory()
        let entry = try directory.append(.adopted)
        let other = "pawl/\(directory.second.commit)/staging"
        var forgery = try Forgery(entry, in: directory)
        try forgery.restate(directory.key) { $0.replacing(entry.origin, with: other) }
        try forgery.put(signedBy: directory.key)
        let clone = try directory.clone()
        let broken = try #require(try directory.log(in: clone).verify().brokenEntry)
        #expect(broken.problem == .foreign(origin: other))
    }

    @Test func whereTheHistoryIsNotThereItIsNotDenied() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let shallow = directory.path + "-shallow"
        _ = try run("git", ["clone", "-q", "--depth=1", "file://" + directory.path, shallow], in: "/")
        _ = try run("git", ["fetch", "-q", "origin", "\(Self.log):\(Self.log)"], in: shallow)
        #expect(try directory.log(in: shallow).entries().count == 1)

        let logsAlone = directory.path + "-logs"
        _ = try run("git", ["init", "-q", "--bare", logsAlone], in: "/")
        _ = try run("git", ["fetch", "-q", directory.path, "\(Self.log):\(Self.log)"], in: logsAlone)
        #expect(try directory.log(in: logsAlone).entries().count == 1)
    }

    @Test func aDamagedBranchSaysNothingAgainstALog() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        try directory.git("checkout", "-q", "-b", "damaged")
        for name in ["lost", "last"] { try directory.git("commit", "-q", "--allow-empty", "-m", name) }
        try removeObject(directory.git("rev-parse", "HEAD~1"), in: directory)
        // As on a machine that has not seen the log yet.
        try FileManager.default.removeItem(atPath: directory.markPath)
        #expect(try directory.log().entries().count == 1)
    }

    @Test func aCandidateThatNoBranchHasIsNoFault() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        try directory.git("reset", "-q", "--hard", directory.first.commit.hex)
        let clone = try directory.clone()
        _ = try run("git", ["reflog", "expire", "--expire=now", "--all"], in: clone)
        _ = try run("git", ["gc", "-q", "--prune=now"], in: clone)
        #expect(throws: CommandFailed.self) {
            try run("git", ["cat-file", "-e", directory.second.commit.hex], in: clone)
        }
        #expect(try directory.log(in: clone).entries().count == 1)
    }
}
