import DecisionLog
import Testing

@Suite struct SSHPublicKeyTests {
    /// RFC 8032, 7.1, test 1.
    private let base64 = "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"

    @Test(
        "reads a line",
        arguments: [
            ("ssh-ed25519 K", ""), ("ssh-ed25519 K\n", ""), ("ssh-ed25519 K ann@host", "ann@host"),
            ("  ssh-ed25519\tK  Ann's new key\r\n", "Ann's new key"),
        ])
    func readsALine(line: String, comment: String) throws {
        let key = try SSHPublicKey(parsing: line.replacing("K", with: base64), place: "k.pub")
        #expect(key.comment == comment)
        #expect(key.key.bytes.prefix(4) == [0xd7, 0x5a, 0x98, 0x01])
        #expect(key.line == "ssh-ed25519 \(base64)" + (comment.isEmpty ? "" : " \(comment)"))
    }

    @Test(
        "refuses what is no public key",
        arguments: [
            "", "ssh-ed25519", "K", "no-pty ssh-ed25519 K", "ssh-rsa K",
            "ssh-ed25519 K one\nssh-ed25519 K two", "ssh-ed25519 K*",
        ])
    func refusesWhatIsNoPublicKey(line: String) {
        let error = #expect(throws: SSHKeyError.self) {
            try SSHPublicKey(parsing: line.replacing("K", with: base64), place: "k.pub")
        }
        #expect(
            error?.description == """
                k.pub: error: this is not an OpenSSH public key
                  hint: it is one line, 'ssh-ed25519 AAAA… comment', as a '.pub' file has
                """)
    }

    @Test func refusesAKeyOfAnotherType() {
        // s("ssh-dss")
        let error = #expect(throws: SSHKeyError.self) {
            try SSHPublicKey(parsing: "ssh-dss AAAAB3NzaC1kc3M=", place: "k.pub")
        }
        #expect(
            error?.description == """
                k.pub: error: key type 'ssh-dss' is not supported
                  hint: use an ed25519 key; 'ssh-keygen -t ed25519' makes one
                """)
    }

    @Test func refusesAKeyThatIsTooShort() {
        // s("ssh-ed25519") s("a")
        let error = #expect(throws: SSHKeyError.self) {
            try SSHPublicKey(parsing: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAWE=", place: "k.pub")
        }
        #expect(
            error?.description == """
                k.pub: error: the key is damaged: an ed25519 key has 32 bytes
                  hint: take it from a copy, or make another with 'ssh-keygen -t ed25519'
                """)
    }

    @Test(
        "fingerprints are those of OpenSSH", .enabled(if: SharedVectors.arePresent, SharedVectors.absence),
        arguments: ["ed25519_1", "ed25519_2"])
    func fingerprintsAreThoseOfOpenSSH(name: String) throws {
        let key = try SSHPublicKey(parsing: SharedVectors.text("openssh/sshkey/\(name).pub"), place: name)
        #expect(try SharedVectors.text("openssh/sshkey/\(name).fp") == key.key.fingerprint + "\n")
        #expect(key.comment == "ED25519 test key #1")
    }
}
