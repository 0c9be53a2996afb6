import Foundation
import Testing

/// The tree is the data flow: what each module may import of ours.
private let allowed: [String: Set<String>] = [
    "JSON": [],
    "YAML": ["CLibYAML"],
    "GateModel": ["JSON"],
    "Statistics": [],
    "Pipelines": ["GateModel", "Statistics", "YAML"],
    "Git": ["GateModel", "CLibgit2", "Processes"],
    "Processes": ["CPlatform", "JSON"],
    "Cryptography": ["COpenSSL"],
    "HTTPClient": ["COpenSSL", "CZlib"],
    "Measuring": ["GateModel", "JSON", "Processes", "HTTPClient", "Statistics"],
    "Contracts": ["GateModel", "JSON", "YAML"],
    "Judging": ["GateModel", "Statistics", "Contracts"],
    "Stages": [
        "GateModel", "JSON", "Git", "Processes", "Measuring", "HTTPClient", "Contracts", "Judging",
        "Statistics", "Cryptography",
    ],
    "Rollback": ["GateModel", "JSON", "YAML", "Git", "Processes", "Cryptography"],
    "DecisionLog": ["GateModel", "JSON", "YAML", "Git", "Processes", "Cryptography"],
    "Orchestration": [
        "GateModel", "JSON", "Pipelines", "Git", "Processes", "Measuring", "Judging", "Stages", "Rollback",
        "DecisionLog", "Cryptography",
    ],
    "Reports": ["GateModel", "JSON"],
    "pawl": [
        "GateModel", "Pipelines", "Git", "Processes", "Measuring", "Judging", "Rollback", "DecisionLog",
        "Orchestration", "Reports", "Contracts", "HTTPClient",
    ],
]

/// Modules whose answers depend on nothing but their arguments: they may reach no file, clock or network.
private let pure = ["JSON", "YAML", "GateModel", "Statistics", "Contracts", "Judging", "Reports"]

private let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources")
    .standardized

/// The modules that a module's files import, however the import is spelled.
private func imports(of module: String) throws -> Set<String> {
    let directory = sources.appending(path: module)
    let files = try #require(FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil))
    var found: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for match in text.matches(of: /(?m)^(?:@\w+ )*(?:package |internal |private )?import (?:\w+ )?(\w+)/)
        {
            found.insert(String(match.1))
        }
    }
    return found
}

@Test("imports of ours are those of the table", arguments: allowed.keys.sorted())
func importsFollowTheTable(module: String) throws {
    let ours = Set(allowed.keys).union(["COpenSSL", "CLibYAML", "CLibgit2", "CPlatform", "CZlib"])
    let permitted = try #require(allowed[module])
    #expect(try imports(of: module).intersection(ours).subtracting(permitted) == [])
}

@Test("pure modules import no Foundation", arguments: pure)
func pureModulesReachNothing(module: String) throws {
    let barred: Set = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "NIOCore", "NIOPosix",
    ]
    #expect(try imports(of: module).intersection(barred) == [])
}

@Test func everyModuleIsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources.path)
    let known = Set(allowed.keys).union([
        "COpenSSL", "CLibYAML", "CLibgit2", "CPlatform", "CZlib", "pawl-shepherd",
    ])
    #expect(Set(folders).subtracting(known) == [])
}

/// `kind` is the name of the case, so a payload of that name would be written twice: what has it could not be recorded.
@Test("no part of a tagged enum is called 'kind'", arguments: allowed.keys.sorted())
func taggedEnumsHaveNoKind(module: String) throws {
    let directory = sources.appending(path: module)
    let files = try #require(FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.contains("TaggedCodable {") else { continue }
        #expect(!text.contains(/case \w+\([^)]*\bkind:/), "\(file.lastPathComponent)")
    }
}
