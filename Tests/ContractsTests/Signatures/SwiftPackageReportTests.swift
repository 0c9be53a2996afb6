import Contracts
import GateModel
import Testing

/// What the package manager of Swift 6.3.1 prints.
private let printed = """

    5 breaking changes detected in Client:
      💔 API breakage: var Member.age has declared type change from Swift.Int to Swift.String
      💔 API breakage: accessor Member.age.Get() has return type change from Swift.Int to Swift.String
      💔 API breakage: accessor Member.age.Set() has parameter 0 type change from Swift.Int to Swift.String
      💔 API breakage: func Member.measure(scale:) has parameter 0 type change from Swift.Int to Swift.String
      💔 API breakage: func Member.gone() has been removed

    """

private func report(_ text: String, _ modules: Set<String> = ["Client"]) throws -> SignatureReport {
    try .swiftPackage(text, modules: modules, subject: "Package.swift")
}

private func libraries(_ products: String, only: [String] = []) throws -> SwiftLibraries {
    try SwiftLibraries(Array("{\"products\": [\(products)]}".utf8), only: only)
}

private let client =
    #"{"name": "Client", "settings": [], "targets": ["Client"], "type": {"library": ["automatic"]}}"#
private let wire =
    #"{"name": "Wire", "settings": [], "targets": ["wire-format"], "type": {"library": ["automatic"]}}"#
private let tool = #"{"name": "tool", "settings": [], "targets": ["tool"], "type": {"executable": null}}"#

@Suite struct SwiftPackageReportTests {
    @Test func aPropertyIsToldOnceWithoutItsAccessors() throws {
        #expect(
            try report(printed).differences.map(\.fingerprint) == [
                "swift/Package.swift/declared-type-change/Client.Member.age",
                "swift/Package.swift/parameter-type-change/Client.Member.measure(scale:)/0",
                "swift/Package.swift/removed/Client.Member.gone()",
            ])
    }

    @Test func aModuleThatWasPassedOverIsAGap() throws {
        let text = "No breaking changes detected in Client\n"
        #expect(try report(text, ["Client", "Wire"]).gaps == ["the module Wire was not compared"])
    }

    @Test(
        "rubbish is not understood",
        arguments: ["", "Build complete!", "2 breaking changes detected in Client:\n"])
    func rubbish(text: String) {
        #expect(throws: NotUnderstood.self) { try report(text) }
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
}
