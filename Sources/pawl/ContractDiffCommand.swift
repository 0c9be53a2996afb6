import ArgumentParser
import Contracts
import GateModel
import Glibc
import Processes
import Reports

struct ContractDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What changed between two OpenAPI 3 documents, and does it break clients?",
        discussion: """
            Reads YAML or JSON; '-' is standard input. Rules and ids are those of oasdiff; who can no longer call is
            broken, what is equal on the wire is no change, and what no rule is about is a warning. Nothing that a document
            refers to outside of itself is ever read.

            Exit codes: 0 nothing breaks · 10 something does · 64 usage · 65 bad input
            """)

    @Argument(help: "The document that clients know.")
    var old: String

    @Argument(help: "The document that is to replace it.")
    var new: String

    @Option(help: OutputFormat.help)
    var format = ContractFormat.text

    @Option(name: [.customShort("o"), .long], help: "Write the result to a file instead of standard output.")
    var output: String?

    func validate() throws {
        guard !(old == "-" && new == "-") else {
            throw ValidationError("Only one of the two can be standard input.")
        }
    }

    func run() async throws {
        try await reporting {
            let documents = (try document(old), try document(new))
            let changes = OpenAPIComparison.changes(
                from: documents.0, to: documents.1, on: CalendarDate(secondsSince1970: Int(time(nil))))
            try show(changes)
            throw changes.contains { $0.level == .error } ? ExitCode.blocked : ExitCode.success
        }
    }

    private func show(_ changes: [APIChange]) throws {
        let text =
            switch format {
            case .json: ContractDiffReport.json(changes)
            case .text: ContractDiffReport.text(changes, style: output == nil ? Terminal.style : .plain)
            }
        if let output {
            try durableWrite(Array(text.utf8), to: output)
        } else {
            Terminal.result(text)
        }
    }

    /// - Throws: ``OpenAPIError`` for what is no such document, or leads out of itself: what was not looked into
    ///   shows nothing.
    private func document(_ path: String) throws -> OpenAPIDocument {
        let document = try OpenAPIDocument(try inputBytes(path), named: inputName(path))
        guard let first = document.unresolved.first else { return document }
        let others = document.unresolved.count - 1
        throw OpenAPIError(
            place: inputName(path),
            what: "the reference \(first) leads to nothing in the document"
                + (others > 0 ? ", and so do \(others) others" : ""),
            hint: "bundle the document into one file; other files and addresses are never read")
    }
}

enum ContractFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}
