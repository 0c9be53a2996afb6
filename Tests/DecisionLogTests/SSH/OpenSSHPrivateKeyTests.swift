import DecisionLog
import Testing

@Suite struct OpenSSHPrivateKeyTests {
    @Test("what is written reads back", arguments: ["", "a", "gate@ci", "seven77", "eight888"])
    func whatIsWrittenReadsBack(comment: String) throws {
        let text = OpenSSHPrivateKey(key: try testPrivateKey(1), comment: comment).armoured()
        let key = try OpenSSHPrivateKey(parsing: text, place: "key")
        #expect(key.key.publicKey == (try testKey(1).publicKey))
        #expect(key.comment == comment)
    }

    @Test func lineEndingsOfAnotherSystemAreRead() throws {
        let text = OpenSSHPrivateKey(key: try testPrivateKey(1), comment: "c").armoured()
        let windows = "\n" + text.replacing("\n", with: " \r\n")
        #expect(try OpenSSHPrivateKey(parsing: windows, place: "key").key.publicKey == testKey(1).publicKey)
        #expect(try OpenSSHPrivateKey(parsing: String(text.dropLast()), place: "key").comment == "c")
    }

    @Test(
        "refuses what is no OpenSSH private key",
        arguments: [
            "", "ssh-ed25519 AAAA", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
            "-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
        ])
    func refusesWhatIsNoOpenSSHPrivateKey(text: String) {
        let error = #expect(throws: SSHKeyError.self) {
            try OpenSSHPrivateKey(parsing: text, place: "PAWL_KEY")
        }
        #expect(
            error?.description == """
                PAWL_KEY: error: this is not an OpenSSH private key
                  hint: 'ssh-keygen -t ed25519' makes one
                """)
    }

    /// Offsets in the file's bytes: 15 magic, 8 + 8 + 4 for "none" "none" "", 4 count, 55 public key, 4
    /// length, so the private part begins at 98: 4 + 4 check, 15 type, 4 + 32 public, 4 + 64 secret, 4 + 1
    /// comment, 132 + 4 padding.
    @Test(
        "a damaged key is refused",
        arguments: [
            (98, "its two check numbers differ"),
            (130, "its public part does not belong to its private part"),
            (170, "its public part does not belong to its private part"),
            (200, "its public part does not belong to its private part"),
            (231, "its padding is not 1, 2, 3 …"),
            (233, "its padding is not 1, 2, 3 …"),
            (94, "its parts do not fit their lengths"),
            (107, "its private part does not fit its lengths"),
        ])
    func aDamagedKeyIsRefused(position: Int, what: String) throws {
        let text = OpenSSHPrivateKey(key: try testPrivateKey(1), comment: "c").armoured()
        let lines = text.split(separator: "\n")
        var bytes = try #require(Base64.decode(lines.dropFirst().dropLast().joined()))
        bytes[position] ^= 1
        let damaged = ([String(lines[0]), Base64.encode(bytes), String(lines[lines.count - 1])])
            .joined(separator: "\n")
        let error = #expect(throws: SSHKeyError.self) {
            try OpenSSHPrivateKey(parsing: damaged, place: "key")
        }
        #expect(
            error?.description == """
                key: error: the key is damaged: \(what)
                  hint: take it from a copy, or make another with 'ssh-keygen -t ed25519'
                """)
    }
}

@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
struct OpenSSHPrivateKeyPublishedVectorsTests {
    @Test(
        "reads OpenSSH's own keys and writes the same bytes",
        arguments: [
            ("openssh/sshkey/ed25519_1", 0xe78f_8028), ("openssh/sshsig/ed25519", 0xe919_ab3f),
        ] as [(String, UInt32)])
    func readsOpenSSHsOwnKeysAndWritesTheSameBytes(path: String, check: UInt32) throws {
        let text = try SharedVectors.text(path)
        let key = try OpenSSHPrivateKey(parsing: text, place: path)
        let publicKey = try SSHPublicKey(parsing: SharedVectors.text(path + ".pub"), place: path)
        #expect(key.key.publicKey == publicKey.key)
        #expect(key.comment == publicKey.comment)
        #expect(key.armoured(check: check) == text)
    }

    @Test(
        "an encrypted key is refused",
        arguments: [
            "openssh/sshkey/ed25519_1_pw", "openssh/pyca/ed25519-psw.key",
            "openssh/pyca/ed25519-aesgcm-psw.key",
        ])
    func anEncryptedKeyIsRefused(path: String) throws {
        let text = try SharedVectors.text(path)
        let error = #expect(throws: SSHKeyError.self) { try OpenSSHPrivateKey(parsing: text, place: "gate") }
        #expect(
            error?.description == """
                gate: error: the private key is encrypted
                  hint: add it to an agent with 'ssh-add FILE', and name its '.pub' file as the key
                """)
    }

    @Test(
        "a key of another type is refused",
        arguments: [
            ("rsa-nopsw", "ssh-rsa"), ("dsa-nopsw", "ssh-dss"), ("ecdsa-nopsw", "ecdsa-sha2-nistp256"),
            ("rsa-psw", "ssh-rsa"),
            ("sk-ed25519-nopsw", "sk-ssh-ed25519@openssh.com"),
        ])
    func aKeyOfAnotherTypeIsRefused(name: String, type: String) throws {
        let text = try SharedVectors.text("openssh/pyca/\(name).key")
        let error = #expect(throws: SSHKeyError.self) { try OpenSSHPrivateKey(parsing: text, place: "gate") }
        #expect(error?.problem == .unsupportedType(type))
    }
}

@Suite(.enabled(if: SSHKeygen.isInstalled, SSHKeygen.absence))
struct OpenSSHPrivateKeyInteropTests {
    @Test func sshKeygenReadsAKeyThatWeWrote() throws {
        let keygen = try SSHKeygen()
        let key = Ed25519PrivateKey()
        try keygen.write(OpenSSHPrivateKey(key: key, comment: "gate@ci").armoured(), to: "key")
        let (exit, output) = try keygen.run(["-y", "-f", "key"])
        #expect(exit == 0)
        #expect(output == SSHPublicKey(key: key.publicKey, comment: "gate@ci").line + "\n")
    }

    @Test func weReadAKeyThatSSHKeygenMade() throws {
        let keygen = try SSHKeygen()
        let (exit, output) = try keygen.run([
            "-q", "-t", "ed25519", "-N", "", "-C", "made by it", "-f", "key",
        ])
        try #require(exit == 0, "\(output)")
        let key = try OpenSSHPrivateKey(parsing: keygen.read("key"), place: "key")
        let publicKey = try SSHPublicKey(parsing: keygen.read("key.pub"), place: "key.pub")
        #expect(key.key.publicKey == publicKey.key)
        #expect(key.comment == "made by it")
        let listed = try keygen.run(["-l", "-f", "key.pub"]).output
        #expect(listed == "256 \(publicKey.key.fingerprint) made by it (ED25519)\n")
    }

    @Test func aKeyThatSSHKeygenEncryptedIsRefused() throws {
        let keygen = try SSHKeygen()
        let (exit, output) = try keygen.run(["-q", "-t", "ed25519", "-N", "secret", "-a", "1", "-f", "key"])
        try #require(exit == 0, "\(output)")
        let error = #expect(throws: SSHKeyError.self) {
            try OpenSSHPrivateKey(parsing: keygen.read("key"), place: "key")
        }
        #expect(error?.problem == .encrypted)
    }
}
