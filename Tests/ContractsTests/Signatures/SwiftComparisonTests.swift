import Contracts
import GateModel
import Testing

/// What the digester of Swift 6.3.1 prints where nothing has changed.
private let headings = """

    /* Generic Signature Changes */

    /* Removed Decls */

    /* Type Changes */

    /* Others */

    """

private let printed = headings.replacing(
    "/* Removed Decls */\n", with: "/* Removed Decls */\nAPI breakage: func Member.gone() has been removed\n"
).replacing(
    "/* Type Changes */\n",
    with: """
        /* Type Changes */
        API breakage: accessor Member.age.Get() has return type change from Swift.Int to Swift.String
        API breakage: accessor Member.age.Set() has parameter 0 type change from Swift.Int to Swift.String
        API breakage: func Member.measure(scale:) has parameter 0 type change from Swift.Int to Swift.String
        API breakage: var Member.age has declared type change from Swift.Int to Swift.String

        """)

private func report(_ text: String, due: Set<String> = ["Client"]) throws -> SignatureReport {
    var comparison = SwiftComparison(subject: "Package.swift")
    try comparison.add(text, of: "Client")
    return comparison.report(due: due)
}

private func libraries(_ products: String, only: [String] = []) throws -> SwiftLibraries {
    try SwiftLibraries(Array("{\"products\": [\(products)]}".utf8), only: only)
}

private let client =
    #"{"name": "Client", "settings": [], "targets": ["Client"], "type": {"library": ["automatic"]}}"#
private let wire =
    #"{"name": "Wire", "settings": [], "targets": ["wire-format"], "type": {"library": ["automatic"]}}"#
private let tool = #"{"name": "tool", "settings": [], "targets": ["tool"], "type": {"executable": null}}"#

@Suite struct SwiftComparisonTests {
    @Test func aPropertyIsToldOnceWithoutItsAccessors() throws {
        #expect(
            try report(printed).differences.map(\.fingerprint) == [
                "swift/Package.swift/declared-type-change/Client.Member.age",
                "swift/Package.swift/parameter-type-change/Client.Member.measure(scale:)/0",
                "swift/Package.swift/removed/Client.Member.gone()",
            ])
    }

    @Test func aModuleThatWasPassedOverIsAGap() throws {
        #expect(try report(headings, due: ["Client", "Wire"]).gaps == ["the module Wire was not compared"])
    }

    @Test(
        "rubbish is not understood",
        arguments: [
            "", "Build complete!", headings + "error: failed to load module\n", "/* Removed Decls */\n",
        ])
    func rubbish(text: String) {
        #expect(throws: NotUnderstood.self) { try report(text) }
    }

    @Test(
        "a description of another module, or of none, is not understood",
        arguments: [
            "", "{}", #"{"ABIRoot": {"kind": "Root", "name": "NO_MODULE"}}"#,
            #"{"ABIRoot": {"kind": "Root", "name": "Wire"}}"#,
        ])
    func otherDescription(text: String) {
        #expect(throws: NotUnderstood.self) {
            try SwiftComparison.check(Array(text.utf8), describes: "Client")
        }
    }

    @Test func aProductThatIsGoneIsNamedWithItsModule() throws {
        let removed = try libraries(client + "," + wire).removed(
            in: libraries(client), subject: "Package.swift")
        #expect(
            removed.map(\.fingerprint).sorted() == [
                "swift/Package.swift/module-removed/wire_format", "swift/Package.swift/product-removed/Wire",
            ])
    }

    @Test func onlyLibrariesThatAreMeantCount() throws {
        #expect(
            try libraries([client, wire, tool].joined(separator: ","), only: ["Client"]).modules == ["Client"]
        )
    }

    @Test func whatBothHaveIsKept() throws {
        let kept = try libraries(client + "," + wire).kept(in: libraries(client))
        #expect(kept.products == ["Client": ["Client"]])
    }
}
