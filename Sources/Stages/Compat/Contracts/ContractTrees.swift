import Contracts
import GateModel
import Git
import Measuring
import Processes

/// Both revisions' checkouts, and a private directory in which tools compare them.
///
/// Tools get the checkouts to read, or copies below `scratch`, since the service runs from the checkouts. Everything in
/// `scratch` goes when this does.
struct ContractTrees {
    let context: StageContext
    let contract: DeclaredContract
    private let directory: TemporaryDirectory

    /// The longest that one command of a comparison may take.
    private static let timeout = Duration.seconds(600)
    /// Kept of what a tool prints, at the beginning and at the end; more is not read.
    private static let outputLimit = 8 << 20

    init(_ context: StageContext, _ contract: DeclaredContract) throws(MeasuringError) {
        self.context = context
        self.contract = contract
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-contract-")
            for name in ["home", "tmp", "work"] { try makeDirectory("\(directory.path)/\(name)") }
        } catch {
            throw MeasuringError(.notEvaluated, "directory for \(contract.name)", cause: error)
        }
    }

    /// Writes what both revisions committed below `scratch`, so that what a build writes over it counts for nothing.
    ///
    /// - Returns: Where, by side.
    /// - Throws: where a symbolic link leads out of its tree, since it could show a tool the other revision's files.
    func exported() throws(MeasuringError) -> (baseline: String, candidate: String) {
        (try exported(context.baseline), try exported(context.candidate))
    }

    private func exported(_ subject: Subject) throws(MeasuringError) -> String {
        let place = "\(scratch)/\(subject.side.rawValue)"
        let links: [TreeEntry]
        do throws(GitError) {
            let repository = try Repository(discoverFrom: context.repository)
            try repository.export(commit: subject.revision.commit, to: place)
            links = try repository.entries(under: "", of: subject.revision.commit)
                .filter { $0.kind == .symlink }
        } catch {
            throw MeasuringError(
                .notEvaluated, "files of the \(subject.side.rawValue) for \(contract.name)", cause: error)
        }
        for link in links { _ = try self.place(of: link.path, in: place, subject.side) }
        return place
    }

    var scratch: String { directory.path }
    /// Where tools run: empty, so that they find no settings and no code of a revision by chance.
    var work: String { "\(scratch)/work" }

    /// Runs a tool to its end and returns that, whatever its exit status.
    ///
    /// - Throws: where the tool is not there, was killed, took too long, or printed more than is kept.
    func run(
        _ tool: ContractTool, _ words: [String], in place: String? = nil
    ) async throws(MeasuringError) -> CommandResult {
        let variables = base.merging(tool.environment) { $1 }
        do throws(MeasuringError) {
            return try await run(.direct(words), named: tool.rawValue, in: place ?? work, variables)
        } catch {
            guard error.inconclusive.reason == .toolMissing else { throw error }
            throw missing(tool)
        }
    }

    func missing(_ tool: ContractTool) -> MeasuringError {
        MeasuringError(.toolMissing, "\(tool.rawValue) is not on the PATH; \(tool.installation)")
    }

    /// PATH and LANG of the caller, and whose it is; a home and a place for temporary files of its own.
    var base: [String: String] {
        var variables = context.baseline.environment.filter {
            ["PATH", "LANG", ProcessOwner.variable].contains($0.key)
        }
        variables["HOME"] = "\(scratch)/home"
        variables["TMPDIR"] = "\(scratch)/tmp"
        return variables
    }

    func run(
        _ line: Command.Line, named name: String, in place: String, _ variables: [String: String],
        reading readable: [String]? = nil, writing places: [String]? = nil, masks: [String] = []
    ) async throws(MeasuringError) -> CommandResult {
        let limit = min(Self.timeout, context.timeLeft ?? Self.timeout)
        let result: CommandResult
        do throws(ProcessError) {
            result = try await Processes.run(
                Command(
                    line, directory: place, environment: variables, timeout: max(limit, .milliseconds(1)),
                    sandbox: context.baseline.confinement.sandbox(
                        reading: readable ?? [context.baseline.checkout, context.candidate.checkout],
                        writing: places ?? [scratch]),
                    outputLimit: Self.outputLimit, masks: masks))
        } catch {
            throw MeasuringError(.notEvaluated, name, cause: error)
        }
        switch result.end {
        case .exited: break
        case .cancelled: throw MeasuringError(.interrupted, "in \(name)")
        case .timedOut: throw failure(name, result, reason: .timedOut)
        case .signalled, .memory: throw failure(name, result)
        }
        guard result.output.omittedBytes == 0 else {
            throw MeasuringError(.notEvaluated, "\(name) printed \(result.output.byteCount) bytes, too many")
        }
        return result
    }

    /// With the end of what it printed.
    func failure(
        _ name: String, _ result: CommandResult, reason: Inconclusive.Reason = .notEvaluated
    ) -> MeasuringError {
        let lines = lastLines(result.output, result.errorOutput)
        let text = "\(name) ended with \(result.end)\(lines)"
        return MeasuringError(reason, text.replacing(scratch + "/", with: ""))
    }

    /// `buf 1.75.0`
    func version(of tool: ContractTool) async throws(MeasuringError) -> String {
        guard let command = tool.versionCommand else { return tool.rawValue }
        let result = try await run(tool, command)
        guard result.end == .exited(0) else { throw failure(tool.rawValue, result) }
        let text = result.output.text
        let number = text.firstMatch(of: /\d+(\.\d+)+/).map { String($0.0) }
        return [tool.rawValue, number].compactMap { $0 }.joined(separator: " ")
    }

    /// What a tool printed, understood.
    func read(
        _ tool: String, _ result: CommandResult, _ parse: () throws(NotUnderstood) -> SignatureReport
    ) throws(MeasuringError) -> SignatureReport {
        do throws(NotUnderstood) {
            return try parse()
        } catch {
            let lines = lastLines(result.output, result.errorOutput)
            throw MeasuringError(
                .notEvaluated, "\(tool): \(error)\(lines)".replacing(scratch + "/", with: ""))
        }
    }

    func checked(_ report: SignatureReport, by version: String) -> CheckedContract {
        CheckedContract(
            differences: report.differences,
            failure: report.gaps.first.map { first in
                let more = report.gaps.count > 1 ? " and \(report.gaps.count - 1) more" : ""
                return Inconclusive(.notComparable, first + more)
            },
            note: [version, report.scope].compactMap { $0 }.joined(separator: ", "))
    }
}
