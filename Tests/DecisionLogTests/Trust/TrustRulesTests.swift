import GateModel
import Testing

@testable import DecisionLog

/// A test key's line, as a `.pub` file has it.
func testKeyLine(_ number: UInt8) throws -> String {
    SSHPublicKey(key: try testKey(number).publicKey, comment: "").line
}

@Suite struct TrustRulesTests {
    private static let repository = String(repeating: "a", count: 40)

    @Test func aWholeFileIsReadAsItStands() throws {
        let rules = try TrustRules(
            parsing: """
                # Who may say what.
                pawl-trust: 1
                origin: pawl/\(Self.repository)
                root: { threshold: 2, keys: [anna, ben] }
                keys:
                  anna: { key: "\(try testKeyLine(1))", kinds: [override, reject, hold, adopted], environments: [production] }
                  ben: { key: "\(try testKeyLine(2))" }
                  ci:
                    key: \(try testKeyLine(3)) ci@example.org
                    kinds: [approve, block, deploy-started, deployed, rollback-started, rolled-back]
                    environments: "*"
                    valid_after: 2026-01-01
                    valid_before: 2026-07-20T12:00:00Z
                environments:
                  production: { protected: yes, pipelines: { shop: pipelines/shop.yaml }, overrides: 2, not_author: yes }
                  staging:
                witnesses: policy.txt
                """, file: "trust.yaml")
        #expect(rules.origin == TrustRules.Origin(name: "pawl/" + Self.repository, line: 3))
        #expect(rules.root == TrustRules.Root(threshold: 2, keys: ["anna", "ben"]))
        #expect(rules.witnesses == "policy.txt")
        #expect(rules.keys.map(\.name) == ["anna", "ben", "ci"])
        #expect(rules.keys.map(\.line) == [6, 7, 8])
        #expect(try rules.keys.map(\.key) == (1...3).map { try testKey($0).publicKey })
        #expect(rules.keys[0].kinds == .only([.override, .reject, .hold, .adopted]))
        #expect(rules.keys[0].environments == .only(["production"]))
        #expect(rules.keys[1].kinds == .only([]))
        #expect(rules.keys[1].environments == .only([]))
        #expect(rules.keys[2].environments == .all)
        // 2026-01-01T00:00:00Z and 2026-07-20T12:00:00Z.
        #expect(rules.keys[2].validAfter == 1_767_225_600)
        #expect(rules.keys[2].validBefore == 1_784_548_800)
        let production = try #require(rules.environments["production"])
        #expect(production.isProtected)
        #expect(production.pipelines == ["shop": "pipelines/shop.yaml"])
        #expect(production.overrides == 2)
        #expect(production.excludesAuthor)
        #expect(production.line == 15)
        let staging = try #require(rules.environments["staging"])
        #expect(!staging.isProtected && staging.pipelines == nil && staging.overrides == 1)
    }

    @Test func everyKindOfEntryHasANameInTheFile() {
        for kind in Decision.Kind.allCases { #expect(SignableKind(kind).rawValue == kind.rawValue) }
        #expect(
            Set(SignableKind.allCases.map(\.rawValue)).isSuperset(of: [
                "override", "reject", "hold", "lifted", "drill", "selfcheck", "measure", "keyring",
                "succession", "abandoned", "debt-paid", "break-glass",
            ]))
    }

    @Test func aBareFileOfSignersMeansTheseKeysEverything() throws {
        let rules = try TrustRules(
            parsing: "# ours\nanna,bert \(try testKeyLine(1)) laptop\n", file: "allowed_signers")
        #expect(
            rules.keys == [
                TrustedKey(
                    name: "anna,bert", key: try testKey(1).publicKey, line: 2, kinds: .all,
                    environments: .all, validAfter: nil, validBefore: nil)
            ])
        #expect(rules.environments.isEmpty && rules.origin == nil && rules.root == nil)
    }

    @Test(
        "what a file is follows from its first line that says something",
        arguments: [
            "pawl-trust: 2", "\u{feff}pawl-trust: 2", "# a\n\n  # b\npawl-trust: 2", "---\npawl-trust: 2",
            "{pawl-trust: 2}", "\"pawl-trust\": 2", "pawl-trust:\n  2", "%YAML 1.1\n---\npawl-trust: 2",
        ])
    func isYAML(text: String) throws {
        #expect(
            try errorText { _ = try TrustRules(parsing: text, file: "t") }.contains("error: 'pawl-trust: 2'"))
    }

    @Test(
        "times in UTC",
        arguments: [
            ("2026-07-20", 1_784_505_600), ("2026-07-20T00:00:01Z", 1_784_505_601),
            ("20260720Z", 1_784_505_600), ("202607200001Z", 1_784_505_660),
        ])
    func time(text: String, seconds: Int64) throws {
        let rules = try TrustRules(
            parsing: """
                pawl-trust: 1
                keys:
                  ci: { key: "\(try testKeyLine(1))", kinds: "*", environments: "*", valid_after: \(text) }
                """, file: "t")
        #expect(rules.keys[0].validAfter == seconds)
        #expect(utcText(seconds).hasPrefix("2026-07-20T00:0"))
    }
}
