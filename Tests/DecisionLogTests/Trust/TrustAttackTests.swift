import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

/// What a trust file does not allow is a broken entry, and nobody writes one by accident.
@Suite struct TrustAttackTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Of `anna`, whose key signs.
        var kinds = "\"*\""
        var environments = "\"*\""
        var times = ""
        /// Lines after the keys.
        var rest = ""
        /// Which entry of adopted, approve does not hold, and why. `PRINT` is the key's fingerprint, `ORIGIN` the log's origin.
        let index: Int
        let broken: String
        /// Why nothing is appended.
        let refused: String
    }

    private static let other = "pawl/" + String(repeating: "b", count: 40)
    private static let foreign = "'ORIGIN/staging', and 'trust.yaml:4' is about '\(other)'"
    private static let find =
        "hint: find out who wrote 'refs/heads/pawl/log/staging'; change that file only if it should have allowed this"
    private static let elsewhere = ", or sign with another key: --key or PAWL_KEY_FILE"

    private static let cases = [
        Case(
            testDescription: "a key that may not sign this kind", kinds: "[adopted, measure]", index: 1,
            broken:
                "its signer 'anna' (PRINT) may not sign 'approve': 'trust.yaml:3' allows it 'adopted', 'measure'\n  \(find)",
            refused:
                "the signing key 'anna' (PRINT) may not sign 'approve': 'trust.yaml:3' allows it 'adopted', 'measure'\n  hint: add 'approve' to 'kinds' of 'anna' in that file\(elsewhere)"
        ),
        Case(
            testDescription: "a key of another environment", environments: "[production]", index: 0,
            broken:
                "its signer 'anna' (PRINT) may not sign for 'staging': 'trust.yaml:3' allows it 'production'\n  \(find)",
            refused:
                "the signing key 'anna' (PRINT) may not sign for 'staging': 'trust.yaml:3' allows it 'production'\n  hint: add 'staging' to 'environments' of 'anna' in that file\(elsewhere)"
        ),
        // Entries are of 2026-05-28T20:26:40Z.
        Case(
            testDescription: "a key that has expired", times: ", valid_before: 2026-05-28T20:26:39Z",
            index: 0,
            broken:
                "its signer 'anna' (PRINT) is valid until 2026-05-28T20:26:39Z by 'trust.yaml:3', and this is of 2026-05-28T20:26:40Z\n  \(find)",
            refused:
                "the signing key 'anna' (PRINT) is valid until 2026-05-28T20:26:39Z by 'trust.yaml:3', and this is of 2026-05-28T20:26:40Z\n  hint: change the times of 'anna' in that file\(elsewhere)"
        ),
        Case(
            testDescription: "a key that is not valid yet", times: ", valid_after: 2026-05-29", index: 0,
            broken:
                "its signer 'anna' (PRINT) is valid from 2026-05-29T00:00:00Z by 'trust.yaml:3', and this is of 2026-05-28T20:26:40Z\n  \(find)",
            refused:
                "the signing key 'anna' (PRINT) is valid from 2026-05-29T00:00:00Z by 'trust.yaml:3', and this is of 2026-05-28T20:26:40Z\n  hint: change the times of 'anna' in that file\(elsewhere)"
        ),
        Case(
            testDescription: "a log of another repository", rest: "origin: \(other)", index: 0,
            broken:
                "it belongs to the log \(foreign)\n  hint: delete 'refs/heads/pawl/log/staging' if it was fetched by mistake, or name this repository's trust file",
            refused:
                "this repository's log is \(foreign)\n  hint: name the trust file of this repository, or correct 'origin' in that file"
        ),
        Case(
            testDescription: "a pipeline from another path",
            rest: "environments: { staging: { pipelines: { membership: pipelines/other.yaml } } }", index: 0,
            broken:
                "its pipeline is 'membership' from 'pipelines/membership.yaml', and 'trust.yaml:4' gives 'staging' to 'membership' from 'pipelines/other.yaml'\n  \(find)",
            refused:
                "the pipeline is 'membership' from 'pipelines/membership.yaml', and 'trust.yaml:4' gives 'staging' to 'membership' from 'pipelines/other.yaml'\n  hint: use a pipeline that is named there, or add this one to 'pipelines' of 'staging' in that file"
        ),
        Case(
            testDescription: "a pipeline that is not named",
            rest: "environments: { staging: { pipelines: {} } }",
            index: 0,
            broken:
                "its pipeline is 'membership' from 'pipelines/membership.yaml', and 'trust.yaml:4' gives 'staging' to no pipeline\n  \(find)",
            refused:
                "the pipeline is 'membership' from 'pipelines/membership.yaml', and 'trust.yaml:4' gives 'staging' to no pipeline\n  hint: use a pipeline that is named there, or add this one to 'pipelines' of 'staging' in that file"
        ),
    ]

    private func words(_ text: String, _ directory: LogDirectory) -> String {
        text.replacing("PRINT", with: directory.key.publicKey.fingerprint)
            .replacing("ORIGIN", with: "pawl/\(directory.first.commit)")
    }

    @Test("an entry that the trust file does not allow is broken", arguments: cases)
    func broken(_ item: Case) throws {
        let directory = try LogDirectory()
        let entries = try [Decision.Kind.adopted, .approve].map { try directory.append($0) }
        #expect(try directory.log().verify().holds)
        let verification = try directory.log(trusting: directory.rules(of: item)).verify()
        #expect(verification.size == item.index)
        #expect(
            verification.brokenEntry?.description
                == "log, entry \(item.index): error: " + words(item.broken, directory))
        #expect(verification.brokenEntry?.commit == entries[item.index].commit)
    }

    @Test("and is not written", arguments: cases)
    func refused(_ item: Case) throws {
        let directory = try LogDirectory()
        let log = try directory.log(trusting: directory.rules(of: item))
        for kind in [Decision.Kind.adopted, .approve].prefix(item.index) {
            try directory.append(kind, to: log)
        }
        #expect(
            try errorText { try directory.append(.approve, to: log) }
                == "log: error: " + words(item.refused, directory))
        #expect(try directory.log().open().size == item.index)
    }

    @Test func whatIsAllowedHolds() throws {
        let directory = try LogDirectory()
        let trust = try directory.rules(
            kinds: "[approve]", environments: "[staging]",
            times: ", valid_after: 2026-05-28T20:26:40Z, valid_before: 2026-05-28T20:26:41Z",
            rest: """
                origin: pawl/\(directory.first.commit)
                environments: { staging: { pipelines: { membership: pipelines/membership.yaml } } }
                """)
        let log = try directory.log(trusting: trust)
        #expect(try directory.append(.approve, to: log).signer == "anna")
        #expect(try log.verify().holds)
    }

    @Test func whoMayNotApproveSealsNothing() throws {
        let directory = try LogDirectory()
        let ci = try testKey(2)
        let trust = try directory.rules(
            kinds: "[adopted, block]",
            rest: "  ci: { key: \"\(try testKeyLine(2))\", kinds: [approve], environments: \"*\" }")
        let cachePath = URL(filePath: directory.cachePath)
        func log() throws -> DecisionLog { try directory.log(trusting: trust) }
        func cache() throws -> LogCache? {
            try LogCache(
                path: directory.cachePath, reference: log().refName, environment: "staging", trust: trust)
        }

        try directory.append(.adopted, to: log())
        #expect(!FileManager.default.fileExists(atPath: directory.cachePath))
        _ = try log().append(directory.decision(.approve), evidence: nil, key: ci) { _ in }
        let sealed = try Data(contentsOf: cachePath)
        #expect(try cache()?.tree.size == 2)
        // Nor does it write over what another one has sealed.
        try directory.append(.block, to: log())
        #expect(try Data(contentsOf: cachePath) == sealed)
        #expect(try log().open().size == 3)
        try directory.reseal(with: directory.key) { $0 }
        #expect(try cache() == nil)
        #expect(try log().open().size == 3)
    }

    @Test func aShallowCloneBeginsALogByTheTrustFilesOrigin() throws {
        let directory = try LogDirectory()
        let clone = directory.path + "-shallow"
        try directory.git("clone", "-q", "--depth", "1", "file://\(directory.path)", clone)
        let named = try directory.rules(rest: "origin: pawl/\(directory.first.commit)")
        let unnamed = try directory.log(in: clone, trusting: directory.rules())
        #expect(throws: GitError.self) { try directory.append(.adopted, to: unnamed) }
        let entry = try directory.append(.adopted, to: directory.log(in: clone, trusting: named))
        #expect(entry.origin == "pawl/\(directory.first.commit)/staging")
    }

    @Test func aLogThatTheFileNamesAndThatIsNotHereIsMissing() throws {
        let directory = try LogDirectory()
        try directory.append()
        let trust = try directory.rules(rest: "environments: { production: {}, staging: {} }")
        let known = try KnownEnvironments(inRepositoryOf: directory.path, trust: trust)
        #expect(known.names == ["staging"])
        #expect(known.missing == ["production"])
    }
}

extension LogDirectory {
    func log(in directory: String? = nil, trusting trust: TrustFile) throws -> DecisionLog {
        try DecisionLog(repository: directory ?? path, environment: "staging", trust: trust)
    }

    /// A trust file that has this directory's key as `anna`.
    func rules(
        kinds: String = "\"*\"", environments: String = "\"*\"", times: String = "", rest: String = ""
    ) throws -> TrustFile {
        let line = SSHPublicKey(key: key.publicKey, comment: "").line
        return try TrustFile(
            content: """
                pawl-trust: 1
                keys:
                  anna: { key: "\(line)", kinds: \(kinds), environments: \(environments)\(times) }
                \(rest)
                """, place: "trust.yaml")
    }

    fileprivate func rules(of item: TrustAttackTests.Case) throws -> TrustFile {
        try rules(
            kinds: item.kinds, environments: item.environments, times: item.times, rest: item.rest)
    }
}
