import DecisionLog
import Testing

private let message = Array("a decision\n".utf8)

@Suite struct SSHSignatureTests {
    @Test func whatIsSignedVerifiesAfterReadingBack() throws {
        let key = try testKey(1)
        let text = try SSHSignature.sign(message, namespace: "git", with: key).armoured
        let signature = try SSHSignature(armoured: text)
        #expect(signature.publicKey == key.publicKey)
        #expect(signature.namespace == "git")
        #expect(signature.verifies(message, namespace: "git"))
        #expect(!signature.verifies(message + [0], namespace: "git"))
        #expect(!signature.verifies(message, namespace: "file"))
    }

    @Test func anotherSpellingOfTheSameSignatureIsRefused() throws {
        let text = try SSHSignature.sign(message, namespace: "git", with: testKey(1)).armoured
        let lines = text.split(separator: "\n").map(String.init)
        let body = lines.dropFirst().dropLast().joined()
        for other in [
            String(text.dropLast()), text + "\n", text.replacing("\n", with: "\r\n"),
            "\(lines[0])\n\(body)\n\(lines[lines.count - 1])\n",
        ] {
            let error = #expect(throws: SSHSignatureError.self) { try SSHSignature(armoured: other) }
            #expect(error == .otherSpelling)
        }
    }

    /// The blob: "SSHSIG", version at 6, s(key) at 10 of 55 bytes, s("git") at 65, s("") at 72, s("sha512")
    /// at 76, s(signature) at 86.
    @Test(
        "says what is wrong with the fields",
        arguments: [
            (3, "it does not begin with 'SSHSIG'"),
            (9, "its version is 0, not 1"),
            (20, "its key is not an ed25519 key"),
            (81, "its hash is 'sia512', not 'sha512'"),
            (96, "it is not an ed25519 signature of 64 bytes"),
            (88, "it ends too early"),
        ])
    func saysWhatIsWrongWithTheFields(position: Int, reason: String) throws {
        var blob = try blob(of: try SSHSignature.sign(message, namespace: "git", with: testKey(1)))
        blob[position] ^= 1
        #expect(try readError(blob)?.description == "SSH signature: error: \(reason)")
    }

    @Test func aReservedFieldOrAnEmptyNamespaceIsRefused() throws {
        let blob = try blob(of: try SSHSignature.sign(message, namespace: "git", with: testKey(1)))
        let reserved = Array(blob[..<72]) + [0, 0, 0, 1, 0x61] + Array(blob[76...])
        #expect(try readError(reserved) == .reserved)
        let noNamespace = Array(blob[..<65]) + [0, 0, 0, 0] + Array(blob[72...])
        #expect(try readError(noNamespace) == .emptyNamespace)
        #expect(try readError(blob + [0]) == .trailingBytes)
    }

    @Test func aTextWithoutItsFrameIsRefused() {
        let error = #expect(throws: SSHSignatureError.self) { try SSHSignature(armoured: "U1NIU0lH\n") }
        #expect(
            error?.description
                == "SSH signature: error: it is not base64 between '-----BEGIN SSH SIGNATURE-----' "
                + "and '-----END …'")
    }

    private func blob(of signature: SSHSignature) throws -> [UInt8] {
        let lines = signature.armoured.split(separator: "\n")
        return try #require(Base64.decode(lines.dropFirst().dropLast().joined()))
    }

    private func readError(_ blob: [UInt8]) throws -> SSHSignatureError? {
        let body = Base64.encode(blob)
        return #expect(throws: SSHSignatureError.self) {
            try SSHSignature(
                armoured: "-----BEGIN SSH SIGNATURE-----\n\(body)\n-----END SSH SIGNATURE-----\n")
        }
    }
}

@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
struct SSHSignaturePublishedVectorsTests {
    @Test func signsAsOpenSSHDid() throws {
        let text = try SharedVectors.text("openssh/sshsig/ed25519.sig")
        let message = try SharedVectors.bytes("openssh/sshsig/signed-data")
        let signature = try SSHSignature(armoured: text)
        #expect(signature.verifies(message, namespace: "unittest"))
        let key = try OpenSSHPrivateKey(parsing: SharedVectors.text("openssh/sshsig/ed25519"), place: "key")
        #expect(
            try SSHSignature.sign(message, namespace: "unittest", with: SigningKey(key.key)).armoured == text)
    }

    @Test(
        "signatures by other kinds of key are refused",
        arguments: [
            "rsa", "ecdsa", "ecdsa_sk", "ecdsa_sk_webauthn", "ed25519_sk", "mldsa44-ed25519",
        ])
    func signaturesByOtherKindsOfKeyAreRefused(name: String) throws {
        let text = try SharedVectors.text("openssh/sshsig/\(name).sig")
        #expect(throws: SSHSignatureError.keyType) { try SSHSignature(armoured: text) }
    }

    @Test func theSampleCommitIsSignedByItsAllowedSigner() throws {
        let commit = try SharedVectors.text("interop-sample/signed-commit.raw")
        let start = try #require(commit.firstRange(of: "gpgsig "))
        let end = try #require(commit.firstRange(of: "-----END SSH SIGNATURE-----\n"))
        let armour = String(commit[start.upperBound..<end.upperBound]).replacing("\n ", with: "\n")
        let message = commit[..<start.lowerBound] + commit[end.upperBound...]
        let signature = try SSHSignature(armoured: armour)
        #expect(signature.verifies(Array(message.utf8), namespace: "git"))

        let file = "interop-sample/allowed_signers"
        let allowed = try AllowedSigners(parsing: SharedVectors.text(file), file: file)
        let signer = allowed.signer(with: signature.publicKey, namespace: "git", at: 1_700_599_940)
        #expect(SSHPatternList(try #require(signer).name).matches("gate@pawl"))
        #expect(allowed.signer(with: signature.publicKey, namespace: "file", at: 1_700_599_940) == nil)
    }
}

@Suite(.enabled(if: SSHKeygen.isInstalled, SSHKeygen.absence))
struct SSHSignatureInteropTests {
    @Test("ssh-keygen accepts our signature", arguments: [0, 1, 10_000])
    func sshKeygenAcceptsOurSignature(count: Int) throws {
        let keygen = try SSHKeygen()
        let key = SigningKey(Ed25519PrivateKey())
        let message = String(repeating: "x", count: count)
        let signature = try SSHSignature.sign(Array(message.utf8), namespace: "git", with: key)
        try keygen.write(signature.armoured, to: "signature")
        let line = SSHPublicKey(key: key.publicKey, comment: "").line
        try keygen.write("gate@ci namespaces=\"git\" \(line)\n", to: "signers")
        let verify = ["-Y", "verify", "-f", "signers", "-I", "gate@ci", "-s", "signature", "-n"]

        let (exit, output) = try keygen.run(verify + ["git"], input: message)
        #expect(exit == 0, "\(output)")
        let fingerprint = key.publicKey.fingerprint
        #expect(output == "Good \"git\" signature for gate@ci with ED25519 key \(fingerprint)\n")
        #expect(try keygen.run(verify + ["git"], input: message + "!").exit != 0)
        #expect(try keygen.run(verify + ["file"], input: message).exit != 0)
    }

    @Test func weAcceptASignatureOfSSHKeygen() throws {
        let keygen = try SSHKeygen()
        let key = Ed25519PrivateKey()
        try keygen.write(OpenSSHPrivateKey(key: key, comment: "").armoured(), to: "key")
        try keygen.write("approved\n", to: "approval")
        let (exit, output) = try keygen.run(["-Y", "sign", "-f", "key", "-n", "override@pawl", "approval"])
        try #require(exit == 0, "\(output)")
        let signature = try SSHSignature(armoured: keygen.read("approval.sig"))
        #expect(signature.publicKey == key.publicKey)
        #expect(signature.verifies(Array("approved\n".utf8), namespace: "override@pawl"))
    }
}
