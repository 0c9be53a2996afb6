import ArgumentParser
import DecisionLog
import GateModel
import Glibc
import Measuring
import Orchestration
import Processes
import Reports

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Gate a real service with planted faults: approved, blocked by each stage, rolled back.")

    @Option(help: "Where to make everything; without it a new temporary directory.")
    var directory: String?

    @Option(help: "A checkout of Pawl, for the example service's files.")
    var files: String?

    @Flag(help: "Make the repository and staging, adopt the baseline, and gate nothing.")
    var onlySetUp = false

    func run() async throws {
        try await reporting {
            try forbidMemoryDumps()
            let (surprises, interrupts) = try await interruptible { interrupts in
                try await walk(interrupts)
            }
            if let signal = interrupts.signal { throw ExitCode.interrupted(bySignal: signal) }
            guard surprises.isEmpty else { throw ExitCode.drillFailed }
        }
    }

    /// Runs the whole demo and returns what did not come out as planned.
    private func walk(_ interrupts: Interrupts) async throws -> [String] {
        let demo = try await DemoRepository.make(
            in: try newDirectory(), from: try DemoFiles.find(files), variables: Variables.all)
        let key = try createKey(in: demo.keys, principal: "demo@membership.example")
        Terminal.message("==> demo repository: \(demo.repository)")
        do {
            try await demo.deployBaseline()
            let surprises = try await gates(demo, key, interrupts)
            if !onlySetUp { try await demo.stopStaging() }
            Terminal.result(goOn(demo, key))
            return surprises
        } catch {
            try await demo.stopStaging()
            throw error
        }
    }

    private func gates(_ demo: DemoRepository, _ key: CreatedKey, _ interrupts: Interrupts) async throws
        -> [String]
    {
        let session = try session(demo, key, interrupts)
        let adopted = try await adopt(
            "main", pipeline: "membership", environment: nil, reason: "ran in staging before Pawl came",
            in: session)
        Terminal.result("ADOPTED  membership \(adopted.decision.candidate.commit.short) runs in staging\n")
        guard !onlySetUp else { return [] }
        var surprises: [String] = []
        for scene in DemoScene.all where interrupts.signal == nil {
            Terminal.message("\n==> pawl gate membership \(scene.branch): \(scene.story)")
            var report = try await gate(scene, demo, try self.session(demo, key, interrupts))
            if report.isForNoiseAlone {
                Terminal.message("demo: something else keeps this host busy, so once more")
                report = try await gate(scene, demo, try self.session(demo, key, interrupts))
            }
            if let surprise = scene.surprise(report) { surprises.append(surprise) }
        }
        try showLog(demo, session)
        for surprise in surprises { Terminal.message("demo: not as planned: \(surprise)") }
        return surprises
    }

    private func gate(
        _ scene: DemoScene, _ demo: DemoRepository, _ session: CommandContext
    ) async throws -> GateReport {
        let request = GateRequest(
            pipeline: "membership", candidate: scene.branch, environment: nil, seed: nil, keepsGoing: false)
        let report = try await Gate(request, in: session).run()
        Terminal.result(render(report, as: .text, style: Terminal.style))
        return report
    }

    private func showLog(_ demo: DemoRepository, _ session: CommandContext) throws {
        let log = try DecisionLog(repository: demo.repository, environment: "staging", trust: session.trust)
        Terminal.message("\n==> pawl log list")
        Terminal.result(LogReport.list(try log.open().entries().map { LogLine($0) }, style: Terminal.style))
        Terminal.message("\n==> pawl log verify")
        Terminal.result(try log.verify().text(environment: "staging"))
    }

    private func session(_ demo: DemoRepository, _ key: CreatedKey, _ interrupts: Interrupts) throws
        -> CommandContext
    {
        var variables = Variables.all
        variables["PAWL_CACHE"] = demo.cache
        return try Settings(
            repository: demo.repository, key: key.keyPath, trust: key.allowedSignersPath,
            variables: variables,
            progress: ProgressPrinter().print, warn: { Terminal.message($0) }
        ).session(needsKey: true, version: Pawl.versionNumber, interrupts: { interrupts.count })
    }

    private func newDirectory() throws -> String {
        if let directory {
            if access(directory, F_OK) == 0, try !directoryNames(directory).isEmpty {
                throw DemoError.notEmpty(directory)
            }
            try makeDirectory(directory)
            guard let whole = realpath(directory, nil) else { throw DemoError.unreadable(directory) }
            defer { free(whole) }
            return String(cString: whole)
        }
        var template = Array("\(Variables["TMPDIR"] ?? "/tmp")/pawl-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DemoError.unreadable(Variables["TMPDIR"] ?? "/tmp") }
        return String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private func goOn(_ demo: DemoRepository, _ key: CreatedKey) -> String {
        """

        Go on by hand in \(demo.repository):
          export PAWL_KEY_FILE=\(key.keyPath) PAWL_TRUST=\(key.allowedSignersPath)
          pawl log list · pawl log show 2 · git log \(DecisionLog.branch(of: "staging")) · git branch
          pawl gate membership dropped-index      (any branch; ./staging start first, if it is to be deployed)
        """
    }
}

extension GateReport {
    /// Inconclusive for no other reason than the host; both attempts stay in the log.
    fileprivate var isForNoiseAlone: Bool {
        guard case .inconclusive(let why) = outcome else { return false }
        return [.tooNoisy, .tooClose, .notSteady].contains(why.reason)
    }
}

/// One revision of the demo, and what has to come of it.
private struct DemoScene {
    let branch: String
    let story: String
    let expected: Expected

    enum Expected {
        case deployed
        case blocked(by: StageName)
        case rolledBack
    }

    static let all: [DemoScene] = [
        DemoScene(branch: "good", story: "a good change", expected: .deployed),
        DemoScene(branch: "n-plus-one", story: "one query for each entry", expected: .blocked(by: .regress)),
        DemoScene(
            branch: "envelope", story: "answers wrapped in an envelope", expected: .blocked(by: .compat)),
        DemoScene(
            branch: "unsafe-migration", story: "a migration that the old code cannot read",
            expected: .blocked(by: .compat)),
        DemoScene(branch: "leak", story: "a cache without a bound", expected: .blocked(by: .memory)),
        DemoScene(
            branch: "silent-data-loss", story: "faster, because entries are missing",
            expected: .blocked(by: .compat)),
        DemoScene(
            branch: "environment-fault",
            story: "a migration, and a fault that shows only where it is deployed",
            expected: .rolledBack),
    ]

    /// What came instead of what was planned, if it did.
    func surprise(_ report: GateReport) -> String? {
        switch (expected, report.outcome) {
        case (.deployed, .deployed): nil
        case (.blocked(let stage), .blocked) where report.results.last?.stage == stage: nil
        case (.rolledBack, .rolledBack(let rollback)) where rollback.outcome.isVerified: nil
        default:
            "\(branch) came to \(report.outcome.word) in \(report.results.last?.stage.rawValue ?? "no stage")"
        }
    }
}
