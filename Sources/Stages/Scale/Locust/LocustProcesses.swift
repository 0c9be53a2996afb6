import Cryptography
import GateModel
import HTTPClient
import Measuring
import Processes

/// A Locust master, and the workers that are started here, each under a shepherd.
///
/// Whoever starts them stops them. Their directory goes when this does.
struct LocustProcesses {
    let master: RunningService
    let workers: [RunningService]
    private let word: Word
    private let directory: TemporaryDirectory

    /// Kept of what the master prints, at the beginning and at the end: a histogram for each operation.
    private static let outputLimit = 8 << 20

    /// What every message of a worker carries, since whoever reaches the port can say that it is one.
    private enum Word {
        /// Known to the processes that are started here, and to whoever reads the command for the others.
        case own(String)
        /// By the caller's PAWL_LOCUST_WORD, which is not shown.
        case callers(String)

        static func random() -> Word {
            let numbers = (0..<2).map { _ in UInt64.random(in: .min ... .max) }
            return .own(numbers.map { String($0, radix: 36) }.joined())
        }

        var text: String {
            switch self {
            case .own(let text), .callers(let text): text
            }
        }

        var assignment: String {
            switch self {
            case .own(let text): "PAWL_LOCUST_WORD=\(text)"
            case .callers: "PAWL_LOCUST_WORD=\"$PAWL_LOCUST_WORD\""
            }
        }
    }

    /// How people start a worker.
    func workerCommand(port: Int) -> String {
        "\(word.assignment) TMPDIR=$(mktemp -d) locust --worker -f - --master-host THIS-HOST --master-port \(port)"
    }

    /// Starts them all; none has connected yet.
    ///
    /// - Parameters:
    ///   - inputs: What the master hands out, a line for each user.
    ///   - variables: PATH and LANG of the caller.
    ///   - callersWord: By which workers that others start are known; nil: one that nobody knows yet.
    /// - Throws: with nothing left running; where there is no Locust, a missing tool.
    static func start(
        _ wanted: LocustWorkers, script: String, inputs: [UInt8], users: Int, url: String,
        variables: [String: String], callersWord: String?
    ) async throws(MeasuringError) -> LocustProcesses {
        let directory: TemporaryDirectory
        let scriptName = name(of: script)
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-locust-")
            for name in ["home"] + (0..<wanted.count).map({ "worker-\($0)" }) {
                try makeDirectory("\(directory.path)/\(name)")
            }
            try durableWrite(Array(script.utf8), to: "\(directory.path)/\(scriptName)")
            try durableWrite(inputs, to: "\(directory.path)/inputs", mode: 0o600)
        } catch {
            throw MeasuringError(.notEvaluated, "directory for locust", cause: error)
        }
        let word: Word =
            switch wanted.place {
            case .here: .random()
            case .elsewhere: callersWord.map(Word.callers) ?? .random()
            }
        func command(_ words: [String], in place: String) -> Command {
            var variables = variables
            variables["HOME"] = "\(directory.path)/home"
            variables["TMPDIR"] = place
            variables["PYTHONUTF8"] = "1"
            variables["PYTHONDONTWRITEBYTECODE"] = "1"
            variables["PAWL_LOCUST"] = directory.path
            variables["PAWL_LOCUST_WORD"] = word.text
            variables[ProcessOwner.variable] = ProcessOwner.current?.text
            return Command(
                .direct(["locust"] + words), directory: place, environment: variables,
                outputLimit: outputLimit)
        }
        do throws(ProcessError) {
            let (address, port) =
                switch wanted.place {
                case .here: ("127.0.0.1", Int(try freePort()))
                case .elsewhere(let listening): (listening.address, listening.port)
                }
            let words = [
                "--master", "--headless", "-f", scriptName, "--master-bind-host", address,
                "--master-bind-port", "\(port)", "--expect-workers", "\(wanted.count)",
                "-u", "\(users)", "-r", "\(users)", "--host", url, "--json", "--skip-log-setup",
                "--exit-code-on-error", "0",
            ]
            let master = try await RunningService.start(command(words, in: directory.path))
            var workers: [RunningService] = []
            if case .here = wanted.place {
                for number in 0..<wanted.count {
                    let words = [
                        "--worker", "-f", "-", "--master-host", address, "--master-port", "\(port)",
                        "--skip-log-setup",
                    ]
                    workers.append(
                        try await RunningService.start(
                            command(words, in: "\(directory.path)/worker-\(number)")))
                }
            }
            return LocustProcesses(master: master, workers: workers, word: word, directory: directory)
        } catch {
            // What was started goes with its object.
            throw Self.missing(error) ?? MeasuringError(.notEvaluated, "locust", cause: error)
        }
    }

    /// A worker keeps the script under this name in its TMPDIR, and Python keeps it compiled by the second of its writing and
    /// its length: another text under the same name might be run instead.
    private static func name(of script: String) -> String {
        let digest = sha256(Array(script.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        return "pawl_load_\(digest).py"
    }

    private static func missing(_ error: ProcessError) -> MeasuringError? {
        if case .toolMissing = MeasuringError(.notEvaluated, "", cause: error).inconclusive.reason {
            notOnPath
        } else {
            nil
        }
    }

    private static let notOnPath = MeasuringError(
        .toolMissing, "locust is not on the PATH; python3 -m pip install locust")

    /// Whether the master has made this file: `started`, `warm`.
    func hasMarked(_ name: String) throws(MeasuringError) -> Bool {
        do throws(FileError) {
            return try directoryNames(directory.path).contains(name)
        } catch {
            throw MeasuringError(.notEvaluated, "directory for locust", cause: error)
        }
    }

    /// Lets every user begin.
    func go() throws(MeasuringError) {
        do throws(FileError) {
            try durableWrite([], to: "\(directory.path)/go")
        } catch {
            throw MeasuringError(.notEvaluated, "directory for locust", cause: error)
        }
    }

    /// What the master has written down so far.
    func record() throws(MeasuringError) -> LocustRecord {
        var bytes: [UInt8] = []
        do throws(FileError) {
            guard try directoryNames(directory.path).contains("notes") else { return LocustRecord() }
            try readPieces(of: "\(directory.path)/notes") { bytes += $0 }
        } catch {
            throw MeasuringError(.notEvaluated, "notes of locust", cause: error)
        }
        // The master may be in the middle of a line.
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        do throws(LocustRecord.NotUnderstood) {
            return try LocustRecord(notes: Array(bytes[..<end]))
        } catch {
            throw MeasuringError(.notEvaluated, "locust noted what is not understood: \(error.line)")
        }
    }

    /// Throws where one of them has ended otherwise than well, or because of a stranger; the master's good end is none.
    func checkRunning() throws(MeasuringError) {
        if master.hasEnded != nil || workers.contains(where: { $0.hasEnded != nil }),
            let sender = try record().foreign
        {
            let how = "; start workers with the PAWL_LOCUST_WORD of the line that says how"
            throw MeasuringError(
                .foreignConnection,
                "'\(sender.prefix(80))' sent results to Locust's master, and is no worker of this load"
                    + (workers.isEmpty ? how : ""))
        }
        if let end = master.hasEnded, end != .exited(0) { throw ended("the Locust master", master, end) }
        guard master.hasEnded == nil else { return }
        for (index, worker) in workers.enumerated() {
            guard let end = worker.hasEnded, end != .exited(0) else { continue }
            let name = "Locust worker \(index + 1) of \(workers.count)"
            throw ended(name, worker, end, reason: .workerLost)
        }
    }

    /// 127: what stands for Locust on the PATH does not find it.
    private func ended(
        _ name: String, _ process: RunningService, _ end: CommandEnd,
        reason: Inconclusive.Reason = .notEvaluated
    ) -> MeasuringError {
        if end == .exited(127) { return Self.notOnPath }
        let lines = lastLines(process.output, process.errorOutput)
        return MeasuringError(
            reason, "\(name) ended with \(end)\(lines)".replacing(directory.path + "/", with: ""))
    }

    /// Kills what is left, cancelled or not.
    func stop() async {
        for process in [master] + workers {
            do {
                try await process.stop(grace: .zero)
            } catch {
                // Its shepherd was killed, and the kernel killed the process with it.
            }
        }
    }
}
