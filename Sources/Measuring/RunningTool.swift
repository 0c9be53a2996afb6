package import GateModel
package import Processes
import Synchronization

/// A command line tool of one revision: every operation is a fresh process in the revision's checkout.
///
/// PAWL_STATE is a directory of its own, empty at first, for whatever its commands leave behind for each other.
package final class RunningTool: RunningSide {
    package let subject: Subject
    package let timeout: Duration
    package let began = ContinuousClock.now
    private let outputLimit: Int
    package let state: SubjectState
    private let environment: [String: String]
    private let processor = Mutex<Int32?>(nil)
    private let failureToStart = Mutex<MeasuringError?>(nil)

    /// - Parameter outputLimit: How many bytes of each stream are kept from its beginning, and as many from its end.
    package init(
        _ subject: Subject, timeout: Duration = .seconds(600), outputLimit: Int = 64 << 10
    ) throws(MeasuringError) {
        self.subject = subject
        self.timeout = timeout
        self.outputLimit = outputLimit
        do throws(FileError) {
            let directory = try TemporaryDirectory(prefix: "pawl-state-")
            state = SubjectState(path: directory.path, in: directory, copies: nil)
        } catch {
            throw MeasuringError(.dataNotReady, "state of the \(subject.side.rawValue)", cause: error)
        }
        var environment = subject.environment
        environment["PAWL_STATE"] = state.path
        self.environment = environment
    }

    /// Drawn values reach the command as variables, `PAWL_VALUE_TERM` for `term`, and in no other way.
    package func perform(_ input: DrawnInput) async -> OperationOutcome {
        guard let run = input.operation.run else {
            return OperationOutcome(
                exchanges: [], failure: .init(.request, .notStarted("a request is no command")))
        }
        var environment = environment
        for (name, value) in input.values { environment[Pipeline.NamedValues.variable(of: name)] = value }
        let reportPath = state.path + "/pawl-report"
        if run.report != nil { environment["PAWL_OUT"] = reportPath }
        let command = Command(
            run.command.line, directory: subject.checkout, environment: environment,
            standardInput: Array(run.standardInput.utf8), timeout: timeout,
            processor: processor.withLock { $0 },
            sandbox: subject.confinement.sandbox(
                reading: [], writing: [subject.checkout, state.path, subject.home], checkout: subject.checkout
            ),
            outputLimit: outputLimit, masks: subject.masks)
        do throws(ProcessError) {
            var outcome = OperationOutcome(try await Processes.run(command), status: run.status)
            if let report = run.report, outcome.failure == nil {
                outcome.report = takeReport(report.format, at: reportPath, of: input.operation)
            }
            return outcome
        } catch {
            let name = "\(subject.side.rawValue), '\(input.operation.name)'"
            let failure = MeasuringError(.toolMissing, name, cause: error)
            failureToStart.withLock { $0 = $0 ?? failure }
            return OperationOutcome(
                exchanges: [], failure: .init(.request, .notStarted(failure.detail)))
        }
    }

    /// In bytes.
    private static let largestReport: Int64 = 256 << 20

    /// Reads the report and removes it, so that no later run is taken for having written it.
    private func takeReport(
        _ format: ReportFormat, at path: String, of operation: DeclaredOperation
    ) -> Result<ImportedReport, MeasuringError> {
        let name = "\(subject.side.rawValue), '\(operation.name)'"
        var bytes: [UInt8] = []
        do throws(FileError) {
            try readPieces(of: path, limit: RunningTool.largestReport) { bytes += $0 }
            try removeTree(path)
        } catch {
            return .failure(MeasuringError(.sourceSilent, "\(name): no report at PAWL_OUT", cause: error))
        }
        do throws(BenchmarkFormatError) {
            return .success(try readReport(bytes, file: "PAWL_OUT", format: format))
        } catch {
            return .failure(MeasuringError(.noSamples, name, cause: error))
        }
    }

    package func observe(_ metric: Metric, instruments: Instruments) async -> Observed {
        switch metric.source {
        case .command(let command):
            await number(
                printedBy: command, in: instruments, environment, state: state.path, masks: subject.masks)
        case .builtIn, .usage, .header, .serverTiming, .json, .openMetrics: .silent
        }
    }

    /// Its processes are counted one by one, and are gone when anybody could look at them.
    package func counter(_ metric: Metric) -> Observed { .silent }

    package func confine(to processor: Int32) { self.processor.withLock { $0 = processor } }

    package func scheduling() -> SchedulingMarks? { nil }

    package func strangers() -> [String] { [] }

    package func closedStrangers() -> Set<UInt16> { [] }

    /// Set once a command could not be started: the next one could not be either.
    package var death: MeasuringError? { failureToStart.withLock { $0 } }

    package func death(isLikely: Bool) -> MeasuringError? { death }

    package func stop() async { await state.drop() }
}
