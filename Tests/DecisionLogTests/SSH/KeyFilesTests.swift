import Foundation
import Processes
import Testing

@testable import DecisionLog

@Suite struct KeyFilesTests {
    @Test func aNewKeyIsReadBackAndTrusted() throws {
        let parent = try Processes.TemporaryDirectory(prefix: "pawl-keys-")
        let created = try createKey(in: parent.path + "/deep/keys", principal: "anna@example.org")
        let key = try loadKey(path: created.keyPath)
        #expect(key.publicKey.fingerprint == created.fingerprint)
        let trust = try TrustFile(path: created.allowedSignersPath)
        #expect(try trust.signer(with: key.publicKey, at: 0).name == "anna@example.org")
        #expect(throws: TrustRefusal.self) { try trust.signer(with: testKey(9).publicKey, at: 0) }
        let text = try String(contentsOfFile: created.keyPath, encoding: .utf8)
        #expect(try loadKey(content: text, place: "PAWL_KEY").publicKey == key.publicKey)

        let permissions = try [created.keyPath, created.publicKeyPath, created.allowedSignersPath].map {
            try FileManager.default.attributesOfItem(atPath: $0)[.posixPermissions] as? Int
        }
        #expect(permissions == [0o600, 0o644, 0o644])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: parent.path + "/deep/keys").sorted()
                == ["allowed_signers", "pawl-key", "pawl-key.pub"])
    }

    @Test(.enabled(if: SSHKeygen.isInstalled, SSHKeygen.absence))
    func sshKeygenReadsTheNewKey() throws {
        let parent = try Processes.TemporaryDirectory(prefix: "pawl-keys-")
        let created = try createKey(in: parent.path, principal: "anna@example.org")
        let line = try run("/usr/bin/ssh-keygen", ["-y", "-f", created.keyPath], in: "/")
        #expect(try line + "\n" == String(contentsOfFile: created.publicKeyPath, encoding: .utf8))
    }

    @Test("nothing is overwritten", arguments: ["pawl-key", "pawl-key.pub", "allowed_signers"])
    func nothingIsOverwritten(name: String) throws {
        let parent = try Processes.TemporaryDirectory(prefix: "pawl-keys-")
        let path = parent.path + "/" + name
        try durableWrite(Array("mine".utf8), to: path)
        let text = try errorText { _ = try createKey(in: parent.path, principal: "anna") }
        #expect(
            text == """
                key: error: '\(path)' exists already, and is not overwritten
                  hint: use it, or name another directory
                """)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [name])
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test("a work tree is no place for a key", arguments: ["", "/keys", "/.git/keys"])
    func workTree(below: String) throws {
        let directory = try LogDirectory()
        let place = directory.path + below
        let text = try errorText { _ = try createKey(in: place, principal: "anna") }
        #expect(
            text == """
                key: error: '\(place)' is inside the work tree '\(directory.path)', where a key \
                is soon committed
                  hint: name a directory outside of it, such as '~/.config/pawl'
                """)
        #expect(!FileManager.default.fileExists(atPath: place + "/pawl-key"))
    }

    @Test(
        "a name that would mean something else in a trust file is refused",
        arguments: [
            "", "a b", "a,b", "*", "#a", "\"a", "a\n", "!a",
        ])
    func principal(name: String) throws {
        let parent = try Processes.TemporaryDirectory(prefix: "pawl-keys-")
        let text = try errorText { _ = try createKey(in: parent.path, principal: name) }
        #expect(
            text == """
                key: error: '\(name.replacing("\n", with: "␊"))' cannot be a signer's name
                  hint: use one word without quotes, commas or wildcards, such as 'anna@example.org'
                """)
    }

    @Test func aKeyThatIsNotThereIsNamed() throws {
        let text = try errorText { _ = try loadKey(path: "/nowhere/key") }
        #expect(
            text == """
                key: error: could not read '/nowhere/key': there is no such file
                  hint: 'pawl key new' makes a key; name it with --key or PAWL_KEY_FILE
                """)
    }
}

@Suite struct TrustFileTests {
    @Test func aMissingFileSaysHowToGetOne() throws {
        #expect(
            try errorText { _ = try TrustFile(path: "/nowhere/allowed_signers") } == """
                trust: error: could not read '/nowhere/allowed_signers': there is no such file
                  hint: 'pawl key new' writes one; name it with --trust or PAWL_TRUST
                """)
        #expect(
            try errorText { _ = try TrustFile(path: "/") } == """
                trust: error: could not read '/': Is a directory
                  hint: name a trust file or an allowed-signers file with --trust or PAWL_TRUST
                """)
    }

    @Test func aFileWithoutKeysTrustsNobody() throws {
        let parent = try Processes.TemporaryDirectory(prefix: "pawl-trust-")
        let path = parent.path + "/allowed_signers"
        try durableWrite(Array("# nobody yet\n".utf8), to: path)
        #expect(
            try errorText { _ = try TrustFile(path: path) } == """
                trust: error: '\(path)' names no key
                  hint: a line is 'name@example.com ssh-ed25519 AAAA…'; 'pawl key new' writes one
                """)
        try durableWrite(Array("anna\n".utf8), to: path)
        #expect(try errorText { _ = try TrustFile(path: path) }.hasPrefix("\(path):1: error: no key follows"))
    }

    @Test func aKeyIsBelievedForItsNamespaceAndTimeOnly() throws {
        let parent = try Processes.TemporaryDirectory(prefix: "pawl-trust-")
        let path = parent.path + "/allowed_signers"
        let keys = try (1...2).map { try testKey($0).publicKey }
        let lines = [
            "anna namespaces=\"file\" " + SSHPublicKey(key: keys[0], comment: "").line,
            "bert valid-before=\"20260101Z\" " + SSHPublicKey(key: keys[1], comment: "").line,
        ]
        try durableWrite(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
        let trust = try TrustFile(path: path)
        #expect(throws: TrustRefusal.self) { try trust.signer(with: keys[0], at: 0) }
        // 2026-01-01T00:00:00Z is 1767225600.
        #expect(try trust.signer(with: keys[1], at: 1_767_225_600).name == "bert")
        #expect(throws: TrustRefusal.self) { try trust.signer(with: keys[1], at: 1_767_225_601) }
    }
}
