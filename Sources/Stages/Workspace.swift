package import GateModel
import Git
package import Measuring
import Processes

/// A private directory with both revisions exported from git, built, and with their data made.
///
/// Everything lies below one temporary directory that goes when this does.
package struct Workspace: Sendable {
    package let baseline: Subject
    package let candidate: Subject
    /// Sizes of the data sets after each revision's own migrations.
    package let counts: [DataCount]
    private let directory: TemporaryDirectory

    /// Exports, builds, seeds once, migrates a copy for each side, and counts.
    ///
    /// - Throws: ``MeasuringError`` where a command failed; the reason says which; nothing is left behind.
    package static func prepare(
        _ plan: Plan, repository path: String, environment: CallerEnvironment,
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(MeasuringError) -> Workspace {
        let directory: TemporaryDirectory
        do {
            directory = try TemporaryDirectory(prefix: "pawl-gate-")
        } catch {
            throw MeasuringError(.dataNotReady, "\(error)")
        }
        let preparation = Preparation(
            plan: plan, root: directory.path, environment: environment, progress: progress)
        do throws(MeasuringError) {
            try preparation.export(from: path)
            try await preparation.build()
            try await preparation.seed()
            let counts = try await preparation.migrateAndCount()
            return Workspace(
                baseline: preparation.subject(.baseline), candidate: preparation.subject(.candidate),
                counts: counts, directory: directory)
        } catch {
            discard(directory)
            throw error
        }
    }

    package func remove() { discard(directory) }
}

/// Removes a temporary directory now; where that fails it tries again, aloud, when the object goes.
private func discard(_ directory: TemporaryDirectory) {
    do { try directory.remove() } catch {}
}

/// The steps that make a ``Workspace``, in order.
private struct Preparation {
    let plan: Plan
    let root: String
    let environment: CallerEnvironment
    let progress: (Progress) -> Void

    private var service: Service { plan.pipeline.service }
    private func checkout(_ side: Side) -> String { "\(root)/\(side.rawValue)/checkout" }
    private func state(_ side: Side) -> String { "\(root)/\(side.rawValue)/state" }
    private var seeded: String { "\(root)/seeded" }
    private func revision(_ side: Side) -> Revision { side == .baseline ? plan.baseline : plan.candidate }

    func subject(_ side: Side) -> Subject {
        Subject(
            side: side, revision: revision(side), checkout: checkout(side),
            state: service.data == nil ? nil : state(side), service: service, environment: variables(side),
            masks: environment.values(of: service.secrets))
    }

    func export(from path: String) throws(MeasuringError) {
        do {
            let repository = try Repository(discoverFrom: path)
            for side in Side.allCases {
                try makeDirectory("\(root)/\(side.rawValue)")
                try repository.export(commit: revision(side).commit, to: checkout(side))
            }
            try makeDirectory("\(root)/home")
        } catch {
            throw MeasuringError(.buildFailed, "\(error)")
        }
    }

    func build() async throws(MeasuringError) {
        guard let build = service.build else { return }
        for side in Side.allCases {
            progress(Progress(stage: nil, text: "building \(side.rawValue) \(revision(side).commit.short)"))
            try await step(
                build, in: checkout(side), variables(side), .buildFailed, "build of the \(side.rawValue)")
        }
    }

    /// From the baseline's tree, once; both sides work on copies.
    func seed() async throws(MeasuringError) {
        guard let data = service.data else { return }
        progress(Progress(stage: nil, text: "making the data set"))
        try make(seeded)
        var variables = variables(.baseline)
        variables["PAWL_STATE"] = seeded
        try await step(data.seed, in: checkout(.baseline), variables, .dataNotReady, "seed")
    }

    func migrateAndCount() async throws(MeasuringError) -> [DataCount] {
        guard let data = service.data else { return [] }
        var counts: [DataCount] = []
        for side in Side.allCases {
            do {
                try copyTree(from: seeded, to: state(side))
            } catch {
                throw MeasuringError(.dataNotReady, "\(error)")
            }
            var variables = variables(side)
            variables["PAWL_STATE"] = state(side)
            if let migrate = data.migrate {
                let name = "migrate of the \(side.rawValue)"
                try await step(migrate, in: checkout(side), variables, .dataNotReady, name)
            }
            for count in data.counts {
                let name = "count of \(count.name)"
                let text = try await step(count.run, in: checkout(.baseline), variables, .dataNotReady, name)
                guard let counted = Int(text.filter { !$0.isWhitespace }) else {
                    throw MeasuringError(
                        .dataNotReady, "\(name) printed no whole number but '\(text.prefix(80))'")
                }
                counts.append(
                    DataCount(name: count.name, side: side, counted: counted, atLeast: count.atLeast))
            }
        }
        return counts
    }

    private func variables(_ side: Side) -> [String: String] {
        var variables = environment.base(home: "\(root)/home")
        variables.merge(environment.named(service.environment + service.secrets)) { _, passed in passed }
        variables["PAWL_REVISION"] = revision(side).commit.hex
        variables["PAWL_SCALE"] = "1"
        return variables
    }

    private func make(_ path: String) throws(MeasuringError) {
        do {
            try makeDirectory(path)
        } catch {
            throw MeasuringError(.dataNotReady, "\(error)")
        }
    }

    /// Runs one command to its end and returns what it printed.
    @discardableResult
    private func step(
        _ command: DeclaredCommand, in directory: String, _ variables: [String: String],
        _ reason: Inconclusive.Reason, _ name: String
    ) async throws(MeasuringError) -> String {
        let command = Command(
            command.line, directory: directory, environment: variables, timeout: .seconds(600),
            masks: environment.values(of: service.secrets))
        let result: CommandResult
        do {
            result = try await Processes.run(command)
        } catch {
            throw MeasuringError(reason, "\(name): \(error)")
        }
        guard case .exited(0) = result.end else {
            let words = result.errorOutput.text.isEmpty ? result.output.text : result.errorOutput.text
            let last = words.split(separator: "\n").suffix(3).joined(separator: " | ")
            throw MeasuringError(reason, "\(name) ended with \(result.end): \(last)")
        }
        return result.output.text
    }
}
