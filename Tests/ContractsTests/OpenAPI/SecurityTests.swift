import Testing

@testable import Contracts

@Suite("Who may still call") struct SecurityTests {
    private static let schemes = """
        {key: {type: apiKey, in: header, name: X-Key}, copy: {type: apiKey, in: header, name: x-key}, \
        basic: {type: http, scheme: basic}, \
        o: {type: oauth2, flows: {implicit: {authorizationUrl: 'http://x/', scopes: {r: '', w: ''}}}}}
        """

    /// Documents with one operation.
    private static func document(_ security: String?, global: String? = nil, schemes: String = schemes)
        -> String
    {
        let own = security.map { "security: \($0), " } ?? ""
        return (global.map { "security: \($0)\n" } ?? "")
            + "paths: {/a: {get: {\(own)responses: {'204': {description: d}}}}}\n"
            + "components: {securitySchemes: \(schemes)}"
    }

    @Test(
        "follows from what each alternative asks for",
        arguments: [
            // More is asked for
            (
                "[{key: []}]", "[{key: [], basic: []}]",
                ["ERR api-security-removed", "INFO api-security-added"]
            ),
            ("[{key: []}, {basic: []}]", "[{basic: []}]", ["ERR api-security-removed"]),
            ("[{o: [r]}]", "[{o: [r, w]}]", ["ERR api-security-scope-added"]),
            (
                "[{o: [r]}]", "[{o: [w]}]",
                ["ERR api-security-scope-added", "INFO api-security-scope-removed"]
            ),
            ("[]", "[{key: []}]", ["ERR api-security-added"]),
            ("[{}]", "[{key: []}]", ["ERR api-security-added"]),
            ("[{}, {key: []}]", "[{key: []}]", ["ERR api-security-optional-removed"]),
            ("[{key: []}]", "[{basic: []}]", ["ERR api-security-removed", "INFO api-security-added"]),
            // The same, or less
            ("[{key: []}, {basic: []}]", "[{basic: []}, {key: []}]", []),
            ("[{key: []}]", "[{copy: []}]", ["ERR api-security-removed", "INFO api-security-added"]),
            (
                "[{key: [], basic: []}]", "[{key: []}]",
                ["INFO api-security-added", "INFO api-security-removed"]
            ),
            ("[{key: []}, {key: [], basic: []}]", "[{key: []}]", ["INFO api-security-removed"]),
            ("[{o: [r, w]}]", "[{o: [r]}]", ["INFO api-security-scope-removed"]),
            ("[{key: []}]", "[{key: []}, {basic: []}]", ["INFO api-security-added"]),
            ("[{key: []}]", "[{key: []}, {}]", ["INFO api-security-optional-added"]),
            ("[{key: []}]", "[]", ["INFO api-security-removed"]),
            ("[{}]", "[]", []),
        ])
    func alternatives(old: String, new: String, expected: [String]) throws {
        #expect(try documentChanges(Self.document(old), Self.document(new)) == expected)
    }

    @Test(
        "is what holds for the operation in the end",
        arguments: [
            (nil, nil, nil, "[{key: []}]", ["ERR api-global-security-added"]),
            ("[]", "[{key: []}]", nil, "[{key: []}]", ["ERR api-security-added"]),
            (nil, "[{key: []}]", "[]", "[{key: []}]", ["INFO api-security-removed"]),
            (
                "[{key: []}]", "[{basic: []}]", "[{key: []}]", "[{key: []}]",
                ["INFO api-global-security-added", "INFO api-global-security-removed"]
            ),
        ] as [(String?, String?, String?, String?, [String])])
    func inheritance(
        old: String?, oldGlobal: String?, new: String?, newGlobal: String?, expected: [String]
    ) throws {
        #expect(
            try documentChanges(
                Self.document(old, global: oldGlobal), Self.document(new, global: newGlobal)) == expected)
    }

    @Test("a scheme under another name is the same where the old name is gone")
    func renamed() throws {
        let scheme = "{type: apiKey, in: header, name: X-Key}"
        #expect(
            try documentChanges(
                Self.document("[{a: []}]", schemes: "{a: \(scheme)}"),
                Self.document("[{b: []}]", schemes: "{b: \(scheme)}"))
                == [
                    "INFO api-security-added", "INFO api-security-component-added",
                    "INFO api-security-component-removed", "INFO api-security-removed",
                ])
    }

    @Test(
        "a scheme that is written otherwise locks out those who use it",
        arguments: [
            (
                "{type: apiKey, in: header, name: A}", "{type: apiKey, in: header, name: B}",
                "ERR api-security-component-name-changed"
            ),
            (
                "{type: apiKey, in: header, name: A}", "{type: apiKey, in: query, name: A}",
                "ERR api-security-component-in-changed"
            ),
            ("{type: apiKey, in: header, name: A}", "{type: apiKey, in: header, name: a}", nil),
            (
                "{type: apiKey, in: query, name: A}", "{type: apiKey, in: query, name: a}",
                "ERR api-security-component-name-changed"
            ),
            (
                "{type: http, scheme: basic}", "{type: http, scheme: bearer}",
                "ERR api-security-component-scheme-changed"
            ),
            ("{type: http, scheme: basic}", "{type: http, scheme: Basic}", nil),
            ("{type: http, scheme: basic}", "{type: mutualTLS}", "ERR api-security-component-type-changed"),
            (
                "{type: oauth2, flows: {password: {tokenUrl: t, scopes: {}}, implicit: {authorizationUrl: a, scopes: {}}}}",
                "{type: oauth2, flows: {implicit: {authorizationUrl: a, scopes: {}}}}",
                "ERR api-security-component-oauth-flow-removed"
            ),
            (
                "{type: openIdConnect, openIdConnectUrl: a}", "{type: openIdConnect, openIdConnectUrl: b}",
                "WARN api-security-component-open-id-url-changed"
            ),
        ] as [(String, String, String?)])
    func schemes(old: String, new: String, expected: String?) throws {
        let (before, after) = ("{k: \(old)}", "{k: \(new)}")
        #expect(
            try documentChanges(
                Self.document("[{k: []}]", schemes: before), Self.document("[{k: []}]", schemes: after))
                == (expected.map { [$0] } ?? []))
        // No one uses it.
        #expect(
            try documentChanges(Self.document("[]", schemes: before), Self.document("[]", schemes: after))
                == (expected.map { ["INFO" + $0.dropFirst($0.hasPrefix("ERR") ? 3 : 4)] } ?? []))
    }
}
