import Foundation
import GateModel
import Testing

@testable import DecisionLog

@Suite struct KnownEnvironmentsTests {
    private func known(_ directory: LogDirectory, in path: String? = nil) throws -> KnownEnvironments {
        try KnownEnvironments(inRepositoryOf: path ?? directory.path)
    }

    @Test func aRepositoryWithoutLogsHasNone() throws {
        #expect(try known(LogDirectory()).names == [])
    }

    @Test(
        "a log whose reference is gone is still known", arguments: ["by its mark", "by its evidence", "torn"])
    func gone(how: String) throws {
        let directory = try LogDirectory()
        try directory.append(evidence: directory.evidence())
        _ = try directory.log("production").append(
            directory.decision(environment: "production"), evidence: nil, key: directory.key
        ) { _ in }
        switch how {
        case "by its mark":
            try directory.git("update-ref", "-d", "refs/heads/pawl/log/staging")
            try directory.git("update-ref", "-d", "refs/pawl/evidence/staging")
        case "by its evidence":
            try directory.git("update-ref", "-d", "refs/heads/pawl/log/staging")
            try FileManager.default.removeItem(atPath: directory.markPath)
        default:
            try directory.git("update-ref", "-d", "refs/pawl/evidence/staging")
            try FileManager.default.removeItem(atPath: directory.markPath)
            try Data("torn".utf8).write(
                to: URL(filePath: directory.path + "/.git/refs/heads/pawl/log/staging"))
        }
        #expect(try known(directory).names == ["production", "staging"])
        let verification = try directory.log().verify()
        #expect(!verification.holds)
        #expect(verification.size == 0)
        #expect(try directory.log("production").verify().holds)
    }

    @Test func aLogOfWhichOnlyTheEvidenceIsLeftIsNotBegunAnew() throws {
        let directory = try LogDirectory()
        try directory.append(evidence: directory.evidence())
        try directory.git("update-ref", "-d", "refs/heads/pawl/log/staging")
        try FileManager.default.removeItem(atPath: directory.markPath)
        let refusal = try errorText { try directory.append(.adopted) }
        #expect(
            refusal == """
                log: error: there is no log, and yet its evidence is in 'refs/pawl/evidence/staging'
                  hint: bring 'refs/heads/pawl/log/staging' back from its reflog or another clone; where it was never \
                there, delete 'refs/pawl/evidence/staging'
                """)
    }

    @Test func whatIsNoEnvironmentsLogIsNamed() throws {
        let directory = try LogDirectory()
        try directory.append()
        try directory.git("branch", "pawl/log/a/b")
        try directory.git("update-ref", "refs/pawl/evidence/x\u{202e}y", "HEAD")
        let known = try known(directory)
        #expect(known.names == ["staging"])
        #expect(
            known.problems.map(\.description)
                == ["refs/heads/pawl/log/a/b", "refs/pawl/evidence/x\u{fffd}y"].map {
                    """
                    log: error: '\($0)' is in the place of a log or its evidence, and no environment has such a name
                      hint: find out who made it, and delete it
                    """
                })
    }

    @Test func verifyingRemembersHowFarALogWent() throws {
        let directory = try LogDirectory()
        let entries = try [.adopted, .approve].map { try directory.append($0) }
        let clone = try directory.clone()
        #expect(try directory.log(in: clone).verify().notRemembered == nil)
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", entries[0].commit.hex], in: clone)
        let verification = try directory.log(in: clone).verify()
        #expect(
            verification.brokenEntry?.description.hasPrefix(
                "log, entry 1: error: it is gone: this machine has seen 2 entries\n") == true)
    }

    @Test func lookingAloneRemembersNothing() throws {
        let directory = try LogDirectory()
        let entries = try [.adopted, .approve].map { try directory.append($0) }
        let clone = try directory.clone()
        #expect(try directory.log(in: clone).verify(remembers: false).holds)
        _ = try run("git", ["update-ref", "refs/heads/pawl/log/staging", entries[0].commit.hex], in: clone)
        #expect(try directory.log(in: clone).verify().holds)
    }

    @Test func aMachineThatCannotRememberSaysSo() throws {
        let directory = try LogDirectory()
        try directory.append()
        let clone = try directory.clone()
        // A directory where the lock's file has to be.
        try FileManager.default.createDirectory(
            atPath: clone + "/pawl/log-staging.lock", withIntermediateDirectories: true)
        let verification = try directory.log(in: clone).verify()
        #expect(verification.holds)
        #expect(
            verification.notRemembered?.contains("/pawl/log-staging.lock: error: could not open it") == true,
            "\(verification)")
    }
}
