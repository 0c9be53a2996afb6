import GateModel
import Git
import Testing

@testable import DecisionLog

@Suite struct VerifyTests {
    private func threeEntries() throws -> (LogDirectory, [LogEntry]) {
        let directory = try LogDirectory()
        return (directory, try [.adopted, .approve, .block].map { try directory.append($0) })
    }

    /// The words for the first entry that does not hold; reading the log fails with the same ones.
    ///
    /// `verified` entries hold; those before the broken one where nothing else is said.
    private func finding(_ directory: LogDirectory, verified: Int? = nil) throws -> String {
        let verification = try directory.log().verify()
        #expect(!verification.holds)
        let broken = try #require(verification.brokenEntry)
        #expect(verification.size == (verified ?? broken.index))
        #expect(try errorText { _ = try directory.log().entries() } == broken.description)
        let refused = try errorText { try directory.append() }
        #expect(refused == broken.description)
        return String(broken.description.prefix { $0 != "\n" })
    }

    @Test func aLogThatHoldsIsDescribed() throws {
        let (directory, entries) = try threeEntries()
        let verification = try directory.log().verify()
        #expect(verification.holds)
        #expect(verification.size == 3)
        #expect(verification.root == entries[2].root)
        #expect(verification.signers == ["anna@example.org"])
        #expect(try directory.log("production").verify().root == .empty)
    }

    @Test("a changed entry is named", arguments: 0..<3)
    func changed(index: Int) throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[index], in: directory)
        try forgery.restate(testKey(9)) { $0.replacing("anna", with: "bert") }
        let honest = try Forgery(entries[index], in: directory)
        try forgery.put(header: honest.signatureHeader(directory.key))
        #expect(
            try finding(directory)
                == "log, entry \(index): error: its commit's signature does not belong to its bytes")
    }

    @Test("an entry signed by a stranger is named", arguments: 0..<3)
    func stranger(index: Int) throws {
        let (directory, entries) = try threeEntries()
        let stranger = try testKey(9)
        var forgery = try Forgery(entries[index], in: directory)
        try forgery.restate(stranger) { $0.replacing("anna", with: "bert") }
        try forgery.put(signedBy: stranger)
        #expect(
            try finding(directory) == """
                log, entry \(index): error: its signer \(stranger.publicKey.fingerprint) is not allowed by \
                '\(directory.trustPath)'
                """)
    }

    @Test func aRemovedEntryIsMissedByTheOneAfterIt() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        forgery.commit = forgery.commit.replacing(entries[1].commit.hex, with: entries[0].commit.hex)
        try forgery.put(signedBy: directory.key)
        #expect(try finding(directory) == "log, entry 1: error: it says that it is entry 2")
    }

    @Test func exchangedEntriesAreNoticed() throws {
        let (directory, entries) = try threeEntries()
        var second = try Forgery(entries[2], in: directory)
        second.commit = second.commit.replacing(entries[1].commit.hex, with: entries[0].commit.hex)
        try second.restate(directory.key) { $0.replacing(#""index":2"#, with: #""index":1"#) }
        try second.put(signedBy: directory.key)
        #expect(
            try finding(directory) == """
                log, entry 1: error: the 1 entries before it are not those that it was appended to
                """)
    }

    @Test("a log that went back is named", arguments: [0, 1, 2])
    func rewound(size: Int) throws {
        let (directory, entries) = try threeEntries()
        if size == 0 {
            try directory.git("update-ref", "-d", "refs/heads/pawl/log/staging")
        } else {
            try directory.git("update-ref", "refs/heads/pawl/log/staging", entries[size - 1].commit.hex)
        }
        #expect(
            try finding(directory)
                == "log, entry \(size): error: it is gone: this machine has seen 3 entries")
    }

    @Test func anotherLogInThePlaceOfTheOneSeenIsNoticed() throws {
        let (directory, _) = try threeEntries()
        let other = try directory.clone()
        _ = try run("git", ["update-ref", "-d", "refs/heads/pawl/log/staging"], in: other)
        for kind in [Decision.Kind.adopted, .block, .block, .block] {
            try directory.append(kind, to: directory.log(in: other))
        }
        try directory.git("fetch", "-q", other, "+refs/heads/pawl/log/staging:refs/heads/pawl/log/staging")
        #expect(
            try finding(directory, verified: 4)
                == "log, entry 2: error: the log up to it is another than this machine has seen")
    }

    @Test func aMergeOnTheLogIsRefused() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        let parent = "parent \(entries[1].commit)\n"
        forgery.commit = forgery.commit.replacing(
            parent, with: parent + "parent \(directory.second.commit)\n")
        try forgery.put(signedBy: directory.key)
        #expect(try finding(directory) == "log, entry 2: error: its commit is a merge of 2 commits")
    }

    @Test func anUnsignedCommitOnTheLogIsRefused() throws {
        let (directory, entries) = try threeEntries()
        let commit = try directory.git(
            "commit-tree", "pawl/log/staging^{tree}", "-p", entries[2].commit.hex, "-m", "hello")
        try directory.git("update-ref", "refs/heads/pawl/log/staging", commit)
        #expect(try finding(directory) == "log, entry 3: error: its commit is not signed")
    }

    @Test func aBranchOfOtherCommitsIsNoLog() throws {
        let directory = try LogDirectory()
        try directory.git("branch", "pawl/log/staging")
        #expect(
            try errorText { _ = try directory.log().entries() } == """
                log, entry 0: error: its commit is not signed
                  hint: see 'git show \(directory.first.commit.short)', and bring \
                'refs/heads/pawl/log/staging' back from a good clone
                """)
    }

    @Test func aSignatureForSomethingElseIsRefused() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        forgery.namespace = "file"
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == "log, entry 2: error: its commit is signed for 'file', not for 'git'")
    }

    @Test func theSignatureIsOneAndTheLastHeader() throws {
        let (directory, entries) = try threeEntries()
        let forgery = try Forgery(entries[2], in: directory)
        let header = try forgery.signatureHeader(directory.key)
        try forgery.put(header: header + "\nencoding UTF-8")
        #expect(
            try finding(directory) == "log, entry 2: error: its commit's signature is not the last header")
        try forgery.put(header: header + "\n" + header)
        #expect(try finding(directory) == "log, entry 2: error: its commit has 2 signatures")
        let other = header.replacing("gpgsig ", with: "gpgsig-sha256 ")
        try forgery.put(header: header + "\n" + other)
        #expect(try finding(directory) == "log, entry 2: error: its commit has 2 signatures")
        try forgery.put(header: header.replacing("\n -----END", with: "\n \n -----END"))
        #expect(
            try finding(directory) == """
                log, entry 2: error: its commit's SSH signature is refused: its text is not spelled as \
                OpenSSH spells it, in lines of 70 characters
                """)
    }

    @Test(
        "a commit that says something else than its decision is refused",
        arguments: [
            ("block membership", "approve membership"), ("Pawl-Index: 2", "Pawl-Index: 3"),
            ("[skip ci]\n", ""),
            ("author Pawl <", "author Bert <"), ("\n\nblock", "\nencoding UTF-8\n\nblock"),
            ("1780000000", "1780000001"),
        ])
    func commit(text: String, replacement: String) throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        try #require(forgery.commit.contains(text))
        forgery.commit = forgery.commit.replacing(text, with: replacement)
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == """
                log, entry 2: error: its commit's author, time or message is not what follows from its \
                decision
                """)
    }

    @Test func aTreeWithMoreThanTheDecisionIsRefused() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        forgery.tree.append(("notes", .blob, forgery.tree[0].id))
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == """
                log, entry 2: error: its tree has 'decision.dsse.json', 'notes' instead of \
                'decision.dsse.json' alone
                """)
    }

    @Test(
        "a statement that does not belong here is refused",
        arguments: [
            (
                #""environment":"staging""#, #""environment":"production""#,
                "it is about 'production', not 'staging'"
            ),
            (
                #""previous":{"root":"#, #""previous":{"roof":"#,
                "its statement cannot be read: predicate/previous/root: it is missing"
            ),
            (#""size":2"#, #""size":1"#, "the 2 entries before it are not those that it was appended to"),
            (
                #""kind":"block""#, #""kind":"blocked""#,
                "its statement cannot be read: predicate/kind: it is unknown to this version"
            ),
        ])
    func statement(text: String, replacement: String, problem: String) throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        try forgery.restate(directory.key) { $0.replacing(text, with: replacement) }
        try forgery.put(signedBy: directory.key)
        #expect(try finding(directory) == "log, entry 2: error: \(problem)")
    }

    @Test func anEntryOfAnotherLogIsRefused() throws {
        let (directory, entries) = try threeEntries()
        let (origin, other) = (entries[0].origin, "pawl/\(testID(1))/staging")
        var forgery = try Forgery(entries[2], in: directory)
        try forgery.restate(directory.key) { $0.replacing(origin, with: other) }
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == "log, entry 2: error: it belongs to the log '\(other)', not '\(origin)'"
        )
    }

    @Test func anEnvelopeOfAnotherKeyOrSpellingIsRefused() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        try forgery.restate(testKey(9)) { $0 }
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == """
                log, entry 2: error: its envelope is not signed by the key of its commit, and by that alone
                """)
        try forgery.replaceEnvelope(entries[2].envelope + [UInt8(ascii: "\n")])
        try forgery.put(signedBy: directory.key)
        #expect(try finding(directory) == "log, entry 2: error: its envelope is not in canonical form")
        try forgery.replaceEnvelope(Array("{}".utf8))
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory)
                == "log, entry 2: error: DSSE envelope: 'payloadType' is missing or of the wrong type")
        try forgery.replaceEnvelope([UInt8](repeating: UInt8(ascii: " "), count: 65_536))
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == "log, entry 2: error: its envelope has 65536 bytes, more than 65535")
    }

    @Test func namesThatAForgerChoseSteerNoTerminal() throws {
        let (directory, entries) = try threeEntries()
        var forgery = try Forgery(entries[2], in: directory)
        forgery.tree.append(("x\n\u{1b}[32m3 entries verified\u{202e}", .blob, forgery.tree[0].id))
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory) == """
                log, entry 2: error: its tree has 'decision.dsse.json', 'x␊␛[32m3 entries verified\u{fffd}' instead of \
                'decision.dsse.json' alone
                """)
        forgery = try Forgery(entries[2], in: directory)
        forgery.namespace = "git\u{1b}c\rlog"
        try forgery.put(signedBy: directory.key)
        #expect(
            try finding(directory)
                == "log, entry 2: error: its commit is signed for 'git␛c␍log', not for 'git'")
    }
}
