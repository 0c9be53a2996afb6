import Foundation
import GateModel
import JSON
import Testing

@testable import DecisionLog

/// What a machine remembers of a log saves time, and never makes a log good that is not.
///
/// Whether it was believed is seen by an object of an old entry that is taken away: only a verification from the first entry misses it.
@Suite struct LogCacheTests {
    private static let log = "refs/heads/pawl/log/staging"

    /// Five entries, of which the first has lost its commit.
    private func withoutFirstEntry() throws -> (LogDirectory, [LogEntry]) {
        let directory = try LogDirectory()
        let kinds: [Decision.Kind] = [.adopted, .approve, .deployStarted, .deployed, .block]
        let entries = try kinds.map { try directory.append($0) }
        try removeObject(entries[0].commit.hex, in: directory)
        return (directory, entries)
    }

    /// Whether the log is read although its first entry is gone.
    private func isBelieved(_ directory: LogDirectory) throws -> Bool {
        do {
            _ = try directory.log().open()
            return true
        } catch let broken as BrokenEntry {
            guard case .unreadable = broken.problem else { throw broken }
            return false
        }
    }

    @Test func whatThisMachineHasVerifiedIsNotVerifiedAgain() throws {
        let (directory, entries) = try withoutFirstEntry()
        let log = try directory.log().open()
        #expect(log.size == 5)
        #expect(log.root == entries[4].root)
        #expect(log.tip == entries[4].commit)
        #expect(try Array(log.heads) == entries.map(LogHead.init))
        #expect(log.state(of: "membership").running == directory.second)
        #expect(try log.history(of: "membership").everRan == [directory.second.commit])
        #expect(try log.entry(of: LogHead(entries[3])) == entries[3])
        #expect(try directory.append().index == 5)
        #expect(try directory.log().open().heads.map(\.index) == Array(0..<6))
    }

    @Test func aRunWithARollbackVerifiesTheLogOnceWhenItsScriptsAreThrough() throws {
        let directory = try LogDirectory()
        for _ in 0..<4 { try directory.append(.adopted) }
        let log = try directory.log(memory: LogMemory())
        #expect(try log.open().history(of: "membership").everRan.count == 1)
        let kinds: [Decision.Kind] = [.approve, .deployStarted, .block, .rollbackStarted, .rolledBack]
        for kind in kinds { try directory.append(kind, to: log) }
        // What it has appended itself, read back.
        #expect(log.memory.verifiedEntries == 5)
        try log.verifyAgain()
        #expect(log.memory.verifiedEntries == 5 + 9)
    }

    @Test func anEntryThatIsNotTheOneOfItsHeadIsRefused() throws {
        let directory = try LogDirectory()
        let entry = try directory.append(.adopted)
        let other = LogEntry(
            index: 0, leaf: .leaf([1]), commit: entry.commit, decision: entry.decision, evidence: [],
            origin: entry.origin, signer: entry.signer, envelope: [], root: entry.root)
        let log = try directory.log().open()
        let refusal = try errorText { _ = try log.entry(of: LogHead(other)) }
        #expect(refusal.hasPrefix("log, entry 0: error: it is not what was verified before\n"), "\(refusal)")
    }

    @Test func logVerifyBelievesNothingOfItAndDropsItWhereTheLogDoesNotHold() throws {
        let (directory, entries) = try withoutFirstEntry()
        #expect(try isBelieved(directory))
        let broken = try #require(try directory.log().verify().brokenEntry)
        #expect(broken.commit == entries[0].commit)
        #expect(try !isBelieved(directory))
        let found = try errorText { try directory.log().verifyAgain() }
        #expect(found == broken.description)
    }

    @Test func whoHasNoKeyUsesItAndDoesNotWriteIt() throws {
        let directory = try LogDirectory()
        for kind in [Decision.Kind.adopted, .approve] { try directory.append(kind) }
        let sealed = try Data(contentsOf: URL(filePath: directory.cachePath))
        let clone = try directory.clone()
        try directory.append(.block, to: directory.log(in: clone))
        try directory.git("fetch", "-q", clone, "\(Self.log):\(Self.log)")
        #expect(try directory.log().open().size == 3)
        #expect(try Data(contentsOf: URL(filePath: directory.cachePath)) == sealed)
        // The next writer has all of it.
        try directory.append()
        let cache = LogCache(
            path: directory.cachePath, reference: Self.log, environment: "staging",
            trust: try directory.trust())
        #expect(cache?.tree.size == 4)
        #expect(cache?.heads.count == 4)
    }

    /// Something that is done to the two files.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let act: @Sendable (LogDirectory) throws -> Void

        init(_ name: String, _ act: @escaping @Sendable (LogDirectory) throws -> Void) {
            (testDescription, self.act) = (name, act)
        }
    }

    @Test(
        "a cache that does not fit in any way is dropped, and all is verified",
        arguments: [
            Damage("deleted") { try FileManager.default.removeItem(atPath: $0.cachePath) },
            Damage("cut off") { directory in try directory.editCache { $0.prefix($0.count / 2) } },
            Damage("a byte is changed") { directory in
                try directory.editCache {
                    Data(String(decoding: $0, as: UTF8.self).replacing("anna", with: "bert").utf8)
                }
            },
            Damage("the signature is another one's") { directory in
                try directory.reseal(with: try testKey(9)) { $0 }
            },
            Damage("sealed as an entry's commit is") { directory in
                try directory.reseal(with: directory.key, namespace: "git") { $0 }
            },
            Damage("of another version") { directory in
                try directory.reseal(with: directory.key) {
                    $0.replacing("{\"format\":1,", with: "{\"format\":2,")
                }
            },
            Damage("of another reference") { directory in
                try directory.reseal(with: directory.key) { $0.replacing(Self.log, with: Self.log + "2") }
            },
            Damage("by another trust file") { directory in
                let line = "eve " + SSHPublicKey(key: try testKey(9).publicKey, comment: "").line + "\n"
                let own = try String(contentsOfFile: directory.trustPath, encoding: .utf8)
                try (own + line).write(toFile: directory.trustPath, atomically: true, encoding: .utf8)
            },
            Damage("the mark is another log's") { directory in
                try SeenLog(size: 5, root: .empty, tip: directory.second.commit).remember(
                    path: directory.markPath)
            },
            Damage("the mark is gone") { try FileManager.default.removeItem(atPath: $0.markPath) },
            Damage("a pipe stands there") { directory in
                try putPipe(at: directory.cachePath)
            },
        ])
    func dropped(damage: Damage) throws {
        let (directory, _) = try withoutFirstEntry()
        #expect(try isBelieved(directory))
        try damage.act(directory)
        #expect(try !isBelieved(directory))
    }

    @Test func anOlderOneOfTheSameLogIsGoneOnFrom() throws {
        let directory = try LogDirectory()
        let first = try directory.append(.adopted)
        try directory.append()
        let old = try Data(contentsOf: URL(filePath: directory.cachePath))
        try directory.append(.block)
        try old.write(to: URL(filePath: directory.cachePath))
        try removeObject(first.commit.hex, in: directory)
        #expect(try directory.log().open().heads.map(\.kind) == [.adopted, .approve, .block])
        #expect(try directory.append(.deployed).index == 3)
        #expect(try directory.log().open().heads.map(\.index) == [0, 1, 2, 3])
    }

    @Test func oneOfAnotherLogIsDropped() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let clone = try directory.clone()
        let others = try [Decision.Kind.block, .deployed].map {
            try directory.append($0, to: directory.log(in: clone))
        }
        try directory.append()
        try directory.git("fetch", "-q", clone, "+\(Self.log):\(Self.log)")
        try SeenLog(upTo: LogHead(others[1])).remember(path: directory.markPath)
        let log = try directory.log().open()
        #expect(try log.heads.map(\.kind) == [.adopted, .block, .deployed])
        #expect(log.root == others[1].root)
    }

    @Test("heads that are not those that were sealed are made anew", arguments: ["cut", "changed", "gone"])
    func heads(damage: String) throws {
        let directory = try LogDirectory()
        let entries = try [.adopted, .approve, .block].map { try directory.append($0) }
        let file = URL(filePath: directory.headsPath)
        switch damage {
        case "cut": try Data(contentsOf: file).dropLast(9).write(to: file)
        case "gone": try FileManager.default.removeItem(at: file)
        default:
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacing("\"kind\":\"block\"", with: "\"kind\":\"approve\"").write(
                to: file, atomically: true, encoding: .utf8)
        }
        let log = try directory.log(memory: LogMemory())
        #expect(try log.open().heads.map(\.kind) == [.adopted, .approve, .block])
        try directory.append(.deployed, to: log)
        #expect(try directory.log().open().heads.map(\.index) == [0, 1, 2, 3])
        // It is whole again, so that it is believed.
        try removeObject(entries[0].commit.hex, in: directory)
        #expect(try isBelieved(directory))
        #expect(try directory.log().open().heads.count == 4)
    }

    @Test func headsThatAKilledWriterLeftBehindAreOverwritten() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let file = URL(filePath: directory.headsPath)
        try (Data(contentsOf: file) + Data("{\"index\":1".utf8)).write(to: file)
        try directory.append()
        let log = try directory.log().open()
        #expect(try log.heads.map(\.kind) == [.adopted, .approve])
        #expect(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count == 2)
    }

    @Test func aLogThatCannotBeRememberedIsAppendedToAllTheSame() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        for path in [directory.cachePath, directory.headsPath] {
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        }
        #expect(try directory.append().index == 1)
        #expect(try directory.log().open().heads.count == 2)
    }

    /// Whoever changes this file decides that what was sealed before is not believed any more, and raises ``LogCache/format``.
    @Test func itsContentIsThatOfTheGoldenFile() throws {
        let heads = Decision.Kind.allCases.enumerated().map { index, kind in
            LogHead(
                LogEntry(
                    index: index, leaf: .leaf([UInt8(index)]), commit: testID(index + 1),
                    decision: GoldenEntries.statement(kind).decision,
                    evidence: GoldenEntries.statement(kind).evidence, origin: "", signer: "anna",
                    envelope: [], root: .leaf([UInt8(index)])))
        }
        var states: [String: EnvironmentState] = [:]
        for head in heads { states[head.pipeline.name, default: EnvironmentState()].take(head) }
        let cache = LogCache(
            origin: "pawl/\(testID(1))/staging", reference: Self.log, trust: "ab12",
            last: try #require(heads.last), tree: MerkleTree(leaves: heads.map(\.leaf)), states: states,
            heads: HeadFile.Extent(count: 8, length: 4000, digest: .empty))
        try GoldenTests.expect(JCS.bytes(cache), as: "cache")
    }
}

extension LogDirectory {
    var cachePath: String { path + "/.git/pawl/log-staging.cache" }
    var headsPath: String { path + "/.git/pawl/log-staging.heads" }

    func trust() throws -> TrustFile { try TrustFile(path: trustPath) }

    func editCache(_ edit: (Data) -> Data) throws {
        let file = URL(filePath: cachePath)
        let edited = edit(try Data(contentsOf: file))
        #expect(try edited != Data(contentsOf: file))
        try edited.write(to: file)
    }

    /// Seals an edited content anew.
    func reseal(
        with key: SigningKey, namespace: String = LogCache.signatureNamespace, _ edit: (String) -> String
    ) throws {
        let text = try String(contentsOfFile: cachePath, encoding: .utf8)
        let content = edit(String(text.prefix { $0 != "\n" }))
        let seal = try SSHSignature.sign(Array(content.utf8), namespace: namespace, with: key)
        let edited = content + "\n" + seal.armoured
        #expect(edited != text)
        try edited.write(toFile: cachePath, atomically: true, encoding: .utf8)
    }
}
