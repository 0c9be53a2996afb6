package import GateModel
import Processes

/// The git program, for what libgit2 does not do reliably: credentials of every kind, and a push that is refused where another
/// writer was faster.
package struct GitProgram: Hashable, Sendable {
    /// What all work trees of the repository share.
    private let gitDirectory: String
    private let variables: [String: String]

    /// - Parameter variables: of whoever started Pawl; its own are kept back.
    package init(gitDirectory: String, variables: [String: String]) {
        self.gitDirectory = gitDirectory
        var own = variables.filter { !$0.key.hasPrefix("PAWL_") }
        // A hook of git's sets these for the repository that it runs in.
        for name in [
            "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
            "GIT_COMMON_DIR", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        ] {
            own[name] = nil
        }
        // Nobody sits at a terminal of its own to answer.
        own["GIT_TERMINAL_PROMPT"] = "0"
        own["LC_ALL"] = "C"
        self.variables = own
    }

    /// Hooks do not run: `core.hooksPath` often leads into a work tree.
    private static let options = [
        "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
    ]

    enum Outcome: Hashable, Sendable {
        case succeeded(String)
        /// What it said last.
        case failed(String)
    }

    /// Runs it to its end, whoever interrupts: half a push is worse than a late stop.
    func run(_ words: [String], within limit: Duration) async -> Outcome {
        let command = Command(
            .direct(["git", "--git-dir=\(gitDirectory)"] + Self.options + words), directory: gitDirectory,
            environment: variables, timeout: limit, outputLimit: 4 << 20)
        let ran = await Task.detached { () -> Result<CommandResult, ProcessError> in
            do throws(ProcessError) {
                return .success(try await Processes.run(command))
            } catch {
                return .failure(error)
            }
        }.value
        switch ran {
        case .failure(let error): return .failed("\(error)")
        case .success(let result):
            switch result.end {
            case .exited(0): return .succeeded(result.output.text)
            case .exited(let status):
                return .failed(Self.lastWords(result.errorOutput.text) ?? "git ended with exit \(status)")
            case .signalled(let number): return .failed("git was ended by signal \(number)")
            case .timedOut(let limit): return .failed("git did not end within \(limit.components.seconds) s")
            case .memory, .cancelled: return .failed("git was stopped")
            }
        }
    }

    /// The lines that say why, without those that only help; nil where there are none.
    private static func lastWords(_ text: String) -> String? {  // nil: it said nothing
        let lines = text.split(separator: "\n").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
        let telling = lines.filter { line in
            ["fatal:", "error:", "remote:", "ssh:", "!"].contains { line.hasPrefix($0) }
        }
        let shown = (telling.isEmpty ? lines : telling).suffix(4)
        return shown.isEmpty ? nil : withoutCredentials(shown.joined(separator: "; "))
    }
}

extension GitProgram {
    /// Where references of a remote are, those that it has; patterns may end in `*`.
    func tips(
        at remote: String, _ patterns: [String], within limit: Duration
    ) async -> Result<[String: ObjectID], Silence> {
        switch await run(["ls-remote", "--refs", "--", remote] + patterns, within: limit) {
        case .failed(let said): return .failure(Silence(reason: said))
        case .succeeded(let text):
            var tips: [String: ObjectID] = [:]
            for line in text.split(separator: "\n") {
                let words = line.split(separator: "\t")
                if words.count == 2, let id = ObjectID(hex: words[0]) { tips[String(words[1])] = id }
            }
            return .success(tips)
        }
    }

    /// Brings what references of a remote lead to, whole also in a partial clone; `from:to` sets a reference here too.
    ///
    /// - Parameter again: also what is here already, since files of it may be missing.
    func fetch(
        _ specifications: [String], from remote: String, again: Bool = false, within limit: Duration
    ) async -> Outcome {
        await run(
            Self.fetch + ["--no-filter"] + (again ? ["--refetch"] : []) + ["--refmap=", "--", remote]
                + specifications, within: limit)
    }

    /// Brings the history here that a clone of some depth lacks.
    package func fetchHistory(of remote: String, within limit: Duration) async throws(GitFailure) {
        try await run(Self.fetch + ["--unshallow", "--", remote], within: limit).check(remote)
    }

    /// Brings one commit here, with all that stands before it; not every host gives what no reference leads to.
    package func fetch(
        _ commit: ObjectID, of remote: String, within limit: Duration
    ) async throws(GitFailure) {
        try await run(Self.fetch + ["--refmap=", "--", remote, commit.hex], within: limit).check(remote)
    }

    /// Those that a remote has a log of, sorted.
    package func environments(at remote: LogRemote) async throws(GitFailure) -> [String] {
        let prefix = remote.reference(of: "")
        switch await tips(at: remote.address, [prefix + "*"], within: .seconds(20)) {
        case .success(let tips):
            return tips.keys.map { String($0.dropFirst(prefix.count)) }.filter(DecisionLog.isName).sorted()
        case .failure(let silence): throw GitFailure(remote: remote.shownName, reason: silence.reason)
        }
    }

    /// Whether a remote has the log of an environment.
    package func has(
        _ remote: LogRemote, _ environment: String, _ patience: Patience
    ) async throws(GitFailure) -> Bool {
        let reference = remote.reference(of: environment)
        switch await tips(at: remote.address, [reference], within: min(patience.limit, .seconds(20))) {
        case .success(let tips): return tips[reference] != nil
        case .failure(let silence): throw GitFailure(remote: remote.shownName, reason: silence.reason)
        }
    }

    private static let fetch = [
        "fetch", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--quiet",
    ]

    /// Sends objects to references, by `from:to`, all or none; never forced.
    func push(
        _ specifications: [String], to remote: String, atomically: Bool, within limit: Duration
    ) async -> Outcome {
        await run(
            (DecisionLog.isName(remote) ? ["-c", "remote.\(remote).mirror=false"] : [])
                + ["push", "--no-verify", "--quiet", "--no-follow-tags", "--recurse-submodules=no"]
                + (atomically ? ["--atomic"] : []) + ["--", remote] + specifications, within: limit)
    }

    /// A remote that does not answer, and what git said of it.
    struct Silence: Error, Hashable {
        let reason: String
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        let start = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        let end = start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }
        return String(end.reversed())
    }
}

/// What git said of a remote that did not give what was asked.
package struct GitFailure: Error, Hashable, CustomStringConvertible {
    let remote: String
    let reason: String

    package var description: String { "'\(printable(withoutCredentials(remote)))': \(printable(reason))" }
}

extension GitProgram.Outcome {
    fileprivate func check(_ remote: String) throws(GitFailure) {
        if case .failed(let reason) = self { throw GitFailure(remote: remote, reason: reason) }
    }
}

/// A text in which the account and password of every address are `***`.
func withoutCredentials(_ text: String) -> String {
    var shown = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "://") {
        shown += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        let host = rest.prefix { !"/ '\"\n".contains($0) }
        if let at = host.lastIndex(of: "@") {
            shown += "***"
            rest = rest[at...]
        }
    }
    return shown + rest
}
