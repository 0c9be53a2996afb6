import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

/// What somebody can do to a log who may write to the repository, and has no key that is trusted.
@Suite struct AttackTests {
    private func threeEntries() throws -> (LogDirectory, [LogEntry]) {
        let directory = try LogDirectory()
        return (directory, try [.adopted, .approve, .block].map { try directory.append($0) })
    }

    private func brokenIndex(_ directory: LogDirectory) throws -> Int? {
        try directory.log().verify(remembers: false).brokenEntry?.index
    }

    /// Header, message, trailers and signature: every fifth byte, so that each line has some.
    @Test func noByteOfACommitCanBeAnother() throws {
        let (directory, entries) = try threeEntries()
        let bytes = try directory.open().rawObject(entries[2].commit, limit: 100_000).bytes
        let reference = URL(filePath: directory.path + "/.git/refs/heads/pawl/log/staging")
        var tried = 0
        for position in stride(from: 0, to: bytes.count, by: 5) {
            var changed = bytes
            changed[position] ^= 0x01
            let id = try directory.git(
                "hash-object", "-t", "commit", "-w", "--literally", "--stdin", input: changed)
            // Git itself refuses many of them.
            try Data("\(id)\n".utf8).write(to: reference)
            let broken = try directory.log().verify(remembers: false).brokenEntry
            // Where another commit is named as the one before it, nobody can tell which entry it is.
            #expect(broken != nil && broken?.index ?? 2 <= 2, "byte \(position)")
            tried += 1
        }
        #expect(tried > 100)
    }

    @Test func anEntryThatIsThereTwiceIsRefused() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[1], in: directory)
        forgery.commit = forgery.commit.replacing(entries[0].commit.hex, with: entries[2].commit.hex)
        try forgery.put(signedBy: directory.key)
        #expect(try brokenIndex(directory) == 3)
    }

    @Test func replacementsAndGraftsOfGitChangeNothing() throws {
        let (directory, entries) = try threeEntries()
        try directory.git("replace", entries[1].commit.hex, entries[0].commit.hex)
        try Data("\(entries[2].commit.hex) \(entries[0].commit.hex)\n".utf8).write(
            to: URL(filePath: directory.path + "/.git/info/grafts"))
        let verification = try directory.log().verify()
        #expect(verification.holds && verification.size == 3)
        #expect(try directory.log().entries().map(\.leaf) == entries.map(\.leaf))
    }

    /// Git names objects by their content, and whoever writes below it can put something else under a name.
    @Test("an object with other content under its name is refused", arguments: ["own", "alternate"])
    func otherContent(store: String) throws {
        let (directory, entries) = try threeEntries()
        let other = try directory.git("rev-parse", "\(entries[0].commit.hex):\(EntryCommit.fileName)")
        let own = try directory.git("rev-parse", "\(entries[1].commit.hex):\(EntryCommit.fileName)")
        func path(_ id: String, _ objects: String) -> URL {
            URL(filePath: "\(objects)/\(id.prefix(2))/\(id.dropFirst(2))")
        }
        let objects = directory.path + "/.git/objects"
        let forged = try Data(contentsOf: path(other, objects))
        try FileManager.default.removeItem(at: path(own, objects))
        var target = objects
        if store == "alternate" {
            target = directory.path + "/elsewhere"
            try Data("\(target)\n".utf8).write(to: URL(filePath: objects + "/info/alternates"))
        }
        let place = path(own, target)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try forged.write(to: place)
        #expect(try brokenIndex(directory) == 1)
    }

    /// A remote, or somebody beside it, shows two clones two logs that are both signed well.
    @Test func twoLogsOfOneNameAreToldApartByTheCheckpointOfOne() throws {
        let (directory, _) = try threeEntries()
        let other = try directory.clone()
        try directory.append(.approve)
        try directory.append(.block, to: directory.log(in: other))
        let least = try #require(try directory.log().checkpoint())
        #expect(try directory.log(in: other).verify(remembers: false).holds)
        let held = try directory.log(in: other, memory: LogMemory(least: least)).verify(remembers: false)
        #expect(
            held.brokenEntry?.problem == .otherThanCheckpoint(size: 4, from: .setting))
    }
}
