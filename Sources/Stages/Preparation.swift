import GateModel
import Git
import Measuring
import Processes

/// The steps that make a ``Workspace``, in order.
struct Preparation {
    let plan: Plan
    let root: String
    let environment: CallerEnvironment
    let progress: @Sendable (Progress) -> Void

    private static let stepTimeout = Duration.seconds(600)

    private var service: Service { plan.pipeline.service }
    private var seeded: String { "\(root)/seeded" }
    private func revision(_ side: Side) -> Revision { side == .baseline ? plan.baseline : plan.candidate }
    private func checkout(_ side: Side) -> String { "\(root)/\(side.rawValue)/checkout" }
    private func state(_ side: Side) -> String { "\(root)/\(side.rawValue)/state" }
    private func home(_ side: Side) -> String { "\(root)/\(side.rawValue)/home" }

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
                try makeDirectory(home(side))
                try repository.export(commit: revision(side).commit, to: checkout(side))
            }
        } catch {
            throw MeasuringError(.buildFailed, "export", cause: error)
        }
    }

    func build() async throws(MeasuringError) {
        guard let build = service.build else { return }
        for side in Side.allCases {
            progress(Progress(stage: nil, text: "building \(side.rawValue) \(revision(side).commit.short)"))
            let name = "build of the \(side.rawValue)"
            try await step(build, in: checkout(side), variables(side), .buildFailed, name)
        }
    }

    /// From the baseline's tree, once; both sides work on copies.
    func seed() async throws(MeasuringError) {
        guard let data = service.data else { return }
        progress(Progress(stage: nil, text: "making the data set"))
        do throws(FileError) {
            try makeDirectory(seeded)
        } catch {
            throw MeasuringError(.dataNotReady, "seed", cause: error)
        }
        let variables = variables(.baseline, state: seeded)
        try await step(data.seed, in: checkout(.baseline), variables, .dataNotReady, "seed")
    }

    func migrateAndCount() async throws(MeasuringError) -> [DataCount] {
        guard let data = service.data else { return [] }
        var counts: [DataCount] = []
        for side in Side.allCases {
            do throws(FileError) {
                try copyTree(from: seeded, to: state(side))
            } catch {
                throw MeasuringError(.dataNotReady, "state of the \(side.rawValue)", cause: error)
            }
            let variables = variables(side, state: state(side))
            if let migrate = data.migrate {
                let name = "migrate of the \(side.rawValue)"
                try await step(migrate, in: checkout(side), variables, .dataNotReady, name)
            }
            for count in data.counts {
                counts.append(try await counted(count, side, variables))
            }
        }
        return counts
    }

    /// By the baseline's own instrument, whichever side is counted.
    private func counted(
        _ count: Service.Count, _ side: Side, _ variables: [String: String]
    ) async throws(MeasuringError) -> DataCount {
        let name = "count of \(count.name) on the \(side.rawValue)'s side"
        let text = try await step(count.run, in: checkout(.baseline), variables, .dataNotReady, name)
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }
        guard words.count == 1, let counted = Int(words[0]) else {
            let seen = words.isEmpty ? "nothing" : "'\(words.joined(separator: " ").prefix(80))'"
            throw MeasuringError(.dataNotReady, "\(name) printed \(seen), not one whole number")
        }
        return DataCount(name: count.name, side: side, counted: counted, atLeast: count.atLeast)
    }

    private func variables(_ side: Side, state: String? = nil) -> [String: String] {
        var variables = environment.base(home: home(side))
        variables.merge(environment.named(service.environment + service.secrets)) { _, passed in passed }
        variables["PAWL_REVISION"] = revision(side).commit.hex
        variables["PAWL_SCALE"] = "1"
        variables["PAWL_STATE"] = state
        return variables
    }

    /// Runs one command to its end and returns what it printed.
    @discardableResult
    private func step(
        _ command: DeclaredCommand, in directory: String, _ variables: [String: String],
        _ reason: Inconclusive.Reason, _ name: String
    ) async throws(MeasuringError) -> String {
        let result: CommandResult
        do throws(ProcessError) {
            result = try await Processes.run(
                Command(
                    command.line, directory: directory, environment: variables,
                    timeout: Preparation.stepTimeout, masks: environment.values(of: service.secrets)))
        } catch {
            throw MeasuringError(reason, name, cause: error)
        }
        let lines = lastLines(result.output, result.errorOutput)
        switch result.end {
        case .exited(0): return result.output.text
        case .cancelled: throw MeasuringError(.interrupted, "in \(name)")
        case .timedOut: throw MeasuringError(.timedOut, "\(name) ended with \(result.end)\(lines)")
        case .exited, .signalled: throw MeasuringError(reason, "\(name) ended with \(result.end)\(lines)")
        }
    }
}
