import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

@Suite struct AppendTests {
    @Test func fiveEntriesAreWhatGitAccepts() throws {
        let directory = try LogDirectory()
        let kinds: [Decision.Kind] = [.adopted, .approve, .deployStarted, .deployed, .block]
        let appended = try kinds.map { try directory.append($0) }
        let read = try directory.log().entries()
        #expect(read == appended)
        #expect(read.map(\.decision.kind) == kinds)
        #expect(read.map(\.index) == [0, 1, 2, 3, 4])
        #expect(read.map(\.leaf) == read.map { TreeHash.leaf($0.envelope) })
        #expect(read[4].root == MerkleTree(leaves: read.map(\.leaf)).root)
        #expect(Set(read.map(\.signer)) == ["anna@example.org"])
        #expect(read[0].origin == "pawl/\(directory.first.commit)/staging")
        #expect(read[0].decision == directory.decision(.adopted))

        for entry in read {
            let answer = try directory.git(
                "-c", "gpg.ssh.allowedSignersFile=\(directory.trustPath)", "verify-commit", entry.commit.hex)
            #expect(answer.hasPrefix("Good \"git\" signature for anna@example.org with ED25519 key SHA256:"))
        }
        #expect(try directory.git("fsck", "--strict", "--no-dangling") == "")
        #expect(try directory.git("rev-list", "--count", "pawl/log/staging") == "5")
    }

    @Test func messageIsALineForPeopleAndTrailersForGit() throws {
        let directory = try LogDirectory()
        let first = try directory.append(.adopted)
        let second = try directory.append(.block)
        let message = try directory.git("log", "-1", "--format=%B", "pawl/log/staging")
        let trailers = """
            Pawl-Index: 1
            Pawl-Leaf: sha256:\(second.leafHex)
            Pawl-Prev-Root: sha256:\(first.root)
            """
        #expect(
            message == """
                block membership \(directory.second.commit.short) → staging

                [skip ci]

                \(trailers)

                """)
        let parsed = try directory.git("interpret-trailers", "--parse", input: Array(message.utf8))
        #expect(parsed == trailers)
        #expect(
            try directory.git("log", "-1", "--format=%an <%ae> %at %cn %ct", "pawl/log/staging")
                == "Pawl <pawl@localhost> 1780000000 Pawl 1780000000")
        #expect(try directory.git("ls-tree", "--name-only", "pawl/log/staging") == "decision.dsse.json")
    }

    @Test func aPipelinesNameCannotWriteIntoTheMessage() throws {
        let directory = try LogDirectory()
        let name = "x\n\nPawl-Index: 7\u{1b}[2J\u{202e}"
        let decision = Decision(
            Decision.Header(
                environment: "staging",
                pipeline: Decision.PipelineSource(name: name, path: "p", blob: testID(7), sha256: "ab12"),
                candidate: directory.second, baseline: directory.first, context: testContext),
            testBody(.block))
        let entry = try directory.log().append(decision, evidence: directory.evidence(), key: directory.key) {
            _ in
        }
        #expect(entry.decision.pipeline.name == name)
        let shown = "x␊␊Pawl-Index: 7␛[2J\u{fffd}"
        #expect(
            try directory.git("log", "-1", "--format=%s", "pawl/log/staging")
                == "block \(shown) \(directory.second.commit.short) → staging")
        #expect(
            try directory.git("log", "-1", "--format=%s", "refs/pawl/evidence/staging")
                == "evidence of block \(shown), run run-1")
        let trailers = try directory.git(
            "log", "-1", "--format=%(trailers:key=Pawl-Index)", "pawl/log/staging")
        #expect(trailers == "Pawl-Index: 0\n")
        #expect(try directory.log().entries() == [entry])
    }

    @Test func logsOfTwoEnvironmentsAreTwoLogs() throws {
        let directory = try LogDirectory()
        try directory.append()
        let production = try directory.log("production")
        #expect(try production.entries() == [])
        let decision = directory.decision(environment: "production")
        let entry = try production.append(decision, evidence: nil, key: directory.key) { _ in }
        #expect(entry.index == 0)
        #expect(try directory.log().entries().count == 1)
    }

    @Test func aKeyThatNobodyWouldBelieveIsRefused() throws {
        let directory = try LogDirectory()
        let stranger = try testKey(9)
        let text = try errorText {
            _ = try directory.log().append(directory.decision(), evidence: nil, key: stranger) { _ in }
        }
        #expect(
            text == """
                log: error: the signing key \(stranger.publicKey.fingerprint) is not allowed by \
                '\(directory.trustPath)', so nobody would believe its entries
                  hint: add its line to that file, or sign with another key: --key or PAWL_KEY_FILE
                """)
        #expect(try directory.log().entries() == [])
    }

    @Test func aPreconditionThatFailsLeavesNothingBehind() throws {
        struct Refused: Error {}
        let directory = try LogDirectory()
        try directory.append()
        #expect(throws: Refused.self) {
            try directory.log().append(
                directory.decision(), evidence: directory.evidence(), key: directory.key
            ) { log in
                #expect(try log.heads.map(\.index) == [0])
                throw Refused()
            }
        }
        #expect(try directory.log().entries().count == 1)
        #expect(try directory.git("for-each-ref", "refs/pawl/") == "")
    }

    @Test func aDecisionThatWouldNotVerifyIsNotAppended() throws {
        let directory = try LogDirectory()
        let text = try errorText {
            _ = try directory.log().append(
                directory.decision(environment: "production"), evidence: nil, key: directory.key
            ) { _ in }
        }
        #expect(
            text == """
                log: error: the entry would not verify: it is about 'production', not 'staging'
                  hint: this is a defect of Pawl: report it with this message
                """)
        #expect(try directory.log().entries() == [])
    }

    @Test(
        "a name that no reference can have is refused",
        arguments: ["", "a/b", "..", "-x", "a.lock", "ä", "a b"])
    func badName(name: String) throws {
        let directory = try LogDirectory()
        let text = try errorText { _ = try directory.log(name) }
        #expect(
            text == """
                log: error: '\(name)' cannot be an environment's name
                  hint: use letters, digits, '-', '_' and '.', beginning with a letter or digit
                """)
    }
}
