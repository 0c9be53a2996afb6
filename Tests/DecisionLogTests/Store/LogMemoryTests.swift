import Foundation
import GateModel
import Git
import Synchronization
import Testing

@testable import DecisionLog

/// What a run has verified cannot be replaced behind its back, whatever is done to the files that it rests on.
@Suite struct LogMemoryTests {
    /// Something that a script of the candidate, which runs as the same user, does while a gate runs.
    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// How the refusal begins; `TIP` and `EVIDENCE` stand for commits.
        let refusal: String
        let act: @Sendable (LogDirectory, [LogEntry]) throws -> Void

        init(
            _ name: String, _ refusal: String,
            _ act: @escaping @Sendable (LogDirectory, [LogEntry]) throws -> Void
        ) {
            (testDescription, self.refusal, self.act) = (name, refusal, act)
        }
    }

    private static let log = "refs/heads/pawl/log/staging"
    private static let evidence = "refs/pawl/evidence/staging"

    static let attacks: [Attack] = [
        Attack("the log is rewound", "log, entry 1: error: it is gone: this run has seen 3 entries\n") {
            try $0.git("update-ref", log, $1[0].commit.hex)
        },
        Attack("the log is deleted", "log, entry 0: error: it is gone: this run has seen 3 entries\n") {
            directory, _ in
            try directory.git("update-ref", "-d", log)
        },
        Attack(
            "the log and what the machine remembers are rewound",
            "log, entry 1: error: it is gone: this run has seen 3 entries\n"
        ) {
            try $0.git("update-ref", log, $1[0].commit.hex)
            try SeenLog(upTo: LogHead($1[0])).remember(path: $0.markPath)
        },
        Attack(
            "the log, its evidence and what the machine remembers are deleted",
            "log, entry 0: error: it is gone: this run has seen 3 entries\n"
        ) { directory, _ in
            try directory.git("update-ref", "-d", log)
            try directory.git("update-ref", "-d", evidence)
            try FileManager.default.removeItem(atPath: directory.markPath)
        },
        Attack(
            "another log that verifies is put in its place",
            "log, entry 2: error: the log up to it is another than this run has seen\n"
        ) { directory, _ in
            let clone = try directory.clone()
            _ = try run("git", ["update-ref", "-d", log], in: clone)
            _ = try run("git", ["update-ref", "-d", evidence], in: clone)
            let other = try directory.log(in: clone)
            for _ in 0..<4 { try directory.append(.adopted, to: other) }
            try directory.git("fetch", "-q", clone, "+\(log):\(log)")
            try FileManager.default.removeItem(atPath: directory.markPath)
        },
        Attack("the reference is torn", "log: error: the log cannot be read: could not read '\(log)': ") {
            directory, _ in
            try Data("3f2a91".utf8).write(to: URL(filePath: "\(directory.path)/.git/\(log)"))
        },
        Attack(
            "the reference is made symbolic",
            "log: error: the log cannot be read: could not read '\(log)': it is symbolic, and leads to 'refs/heads/copy'\n"
        ) { directory, _ in
            try directory.git("update-ref", "refs/heads/copy", log)
            try directory.git("symbolic-ref", log, "refs/heads/copy")
        },
        Attack(
            "the object of the last entry is deleted",
            "log, commit TIP: error: git cannot read it: could not read commit TIP: "
        ) {
            try removeObject($1[2].commit.hex, in: $0)
        },
        Attack(
            "what the machine remembers is deleted",
            "log: error: what this machine remembers of it, 3 entries, was taken away"
        ) {
            directory, _ in
            try FileManager.default.removeItem(atPath: directory.markPath)
        },
        Attack(
            "what the machine remembers is rewound",
            "log: error: what this machine remembers of it, 3 entries, was taken away"
        ) {
            try SeenLog(upTo: LogHead($1[0])).remember(path: $0.markPath)
        },
        Attack(
            "what the machine remembers is put forward",
            "log, entry 3: error: it is gone: this machine has seen 9 entries\n"
        ) { directory, entries in
            try SeenLog(size: 9, root: .empty, tip: entries[0].commit).remember(path: directory.markPath)
        },
        Attack("what the machine remembers is rubbish", "log: error: could not read ") { directory, _ in
            try Data("\u{1b}[2J".utf8).write(to: URL(filePath: directory.markPath))
        },
        Attack(
            "a pipe that nobody writes to stands where the machine remembers",
            "log: error: could not read "
        ) { directory, _ in
            try putPipe(at: directory.markPath)
        },
        Attack(
            "a pipe stands in the reference's place",
            "log: error: the log cannot be read: could not read '\(log)': its file is no regular one\n"
        ) { directory, _ in
            try putPipe(at: "\(directory.path)/.git/\(log)")
        },
        Attack(
            "a pipe stands in the trust file's place",
            "log: error: 'TRUST' was changed while this ran: it is no regular file\n"
        ) { directory, _ in
            try putPipe(at: directory.trustPath)
        },
        Attack(
            "the evidence is deleted",
            "log: error: the evidence in '\(evidence)' was taken away while this ran: it was at EVIDENCE\n"
        ) {
            directory, _ in
            try directory.git("update-ref", "-d", evidence)
        },
        Attack(
            "the evidence is rewound",
            "log: error: the evidence in '\(evidence)' was taken away while this ran: it was at EVIDENCE\n"
        ) {
            directory, _ in
            try directory.git("update-ref", evidence, evidence + "~1")
        },
        Attack(
            "the evidence's reference is torn",
            "log: error: the evidence in '\(evidence)' was taken away while this ran: it was at EVIDENCE\n"
        ) {
            directory, _ in
            try Data("?".utf8).write(to: URL(filePath: "\(directory.path)/.git/\(evidence)"))
        },
        Attack("the repository is moved away", "log: error: the log cannot be read: '") { directory, _ in
            try FileManager.default.moveItem(
                atPath: directory.path + "/.git", toPath: directory.path + "/elsewhere")
        },
        Attack(
            "another key is added to the trust file",
            "log: error: 'TRUST' was changed while this ran: it has other content now\n"
        ) {
            directory, _ in
            let line = "eve " + SSHPublicKey(key: try testKey(9).publicKey, comment: "").line + "\n"
            let own = try String(contentsOfFile: directory.trustPath, encoding: .utf8)
            try (own + line).write(toFile: directory.trustPath, atomically: false, encoding: .utf8)
        },
        Attack(
            "the key is made readable",
            "log: error: 'KEY' was changed while this ran: its mode was 600, and is 644 now\n"
        ) {
            directory, _ in
            chmod(directory.keyPath, 0o644)
        },
    ]

    @Test("nothing is appended to what a script has put in the log's place", arguments: attacks)
    func attacked(attack: Attack) throws {
        let directory = try LogDirectory()
        let entries = [
            try directory.append(.adopted), try directory.append(evidence: directory.evidence(seed: 1)),
            try directory.append(evidence: directory.evidence(seed: 2)),
        ]
        let evidence = try directory.git("rev-parse", "--short=7", Self.evidence)
        let log = try directory.log(memory: LogMemory())
        #expect(try log.entries() == entries)

        try attack.act(directory, entries)
        let left = try filesOfReferences(directory)
        let refusal = try errorText {
            _ = try log.append(
                directory.decision(.approve), evidence: directory.evidence(seed: 3), key: directory.key
            ) { _ in }
        }
        let expected = attack.refusal.replacing("TIP", with: entries[2].commit.short)
            .replacing("EVIDENCE", with: evidence).replacing("TRUST", with: directory.trustPath)
            .replacing("KEY", with: directory.keyPath)
        #expect(refusal.hasPrefix(expected), "\(refusal)")
        #expect(try filesOfReferences(directory) == left)
    }

    @Test func theRefusalSaysHowToBringTheLogBack() throws {
        let directory = try LogDirectory()
        for kind in [Decision.Kind.adopted, .approve] { try directory.append(kind) }
        let log = try directory.log(memory: LogMemory())
        let tip = try #require(try log.entries().last).commit.hex
        try directory.git("update-ref", "-d", Self.log)
        let refusal = try errorText { try directory.append(to: log) }
        let command = "git update-ref refs/heads/pawl/log/staging \(tip)"
        #expect(refusal.contains("  hint: find out who moved it, then '\(command)'"), "\(refusal)")
        try directory.git("update-ref", Self.log, tip)
        #expect(try directory.append(to: log).index == 2)
    }

    @Test func whatOthersAppendMeanwhileIsGoneOnFrom() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, evidence: directory.evidence(seed: 1))
        let log = try directory.log(memory: LogMemory())
        #expect(try log.entries().count == 1)
        try directory.append(.block, evidence: directory.evidence(seed: 2))
        #expect(try directory.append(to: log, evidence: directory.evidence(seed: 3)).index == 2)
        #expect(try directory.append(.block, to: log).index == 3)
        #expect(try directory.log().verify().evidence.map(\.state) == [.intact, .intact, .intact])
    }

    @Test func aRunRemembersWhatItHasAppendedItself() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let log = try directory.log(memory: LogMemory())
        let approved = try directory.append(to: log)
        try directory.git("update-ref", Self.log, "pawl/log/staging~1")
        try FileManager.default.removeItem(atPath: directory.markPath)
        let refusal = try errorText { try directory.append(.deployStarted, to: log) }
        #expect(
            refusal.hasPrefix(
                "log, entry \(approved.index): error: it is gone: this run has seen 2 entries\n"))
    }

    @Test func whatARunHasVerifiedIsNotReadAgainExceptToVerifyAll() throws {
        let directory = try LogDirectory()
        let first = try directory.append(.adopted)
        try directory.append()
        let log = try directory.log(memory: LogMemory())
        #expect(try log.entries().count == 2)
        try removeObject(first.commit.hex, in: directory)
        // A script of the deploy may have taken it away; a rollback does not wait for that to be found out.
        for kind in [Decision.Kind.deployStarted, .block, .rollbackStarted, .rolledBack] {
            try directory.append(kind, to: log)
        }
        #expect(try log.open().heads.map(\.index) == Array(0..<6))
        #expect(!log.memory.foundFault)
        let found = try errorText { try log.verifyAgain() }
        #expect(
            found.hasPrefix("log, commit \(first.commit.short): error: git cannot read it: "), "\(found)")
        #expect(log.memory.foundFault)
        #expect(try log.verify().brokenEntry?.commit == first.commit)
    }

    @Test func anEntryOfAnotherProcessIsVerifiedBehindThose() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let log = try directory.log(memory: LogMemory())
        #expect(try log.entries().count == 1)
        let others = try directory.append()
        #expect(try log.entries().last?.leaf == others.leaf)
        #expect(try directory.append(.deployStarted, to: log).root == log.entries().last?.root)
        #expect(try log.verify().holds)
    }

    @Test("evidence that a run has stored cannot be taken from it", arguments: [false, true])
    func storedEvidence(isAltered: Bool) throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let log = try directory.log(memory: LogMemory())
        try directory.append(to: log, evidence: directory.evidence())
        let blob = try directory.git("rev-parse", "\(Self.evidence):evidence.json")
        try removeObject(blob, in: directory)
        if isAltered {
            try Data("other".utf8).write(
                to: URL(filePath: "\(directory.path)/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"))
        }
        let refusal = try errorText { try directory.append(.deployStarted, to: log) }
        #expect(
            refusal.hasPrefix(
                "log: error: evidence that this run has stored is no longer there as it was (sha256 "),
            "\(refusal)")
    }

    @Test func aRollbackPutsPermissionsRightAndIsRecorded() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let said = Said()
        let log = try directory.log(memory: LogMemory(warn: said.add))
        #expect(try log.entries().count == 1)
        chmod(directory.keyPath, 0o666)
        let entry = try log.append(
            directory.decision(.rollbackStarted), evidence: nil, key: directory.key
        ) { _ in }
        #expect(entry.index == 1)
        #expect(
            said.lines == [
                """
                going back all the same, with what was read before: log: error: '\(directory.keyPath)' was changed while \
                this ran: its mode was 600, and is 666 now
                  hint: find out what changed it before anything else is signed; a script of the candidate could have
                """
            ])
        let mode = try FileManager.default.attributesOfItem(atPath: directory.keyPath)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    /// References and their values as files, so that torn ones count too.
    private func filesOfReferences(_ directory: LogDirectory) throws -> [String: String] {
        let root = URL(filePath: directory.path + "/.git/refs")
        var found: [String: String] = [:]
        guard let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else {
            return found
        }
        for case let file as URL in files where !file.hasDirectoryPath {
            var status = stat()
            guard lstat(file.path(), &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            found[file.path()] = try String(contentsOf: file, encoding: .utf8)
        }
        return found
    }
}

/// What was said, in order.
final class Said: Sendable {
    private let said = Mutex<[String]>([])

    @Sendable func add(_ line: String) { said.withLock { $0.append(line) } }
    var lines: [String] { said.withLock { $0 } }
}

func putPipe(at path: String) throws {
    try FileManager.default.removeItem(atPath: path)
    try #require(mkfifo(path, 0o644) == 0)
}

func removeObject(_ id: String, in directory: LogDirectory) throws {
    _ = try run(
        "rm", ["-f", "\(directory.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"], in: "/")
}
