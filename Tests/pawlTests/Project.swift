import Glibc
import Processes
import Testing

/// A real git repository of the small service in `Items`, with a pipeline, a key, and a home of its own.
///
/// Everything lies below one temporary directory. When this goes away, so do the directory and whatever staging runs.
final class Project: Sendable {
    private let directory: TemporaryDirectory
    /// Where staging listens.
    let port: UInt16

    var path: String { directory.path }
    var repository: String { path + "/repository" }
    /// The TMPDIR of every command.
    var temporary: String { path + "/tmp" }
    var home: String { path + "/home" }
    var staging: String { path + "/staging" }
    var key: String { path + "/keys/pawl-key" }
    var trust: String { path + "/keys/allowed_signers" }

    /// Commits the service and a pipeline file to `main`, makes a key, adopts that commit, and goes on in a branch.
    ///
    /// `files` are written over those, by their paths.
    init(_ pipeline: ItemsPipeline, adopts: Bool = true, files: [String: String] = [:]) async throws {
        directory = try TemporaryDirectory(prefix: "pawl-project-")
        port = try Project.unusedPort()
        for name in ["home", "tmp", "staging"] { try makeDirectory(path + "/" + name) }
        let template = try await Project.template.value
        for name in ["repository", "keys"] {
            try copyTree(from: template.path + "/" + name, to: path + "/" + name)
        }
        try write("\(staging) \(port)\n", to: "place")
        try write(pipeline.text(port: port), to: "pipelines/items.yaml")
        for (name, text) in files { try write(text, to: name) }
        try await git("add", "--all")
        try await git("commit", "--quiet", "--message", "items service")
        if adopts {
            let adopted = try await pawl("log", "adopt", "main", "--pipeline", "items")
            try #require(adopted.status == 0, "\(adopted)")
        }
        try await git("checkout", "--quiet", "-b", "work")
    }

    deinit {
        if let pid = stagingProcess { kill(pid, SIGKILL) }
    }

    /// A repository of the service without a commit, and a key: made once a run of the tests, and copied from then on.
    private static let template = Task {
        let directory = try TemporaryDirectory(prefix: "pawl-template-")
        let repository = directory.path + "/repository"
        try copyTree(from: items, to: repository)
        let keys = directory.path + "/keys"
        let commands = [
            ["git", "init", "--quiet", "--initial-branch=main", "--template="],
            [try pawlPath(), "key", "new", "--directory", keys, "--principal", "test@items.example"],
        ]
        for words in commands {
            let environment = gitVariables.merging(["PATH": searchPath, "HOME": directory.path]) { own, _ in
                own
            }
            let made = Outcome(
                try await Processes.run(
                    Command(.direct(words), directory: repository, environment: environment)))
            try #require(made.status == 0, "\(made)")
        }
        return directory
    }

    private static let searchPath = text(getenv("PATH")) ?? "/usr/bin:/bin"

    private static var items: String {
        #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Items"
    }

    /// Below the ports that the kernel hands out by itself, so that no gate gets it while staging is down.
    private static func unusedPort() throws -> UInt16 {
        while true {
            let port = UInt16.random(in: 20_000..<32_000)
            if case .nobody = try listener(onPort: port, among: []) { return port }
        }
    }

    // MARK: Files and commits

    /// Writes a file of the work tree.
    func write(_ text: String, to name: String) throws {
        let file = repository + "/" + name
        try makeDirectory(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
        try durableWrite(Array(text.utf8), to: file)
    }

    /// Plants a fault, or none, in a commit on top of what is checked out.
    @discardableResult
    func commit(fault: String) async throws -> String {
        try write(fault + "\n", to: "fault")
        return try await commit("fault: \(fault)")
    }

    /// Commits the whole work tree and returns the commit.
    @discardableResult
    func commit(_ message: String) async throws -> String {
        try await git("add", "--all")
        try await git("commit", "--quiet", "--allow-empty", "--message", message)
        return try await git("rev-parse", "HEAD")
    }

    /// Runs git, which has to succeed, and returns what it printed, without line feeds at the end.
    @discardableResult
    func git(_ words: String...) async throws -> String {
        let result = try await run(["git"] + words, variables: Project.gitVariables)
        try #require(result.status == 0, "git \(words): \(result.errors)")
        return result.output.trimmed
    }

    /// Makes an OpenSSH key.
    func keygen(_ path: String, passphrase: String) async throws {
        let made = try await run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", path], variables: [:])
        try #require(made.status == 0, "\(made)")
    }

    private static let gitVariables = [
        "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
        "GIT_AUTHOR_NAME": "Ilse", "GIT_AUTHOR_EMAIL": "ilse@items.example",
        "GIT_COMMITTER_NAME": "Ilse", "GIT_COMMITTER_EMAIL": "ilse@items.example",
    ]

    // MARK: Commands

    /// Runs the built `pawl` in the repository, with this project's key and trust file unless told otherwise.
    func pawl(
        _ words: String..., variables: [String: String?] = [:], in directory: String? = nil
    ) async throws -> Outcome {
        try await pawl(words, variables: variables, in: directory)
    }

    func pawl(
        _ words: [String], variables: [String: String?] = [:], in directory: String? = nil
    ) async throws -> Outcome {
        try await run([try pawlPath()] + words, variables: pawlVariables(variables), in: directory)
    }

    /// Starts it, for tests that do something to it while it runs.
    func start(_ words: String..., variables: [String: String?] = [:]) async throws -> RunningService {
        try await RunningService.start(
            command([try pawlPath()] + words, pawlVariables(variables), repository))
    }

    func run(_ words: [String], variables: [String: String], in directory: String? = nil) async throws
        -> Outcome
    {
        var command = command(words, variables, directory ?? repository)
        command.timeout = .seconds(300)
        return Outcome(try await Processes.run(command))
    }

    /// Nothing is inherited but the `PATH`; nil takes one of ours away.
    private func pawlVariables(_ others: [String: String?]) -> [String: String] {
        let own: [String: String?] = ["PAWL_KEY_FILE": key, "PAWL_TRUST": trust]
        return own.merging(others) { _, other in other }.compactMapValues { $0 }
    }

    private func command(_ words: [String], _ variables: [String: String], _ directory: String) -> Command {
        let base = [
            "PATH": Project.searchPath, "HOME": home,
            "XDG_CONFIG_HOME": home + "/.config",
            "TMPDIR": temporary,
        ]
        // What a command leaves behind is for the tests to find, not for the shepherd of these tests to clean up.
        return Command(
            .direct(words), directory: directory, environment: base.merging(variables) { _, own in own },
            keepsRunning: true, outputLimit: 1 << 20)
    }
}

/// How a command ended, and what it printed.
struct Outcome: CustomStringConvertible {
    /// The exit code; 128 and the signal's number, as a shell says it, for a command that was killed.
    let status: Int32
    let output: String
    let errors: String

    init(status: Int32, output: String, errors: String) {
        self.status = status
        self.output = output
        self.errors = errors
    }

    init(_ result: CommandResult) {
        switch result.end {
        case .exited(let status): self.status = status
        case .signalled(let signal): status = 128 + signal
        case .memory: status = 128 + SIGKILL
        case .timedOut, .cancelled: status = -1
        }
        output = result.output.text
        errors = result.errorOutput.text
    }

    var description: String { "exit \(status)\n\(output)\n\(errors)" }
}

/// The built program; it lies beside the shepherd.
func pawlPath() throws -> String {
    String(try shepherdPath().dropLast("-shepherd".count))
}
