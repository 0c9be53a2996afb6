import Testing

@testable import DecisionLog

@Suite struct AllowedSignersTests {
    private func key(_ number: UInt8) throws -> String {
        SSHPublicKey(key: try testKey(number).publicKey, comment: "").line
    }

    private func parse(_ text: String) throws -> AllowedSigners {
        let text = try text.replacing("KEY1", with: key(1)).replacing("KEY2", with: key(2))
        return try AllowedSigners(parsing: text, file: "signers")
    }

    @Test func readsLinesInTheirOrder() throws {
        let allowed = try parse(
            """
            # the gates
            gate@ci,gate2@* KEY1 the gate

              "ann smith,bob" namespaces="git,override@pawl",valid-after="20260101Z" KEY2\r
            """)
        #expect(allowed.signers.map(\.line) == [2, 4])
        #expect(allowed.signers.map(\.comment) == ["the gate", ""])
        #expect(allowed.signers.map(\.key) == [try testKey(1).publicKey, try testKey(2).publicKey])
        #expect(allowed.signers[0].namespaces == nil)
        #expect(allowed.signers[0].principals.matches("gate2@anywhere"))
        #expect(allowed.signers[1].principals.matches("ann smith"))
        #expect(allowed.signers[1].namespaces?.matches("override@pawl") == true)
        #expect(allowed.signers[1].validAfter == 1_767_225_600)
    }

    @Test func findsTheFirstLineThatAllowsTheUse() throws {
        let allowed = try parse(
            """
            a namespaces="file" KEY1
            b valid-before="20260101Z" KEY1
            c valid-after="20260102Z" KEY1
            """)
        let key = try testKey(1).publicKey
        #expect(allowed.signer(with: key, namespace: "file", at: 0)?.line == 1)
        #expect(allowed.signer(with: key, namespace: "git", at: 1_767_225_600)?.line == 2)
        #expect(allowed.signer(with: key, namespace: "git", at: 1_767_225_601) == nil)
        #expect(allowed.signer(with: key, namespace: "git", at: 1_767_311_999) == nil)
        #expect(allowed.signer(with: key, namespace: "git", at: 1_767_312_000)?.line == 3)
        #expect(allowed.signer(with: try testKey(2).publicKey, namespace: "git", at: 0) == nil)
    }

    @Test func onlyALineFeedEndsALine() throws {
        let allowed = try parse("a KEY1 comment\u{2028}b KEY2\u{0b}c KEY2\u{85}d KEY2")
        #expect(allowed.signers.map(\.key) == [try testKey(1).publicKey])
    }

    @Test(
        "names the file, the line, and what is wrong",
        arguments: [
            (
                "a\n",
                """
                signers:1: error: no key follows the principals
                  hint: a line is 'name@example.com ssh-ed25519 AAAA…', options stand before the key
                """
            ),
            (
                "\n\na namespaces=\"git\n",
                """
                signers:3: error: a quote is not closed
                  hint: write options as 'namespaces="git"'
                """
            ),
            (
                "a namespace=\"git\" KEY1",
                """
                signers:1: error: unknown option 'namespace'
                  hint: there are 'namespaces', 'valid-after' and 'valid-before'
                """
            ),
            (
                "a namespaces=\"git\",Namespaces=\"file\" KEY1",
                """
                signers:1: error: option 'Namespaces' stands twice
                  hint: keep one; a list of namespaces has commas
                """
            ),
            (
                "a namespaces=git KEY1",
                """
                signers:1: error: option 'namespaces' has no quoted value
                  hint: write it as 'namespaces="…"'
                """
            ),
            (
                "*@example.com cert-authority KEY1",
                """
                signers:1: error: certificate authorities are not supported
                  hint: list each signer's own key
                """
            ),
            (
                "a valid-after=\"20260101\" KEY1",
                """
                signers:1: error: the time '20260101' depends on the time zone of the machine
                  hint: convert it to UTC and write 'Z' at its end
                """
            ),
            (
                "a valid-after=\"20260230Z\" KEY1",
                """
                signers:1: error: '20260230Z' is not a time
                  hint: write YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ
                """
            ),
            (
                "a valid-after=\"20260102Z\",valid-before=\"20260102Z\" KEY1",
                """
                signers:1: error: the key is never valid: 'valid-before' is not after 'valid-after'
                  hint: exchange the two, or drop the line
                """
            ),
            (
                "a ssh-dss AAAAB3NzaC1kc3M=",
                """
                signers:1: error: key type 'ssh-dss' is not supported
                  hint: use an ed25519 key; 'ssh-keygen -t ed25519' makes one
                """
            ),
            (
                "a namespaces=\"git\"x KEY1",
                """
                signers:1: error: unknown option 'x'
                  hint: there are 'namespaces', 'valid-after' and 'valid-before'
                """
            ),
            (
                "a no-pty KEY1",
                """
                signers:1: error: this is not an OpenSSH public key
                  hint: it is one line, 'ssh-ed25519 AAAA… comment', as a '.pub' file has
                """
            ),
        ])
    func namesTheFileTheLineAndWhatIsWrong(text: String, message: String) {
        let error = #expect(throws: AllowedSignersError.self) { try parse(text) }
        #expect(error?.description == message)
    }

    @Test(
        "reads times in UTC",
        arguments: [
            ("19700101Z", 0), ("20000229Z", 951_782_400), ("21000301Z", 4_107_542_400),
            ("202602281314Z", 1_772_284_440), ("20260228131415z", 1_772_284_455),
            ("99991231235959Z", 253_402_300_799),
        ] as [(String, Int64)])
    func readsTimesInUTC(text: String, seconds: Int64) throws {
        #expect(try parse("a valid-after=\"\(text)\" KEY1").signers[0].validAfter == seconds)
    }

    @Test(
        "is no time",
        arguments: [
            "Z", "2026Z", "20261301Z", "20260001Z", "20260100Z", "20260132Z", "21000229Z", "202601012400Z",
            "2026010100Z",
            "202601010060Z", "20260101000060Z", "2026-01-01Z", "0x5f000000Z", "20260101ZZ",
        ])
    func isNoTime(text: String) {
        let error = #expect(throws: AllowedSignersError.self) { try parse("a valid-after=\"\(text)\" KEY1") }
        #expect(error == .line(file: "signers", number: 1, problem: .notATime(text)))
    }
}

@Suite struct SSHPatternListTests {
    @Test(
        "matches",
        arguments: [
            ("ann", "ann"), ("*", "anything"), ("*", ""), ("a?n", "ann"),
            ("*@example.com", "ann@example.com"), ("b,ann", "ann"),
            ("a*b*c", "aXbXbXc"), ("*,!bob", "ann"),
        ])
    func matches(list: String, name: String) {
        #expect(SSHPatternList(list).matches(name))
    }

    @Test(
        "does not match",
        arguments: [
            ("ann", "Ann"), ("a?n", "an"), ("*@example.com", "ann@example.com.evil"), ("", ""), ("", "ann"),
            ("*,!bob", "bob"),
            ("!bob", "ann"), ("!bob,*", "bob"), ("a*b*c", "aXbX"), ("\u{e9}", "e\u{301}"),
        ])
    func doesNotMatch(list: String, name: String) {
        #expect(!SSHPatternList(list).matches(name))
    }
}

@Suite(.enabled(if: SSHKeygen.isInstalled, SSHKeygen.absence))
struct AllowedSignersInteropTests {
    struct Case: Sendable {
        let line: String
        let time: String
        let seconds: Int64
        let isAllowed: Bool

        /// A second before, at, or after the beginning of 2026.
        init(_ line: String, second: Int64 = 0, isAllowed: Bool) {
            self.line = line
            time = second < 0 ? "20251231235959Z" : "2026010100000\(second)Z"
            seconds = 1_767_225_600 + second
            self.isAllowed = isAllowed
        }
    }

    @Test(
        "agrees with ssh-keygen on who may sign when",
        arguments: [
            Case("a", isAllowed: true),
            Case("a valid-after=\"20260101Z\"", second: -1, isAllowed: false),
            Case("a valid-after=\"20260101Z\"", second: 0, isAllowed: true),
            Case("a valid-before=\"20260101Z\"", second: -1, isAllowed: true),
            Case("a valid-before=\"20260101Z\"", second: 0, isAllowed: true),
            Case("a valid-before=\"20260101Z\"", second: 1, isAllowed: false),
            Case("a namespaces=\"file,git\"", isAllowed: true),
            Case("a NAMESPACES=\"g*\"", isAllowed: true),
            Case("a namespaces=\"file\"", isAllowed: false),
            Case("a namespaces=\"*,!git\"", isAllowed: false),
            Case("\"a,!a\"", isAllowed: false),
            Case("?", isAllowed: true),
            Case("b", isAllowed: false),
        ])
    func agreesWithSSHKeygenOnWhoMaySignWhen(_ item: Case) throws {
        let keygen = try SSHKeygen()
        let key = try testKey(3)
        let signers = "\(item.line) \(SSHPublicKey(key: key.publicKey, comment: "").line)\n"
        try keygen.write(signers, to: "signers")
        try keygen.write(try SSHSignature.sign([], namespace: "git", with: key).armoured, to: "signature")
        let (exit, output) = try keygen.run([
            "-Y", "verify", "-f", "signers", "-I", "a", "-n", "git", "-s", "signature",
            "-O", "verify-time=\(item.time)",
        ])
        #expect((exit == 0) == item.isAllowed, "\(output)")
        let signer = try AllowedSigners(parsing: signers, file: "signers")
            .signer(with: key.publicKey, namespace: "git", at: item.seconds)
        let isAllowed = signer.map { SSHPatternList($0.name).matches("a") } ?? false
        #expect(isAllowed == item.isAllowed)
    }
}

extension AllowedSigners {
    /// The first line that allows this key to sign in that namespace at that time.
    func signer(with key: Ed25519PublicKey, namespace: String, at time: Int64) -> TrustedKey? {
        TrustRules(self, namespace: namespace).keys.first { $0.key == key && $0.isValid(at: time) }
    }
}
