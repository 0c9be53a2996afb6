import Measuring
import Processes

/// A directory with a real git repository of the example service, a key, and a local staging that really runs.
package struct DemoRepository: Sendable {
    /// Everything lies below it: `repository`, `keys`, `staging`.
    package let directory: String
    let port: UInt16
    /// Of whoever started Pawl.
    private let variables: [String: String]

    package var repository: String { directory + "/repository" }
    package var keys: String { directory + "/keys" }
    package var cache: String { directory + "/cache" }
    private var staging: String { directory + "/staging" }

    /// The port that the demo's pipeline file names; another one where somebody has it already.
    static let usualPort: UInt16 = 18750

    /// Commits the baseline to `main`, a good change on top of it to `good`, and on top of that a branch for each
    /// planted fault, named after it.
    ///
    /// - Throws: ``DemoError`` with the directory left as far as it had come.
    package static func make(
        in directory: String, from files: DemoFiles, variables: [String: String]
    ) async throws -> DemoRepository {
        let demo = DemoRepository(directory: directory, port: try usablePort(), variables: variables)
        for path in [demo.keys, demo.staging] { try makeDirectory(path) }
        try copyTree(from: files.service, to: demo.repository)
        try copyTree(from: files.pipelines, to: demo.repository + "/pipelines")
        try copyTree(from: files.rollback, to: demo.repository + "/rollback")
        try demo.rewrite("staging.conf") { text in
            text.replacing("DIRECTORY=staging", with: "DIRECTORY=\(demo.staging)")
                .replacing("PORT=\(usualPort)", with: "PORT=\(demo.port)")
        }
        try demo.rewrite("pipelines/membership.yaml") { text in
            text.replacing("127.0.0.1:\(usualPort)", with: "127.0.0.1:\(demo.port)")
        }
        try await demo.git("init", "--quiet", "--initial-branch=main")
        try await demo.git("add", "--all")
        try await demo.git("commit", "--quiet", "--message=Membership service")
        for fault in try files.faults() {
            let parent = fault.name == "good" ? "main" : "good"
            try await demo.git("checkout", "--quiet", "-b", fault.name, parent)
            try await demo.git("am", "--quiet", "--3way", fault.path)
        }
        try await demo.git("checkout", "--quiet", "main")
        return demo
    }

    /// What a person did some day before Pawl came: deployed the baseline to staging.
    package func deployBaseline() async throws {
        let commit = try await git("rev-parse", "main").split { $0.isWhitespace }.joined()
        let environment = ["PAWL_REVISION": commit, "PAWL_ENVIRONMENT": "staging"]
        try await run(["./deploy"], environment: environment, keepsRunning: true)
    }

    /// Also after an interrupt, which cancels the demo's own task.
    package func stopStaging() async throws {
        let stop = Task { try await run(["./staging", "stop"], environment: [:], keepsRunning: false) }
        _ = try await stop.value
    }

    private static func usablePort() throws -> UInt16 {
        if case .nobody = try listener(onPort: usualPort, among: []) { return usualPort }
        return try freePort()
    }

    private func rewrite(_ name: String, _ change: (String) -> String) throws {
        let path = "\(repository)/\(name)"
        try durableWrite(Array(change(try readText(path)).utf8), to: path)
    }

    /// Runs git with nobody's configuration but the demo's own, so that it makes the same history everywhere.
    @discardableResult
    private func git(_ arguments: String...) async throws -> String {
        let environment = [
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Ilse Hoekstra", "GIT_AUTHOR_EMAIL": "ilse@membership.example",
            "GIT_COMMITTER_NAME": "Ilse Hoekstra", "GIT_COMMITTER_EMAIL": "ilse@membership.example",
            "GIT_AUTHOR_DATE": "2026-07-01T09:00:00Z", "GIT_COMMITTER_DATE": "2026-07-01T09:00:00Z",
        ]
        return try await run(["git"] + arguments, environment: environment, keepsRunning: false)
    }

    @discardableResult
    private func run(
        _ words: [String], environment: [String: String], keepsRunning: Bool
    ) async throws -> String {
        let variables = CallerEnvironment(variables).base(home: directory).merging(environment) { _, own in
            own
        }
        let result = try await Processes.run(
            Command(
                .direct(words), directory: repository, environment: variables, timeout: .seconds(60),
                keepsRunning: keepsRunning))
        guard result.end == .exited(0) else {
            throw DemoError.commandFailed(
                words.joined(separator: " "), end: "\(result.end)", output: result.errorOutput.text)
        }
        return result.output.text
    }
}
