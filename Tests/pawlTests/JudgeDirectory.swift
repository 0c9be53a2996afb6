import GateModel
import JSON
import Processes
import Testing

/// A directory that is no repository, with files of numbers, and the built `pawl` to judge them.
final class JudgeDirectory: Sendable {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory(prefix: "pawl-judge-") }

    /// Writes a file and returns its name.
    func file(_ name: String, _ text: String) throws -> String {
        try durableWrite(Array(text.utf8), to: "\(directory.path)/\(name)")
        return name
    }

    func file(_ name: String, lines: [Double]) throws -> String {
        try file(name, lines.map { "\($0)\n" }.joined())
    }

    /// Where a real report lies.
    static func sample(_ name: String) -> String {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return "/\(tests)/MeasuringTests/Samples/\(name)"
    }

    /// Rows of the reference tables, split at the commas.
    static func rows(_ name: String) async throws -> [[String]] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let command = Command(
            .direct(["cat", "/\(tests)/StatisticsTests/Data/\(name)"]), directory: "/",
            environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 21)
        return Outcome(try await run(command)).output.split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// Runs `pawl judge` with these words, and `input` as its standard input.
    func judge(_ words: String..., input: String = "") async throws -> Outcome {
        try await judge(words, input: input)
    }

    func judge(_ words: [String], input: String = "") async throws -> Outcome {
        var command = Command(
            .direct([try pawlPath(), "judge"] + words), directory: directory.path,
            environment: ["PATH": "/usr/bin:/bin"], standardInput: Array(input.utf8), outputLimit: 1 << 20)
        command.timeout = .seconds(60)
        return Outcome(try await run(command))
    }
}

extension Outcome {
    /// What was printed as JSON.
    var judged: JSONValue {
        get throws { try JSONParser.parse(Array(output.utf8)) }
    }
}
