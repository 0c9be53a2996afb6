import Testing

@testable import DecisionLog

@Suite struct TrustFileErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// `KEY1` and `KEY2` stand for two keys, `REST` for a sound list of keys.
        let text: String
        let message: String

        init(_ text: String, _ message: String) {
            (self.text, self.message) = (text, message)
        }

        var testDescription: String { message }
    }

    private static let rest = #"keys: { ci: { key: "KEY1", kinds: "*", environments: "*" } }"#
    private static let kinds =
        "approve, block, advice, deploy-started, deployed, adopted, rollback-started, rolled-back, override, reject, "
        + "hold, lifted, drill, selfcheck, measure, keyring, succession, abandoned, debt-paid, break-glass"

    private static func key(_ fields: String) -> String {
        "pawl-trust: 1\nkeys:\n  ci: { \(fields) }"
    }

    private static func environment(_ fields: String) -> String {
        "pawl-trust: 1\nREST\nenvironments:\n  staging: { \(fields) }"
    }

    private static let ofTheFile: [Case] = [
        Case(
            "keys: {}", "1:1: error: the file needs the key 'pawl-trust'\n  hint: start with 'pawl-trust: 1'"),
        Case(
            "pawl-trust: 2\nREST",
            "1:13: error: 'pawl-trust: 2' is no version that this Pawl reads\n  hint: write 'pawl-trust: 1', or use the Pawl that this file was written for"
        ),
        Case(
            "pawl-trust: 1",
            "1:1: error: the file needs the key 'keys'\n  hint: keys: { anna: { key: \"ssh-ed25519 AAAA…\", kinds: [adopted], environments: \"*\" } }"
        ),
        Case(
            "pawl-trust: 1\nkeys: {}",
            "2:7: error: the file names no key\n  hint: write one under 'keys': keys: { anna: { key: \"ssh-ed25519 AAAA…\", kinds: [adopted], environments: \"*\" } }"
        ),
        Case(
            "pawl-trust: 1\nkeys: [anna]",
            "2:7: error: expected keys with values for 'keys', found a list\n  hint: write 'key: value' in a line for each"
        ),
        Case(
            "pawl-trust: 1\nREST\nenviroments: {}",
            "3:1: error: unknown key 'enviroments' in the file\n  hint: did you mean 'environments'?"),
        Case(
            "pawl-trust: 1\nREST\npeople: {}",
            "3:1: error: unknown key 'people' in the file\n  hint: known here: pawl-trust, origin, root, keys, environments, witnesses"
        ),
        Case(
            "pawl-trust: 1\nREST\nREST",
            "3:1: error: key 'keys' is there twice\n  hint: the first one is on line 2"),
        Case(
            "pawl-trust: 1\nREST\norigin: pawl/\(String(repeating: "a", count: 40))/staging",
            "3:9: error: expected 'pawl/' and the id of the repository's first commit, found 'pawl/\(String(repeating: "a", count: 40))/staging'\n  hint: 'git rev-list --max-parents=0 HEAD' prints that id; the environment is not part of it"
        ),
        Case(
            "pawl-trust: 1\nREST\nwitnesses: []",
            "3:12: error: expected text, found a list\n  hint: write it out, in quotes where it begins with a bracket"
        ),
        Case(
            "pawl-trust: 1\nREST\n---\nREST",
            "3:1: error: another document starts here\n  hint: a trust file is one document: remove the second '---'"
        ),
        Case(
            "pawl-trust: 1\nkeys: &k {}",
            "2:7: error: anchors and aliases are not read here\n  hint: write the value out, and quote one that begins with '&', '*' or '!'"
        ),
        Case(
            "pawl-trust: 1\nkeys: {a: {b: {c: {d: {e: {f: {g: {h: 1}}}}}}}}",
            "2:32: error: values are nested more than 8 deep\n  hint: a trust file is small: keys and environments"
        ),
        Case(
            "pawl-trust: 1\nwitnesses: \u{1b}[2J",
            "2:12: error: not valid YAML: control characters are not allowed\n  hint: write 'key: value', indent with spaces, and quote a value with ': ' or ' #' in it"
        ),
    ]

    private static let ofKeys: [Case] = [
        Case(
            key(#"kinds: "*", environments: "*""#),
            "3:7: error: 'ci' needs the key 'key'\n  hint: key: \"ssh-ed25519 AAAA…\", the line of a '.pub' file"
        ),
        Case(
            key(#"key: "KEY1", environments: "*""#),
            "3:7: error: 'ci' needs the key 'kinds'\n  hint: kinds: [approve, block, …], or \"*\" for all"),
        Case(
            key(#"key: "KEY1", kinds: [approve]"#),
            "3:7: error: 'ci' needs the key 'environments'\n  hint: environments: [staging, …], or \"*\" for all"
        ),
        Case(
            key(#"key: "KEY1", kinds: "*", environments: "*", valid_til: 2026-01-01"#),
            "3:129: error: unknown key 'valid_til' in 'ci'\n  hint: known here: key, kinds, environments, valid_after, valid_before"
        ),
        Case(
            key(#"key: "KEY1", kinds: [aprove], environments: "*""#),
            "3:106: error: unknown kind 'aprove'\n  hint: did you mean 'approve'?"),
        Case(
            key(#"key: "KEY1", kinds: [everything], environments: "*""#),
            "3:106: error: unknown kind 'everything'\n  hint: known are \(kinds)"),
        Case(
            key(#"key: "KEY1", kinds: approve, environments: "*""#),
            "3:105: error: expected a list or \"*\", found 'approve'\n  hint: write '[approve]', or \"*\" for all"
        ),
        Case(
            key(#"key: "KEY1", kinds: [approve, block, approve], environments: "*""#),
            "3:122: error: 'approve' is there twice\n  hint: remove one of the two"),
        Case(
            key(#"key: "KEY1", kinds: [approve], environments: *"#),
            "3:131: error: not valid YAML: did not find expected alphabetic or numeric character while scanning an alias\n  hint: quote a value that begins with '*' or '&': \"*\""
        ),
        Case(
            key(#"key: "KEY1", kinds: [approve], environments: ["*"]"#),
            "3:131: error: '*' cannot be an environment's name\n  hint: use letters, digits, '-', '_' and '.', beginning with a letter or digit; all environments are \"*\""
        ),
        Case(
            key(#"key: "KEY1", kinds: [], environments: "*""#),
            "3:3: error: 'ci' may sign nothing\n  hint: name what it may sign with 'kinds' and 'environments', or remove it"
        ),
        Case(
            key(#"key: "KEY1", kinds: "*", environments: "*", valid_before: tomorrow"#),
            "3:143: error: expected a time in UTC, found 'tomorrow'\n  hint: write 2026-07-20 or 2026-07-20T12:00:00Z"
        ),
        Case(
            key(#"key: "KEY1", kinds: "*", environments: "*", valid_before: 2026-02-30"#),
            "3:143: error: expected a time in UTC, found '2026-02-30'\n  hint: write 2026-07-20 or 2026-07-20T12:00:00Z"
        ),
        Case(
            key(
                #"key: "KEY1", kinds: "*", environments: "*", valid_after: 2026-02-01, valid_before: 2026-02-01"#
            ),
            "3:3: error: the key is never valid: 'valid_before' is not after 'valid_after'\n  hint: exchange the two, or remove the key"
        ),
        Case(
            key(#"key: "ssh-ed25519 AAAA", kinds: "*", environments: "*""#),
            "3:14: error: this is not an OpenSSH public key\n  hint: it is one line, 'ssh-ed25519 AAAA… comment', as a '.pub' file has"
        ),
        Case(
            key(#"key: "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQA=", kinds: "*", environments: "*""#),
            "3:14: error: key type 'ssh-rsa' is not supported\n  hint: use an ed25519 key; 'ssh-keygen -t ed25519' makes one"
        ),
        Case(
            "pawl-trust: 1\nkeys:\n  \"two words\": { key: \"KEY1\", kinds: \"*\", environments: \"*\" }",
            "3:3: error: 'two words' cannot be the name of a key\n  hint: use one word, such as 'anna' or 'ci@example.org'"
        ),
        Case(
            """
            pawl-trust: 1
            keys:
              anna: { key: "KEY1", kinds: [override], environments: "*" }
              ben: { key: "KEY2", kinds: [override], environments: "*" }
              anna2: { key: "KEY1 another comment", kinds: [override], environments: "*" }
            """,
            "5:3: error: 'anna2' has the same key as 'anna' on line 3\n  hint: a key is one signer: give each name a key of its own, or remove one of the two"
        ),
    ]

    private static let ofOthers: [Case] = [
        Case(
            "pawl-trust: 1\nREST\nroot: { threshold: 2, keys: [ci] }",
            "3:20: error: the threshold 2 is more than there are root keys, 1\n  hint: a threshold is from 1 to the number of root keys"
        ),
        Case(
            "pawl-trust: 1\nREST\nroot: { threshold: 0, keys: [ci] }",
            "3:20: error: expected a whole number from 1 on, found '0'\n  hint: write it without quotes: 2"),
        Case(
            "pawl-trust: 1\nREST\nroot: { keys: [ci] }",
            "3:7: error: 'root' needs the key 'threshold'\n  hint: threshold: 2, how many of the keys sign together"
        ),
        Case(
            "pawl-trust: 1\nREST\nroot: { threshold: 1, keys: [cj] }",
            "3:30: error: the root key 'cj' is not under 'keys'\n  hint: did you mean 'ci'?"),
        // One person is not two.
        Case(
            "pawl-trust: 1\nREST\nroot: { threshold: 2, keys: [ci, ci] }",
            "3:34: error: 'ci' is there twice\n  hint: remove one of the two"),
        Case(
            "pawl-trust: 1\nREST\nenvironments: { a/b: {} }",
            "3:17: error: 'a/b' cannot be an environment's name\n  hint: use letters, digits, '-', '_' and '.', beginning with a letter or digit; all environments are \"*\""
        ),
        Case(
            environment("protected: maybe"),
            "4:25: error: expected 'yes' or 'no', found 'maybe'\n  hint: write one of these"),
        Case(
            environment("overides: 2"),
            "4:14: error: unknown key 'overides' in 'staging'\n  hint: did you mean 'overrides'?"),
        Case(
            environment("overrides: many"),
            "4:25: error: expected a whole number from 1 on, found 'many'\n  hint: write it without quotes: 2"
        ),
        Case(
            environment("pipelines: [shop]"),
            "4:25: error: expected keys with values for 'pipelines', found a list\n  hint: write 'key: value' in a line for each"
        ),
        Case(
            environment("pipelines: { shop: ../shop.yaml }"),
            "4:33: error: expected a path inside the repository, found '../shop.yaml'\n  hint: such as 'pipelines/checkout.yaml'"
        ),
    ]

    @Test("a bad trust file is refused at its place", arguments: ofTheFile + ofKeys + ofOthers)
    func refused(_ item: Case) throws {
        let text = item.text.replacing("REST", with: Self.rest)
            .replacing("KEY1", with: try testKeyLine(1)).replacing("KEY2", with: try testKeyLine(2))
        #expect(
            try errorText { _ = try TrustRules(parsing: text, file: "trust.yaml") }
                == "trust.yaml:" + item.message)
    }

    @Test func aFileOfManyKeysCostsNoMoreThanItsLength() throws {
        let line = "  k: { key: x }\n"
        let text = "pawl-trust: 1\nkeys:\n" + String(repeating: line, count: 60_000)
        // The second of them has a name that is there already, which is said before all are read.
        #expect(
            try errorText { _ = try TrustRules(parsing: text, file: "t") }.hasPrefix(
                "t:4:3: error: key 'k' is there twice"))
        let items = "pawl-trust: 1\nkeys: [" + String(repeating: "a,", count: 30_000) + "]\n"
        #expect(
            try errorText { _ = try TrustRules(parsing: items, file: "t") }.contains(
                "error: the file has more than 20000 values"))
    }
}
