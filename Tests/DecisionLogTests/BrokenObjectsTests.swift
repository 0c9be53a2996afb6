import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

/// Objects of a log that git cannot read or parse: each is an entry that does not hold, and is named.
@Suite struct BrokenObjectsTests {
    private func twoEntries() throws -> (LogDirectory, [LogEntry]) {
        let directory = try LogDirectory()
        return (directory, try [.adopted, .approve].map { try directory.append($0) })
    }

    private func put(_ type: String, _ text: String, in directory: LogDirectory) throws -> String {
        try directory.git(
            "hash-object", "-t", type, "--literally", "-w", "--stdin", input: Array(text.utf8))
    }

    /// The first line of what is wrong, and that reading and appending fail with the same where this machine has not verified the
    /// log before.
    private func finding(_ directory: LogDirectory) throws -> String {
        unlink(directory.cachePath)
        let verification = try directory.log().verify()
        #expect(!verification.holds)
        let broken = try #require(verification.brokenEntry)
        #expect(try errorText { _ = try directory.log().entries() } == broken.description)
        #expect(try errorText { try directory.append() } == broken.description)
        return String(broken.description.prefix { $0 != "\n" })
    }

    @Test func aCommitWithoutAnAuthorIsNamedByItsIndex() throws {
        let (directory, entries) = try twoEntries()
        let tree = try directory.git("rev-parse", "HEAD^{tree}")
        let bad = try put("commit", "tree \(tree)\nparent \(entries[1].commit)\n\nhello\n", in: directory)
        try directory.git("update-ref", "refs/heads/pawl/log/staging", bad)
        #expect(try finding(directory) == "log, entry 2: error: its commit is not signed")
        // The same below another one.
        let above = try put(
            "commit", "tree \(tree)\nparent \(bad)\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\n",
            in: directory)
        try directory.git("update-ref", "refs/heads/pawl/log/staging", above)
        #expect(try finding(directory) == "log, entry 2: error: its commit is not signed")
    }

    @Test(
        "what is no commit at all is named by its id", arguments: [("commit", "nonsense"), ("blob", "text")])
    func nonsense(type: String, text: String) throws {
        let (directory, _) = try twoEntries()
        let bad = try put(type, text, in: directory)
        // Git itself refuses to refer to it from a branch.
        try Data((bad + "\n").utf8).write(
            to: URL(filePath: directory.path + "/.git/refs/heads/pawl/log/staging"))
        let found = try finding(directory)
        #expect(
            found.hasPrefix("log, commit \(bad.prefix(7)): error: git cannot read it: could not read commit ")
        )
    }

    @Test(
        "an object that is gone or damaged is named", arguments: ["commit", "tree", "envelope"],
        [false, true])
    func lost(object: String, isDamaged: Bool) throws {
        let (directory, entries) = try twoEntries()
        let commit = entries[1].commit.hex
        let id =
            switch object {
            case "commit": commit
            case "tree": try directory.git("rev-parse", commit + "^{tree}")
            default: try directory.git("rev-parse", commit + ":decision.dsse.json")
            }
        try removeObject(id, in: directory)
        if isDamaged {
            try Data("damaged".utf8).write(
                to: URL(filePath: "\(directory.path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))"))
        }
        let place = object == "commit" ? "log, commit \(commit.prefix(7))" : "log, entry 1"
        #expect(try finding(directory).hasPrefix(place + ": error: git cannot read it: could not "))
    }

    /// Long enough to be read in several parts at once.
    @Test func ofALongLogTheFirstBrokenEntryIsNamed() throws {
        let directory = try LogDirectory()
        let log = try directory.log(memory: LogMemory())
        let entries = try (0..<68).map { _ in try directory.append(.deployed, to: log) }
        #expect(try directory.log().entries() == entries)
        for index in [40, 60] {
            let blob = try directory.git("rev-parse", "\(entries[index].commit.hex):decision.dsse.json")
            try removeObject(blob, in: directory)
        }
        let verification = try directory.log().verify()
        #expect(verification.size == 40)
        #expect(verification.root == entries[39].root)
        #expect(verification.brokenEntry?.index == 40)
    }

    @Test func theHintOfAShallowCloneIsToCompleteIt() throws {
        let (directory, _) = try twoEntries()
        let shallow = directory.path + "-shallow"
        _ = try run(
            "git",
            ["clone", "-q", "--depth=1", "--branch=pawl/log/staging", "file://" + directory.path, shallow],
            in: "/")
        let broken = try #require(try directory.log(in: shallow).verify().brokenEntry)
        #expect(broken.description.contains("the history of this shallow clone ends too early"), "\(broken)")
        #expect(broken.description.contains("  hint: run 'git fetch --unshallow'; "), "\(broken)")
    }

    @Test func evidenceThatCannotBeReadIsNamedAndHidesNoEntry() throws {
        let directory = try LogDirectory()
        let entry = try directory.append(evidence: directory.evidence())
        let reference = "refs/pawl/evidence/staging"
        try Data("torn".utf8).write(to: URL(filePath: "\(directory.path)/.git/\(reference)"))
        let verification = try directory.log().verify()
        #expect(verification.size == 1)
        #expect(verification.brokenEntry == nil)
        #expect(!verification.holds)
        let problem = try #require(verification.evidenceProblem).description
        #expect(problem.hasPrefix("log: error: could not read the evidence in '\(reference)': "))
        #expect(try directory.log().entries() == [entry])
        // It is found by its blob, whatever became of the reference.
        #expect(try directory.log().evidence(of: entry) == directory.evidence())
        #expect(try errorText { try directory.append(evidence: directory.evidence(seed: 2)) } == problem)
    }
}
