import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

@Suite struct CheckpointTests {
    /// A log of two entries, and what it says of itself.
    private func directory() throws -> (LogDirectory, Checkpoint) {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        try directory.append()
        return (directory, try #require(try directory.log().checkpoint()))
    }

    private func open(_ directory: LogDirectory, least: Checkpoint) throws -> Int {
        try directory.log(memory: LogMemory(least: least)).open().size
    }

    @Test func aLogThatReachesItIsReadAndGrowsOn() throws {
        let (directory, least) = try directory()
        #expect(try open(directory, least: least) == 2)
        try directory.append()
        #expect(try open(directory, least: least) == 3)
    }

    @Test func aShorterOrAnotherLogIsBroken() throws {
        let (directory, least) = try directory()
        let longer = Checkpoint(origin: least.origin, size: 3, root: least.root)
        #expect(
            try errorText { _ = try open(directory, least: longer) }
                == """
                log: error: it ends before the 3 entries that PAWL_CHECKPOINT says
                  hint: fetch the rest ('pawl log sync'); if that is all, find out who took entries away
                """)
        let other = Checkpoint(origin: least.origin, size: 2, root: .empty)
        #expect(throws: BrokenEntry.self) { try open(directory, least: other) }
        let foreign = Checkpoint(
            origin: "pawl/\(String(repeating: "a", count: 40))/staging", size: 1, root: least.root)
        #expect(throws: BrokenEntry.self) { try open(directory, least: foreign) }
        // Of another environment it says nothing.
        let elsewhere = Checkpoint(
            origin: "pawl/\(String(repeating: "a", count: 40))/production", size: 9, root: .empty)
        #expect(try open(directory, least: elsewhere) == 2)
    }

    @Test func anEmptyLogDoesNotReachIt() throws {
        let (_, least) = try directory()
        let empty = try LogDirectory()
        #expect(throws: BrokenEntry.self) { try open(empty, least: least) }
    }

    @Test func onlyWhatATrustedKeySignedInTheLogsNameIsBelieved() throws {
        let (directory, least) = try directory()
        let keys = [directory.key.publicKey]
        let note = try least.signed(by: directory.key)
        #expect(try Checkpoint(parsing: Array(note.description.utf8), trustedBy: keys) == least)
        for (text, problem) in [
            (try least.signed(by: testKey(9)).description, CheckpointProblem.notTrusted),
            (try SignedNote.sign(least.text, as: "other", with: directory.key).description, .notTrusted),
            (
                try SignedNote.sign("\(least.origin)\n02\n\n", as: least.origin, with: directory.key)
                    .description,
                .malformed
            ),
            (note.description.replacing("\n2\n", with: "\n1\n"), .note(.wrongSignature(name: least.origin))),
        ] {
            #expect(throws: problem) { try Checkpoint(parsing: Array(text.utf8), trustedBy: keys) }
        }
    }

    @Test func eachAppendPublishesOneAndTheyNeverGoBack() async throws {
        let shared = try SharedDirectory()
        let other = try shared.log(in: shared.clone())
        try await shared.record(.adopted, in: shared.log())
        try await shared.record(.approve, in: other, run: "other")
        try await shared.record(.block, in: shared.log())
        let file =
            try run(
                "git", ["show", "refs/heads/pawl/checkpoint/staging:checkpoint"], in: shared.remote) + "\n"
        let published = try Checkpoint(parsing: Array(file.utf8), trustedBy: [shared.own.key.publicKey])
        #expect(try published == shared.own.log().checkpoint())
        let sizes = try run(
            "git", ["log", "--format=%s", "refs/heads/pawl/checkpoint/staging"], in: shared.remote)
        #expect(sizes == "checkpoint 3\ncheckpoint 2\ncheckpoint 1")
    }

    /// A runner that remembers nothing sees by the checkpoint that the log was cut.
    @Test func aRemoteWhoseLogIsShorterThanWhatItPublishedIsRefused() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let old = try shared.atRemote()
        try await shared.record(.approve, in: shared.log())
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", old], in: shared.remote)
        let fresh = try shared.log(in: shared.clone())
        let error = await #expect(throws: BrokenEntry.self) { try await fresh.catchUp(key: nil) }
        #expect(
            error?.description.contains("it ends before the 2 entries that the checkpoint at 'origin' says")
                == true)
        #expect(try fresh.entries().isEmpty)
    }

    @Test func whatAStrangerPublishesIsPassedOver() async throws {
        let shared = try SharedDirectory()
        try await shared.record(.adopted, in: shared.log())
        let clone = try shared.clone()
        let place = URL(filePath: clone + "/checkpoint")
        let least = try #require(try shared.own.log().checkpoint())
        let forged = try Checkpoint(origin: least.origin, size: 9, root: least.root).signed(by: testKey(9))
        try Data(forged.description.utf8).write(to: place)
        for words in [
            ["checkout", "-q", "--orphan", "x"], ["add", "checkpoint"], ["commit", "-q", "-m", "x"],
        ] {
            _ = try run("git", words, in: clone)
        }
        _ = try run(
            "git", ["push", "-q", "--force", "origin", "HEAD:refs/heads/pawl/checkpoint/staging"], in: clone)
        let fresh = try shared.log(in: shared.clone())
        try await fresh.catchUp(key: nil)
        #expect(try fresh.entries().count == 1)
    }
}
