package import GateModel
import Processes

extension RunningSubject {
    /// One sample of a metric that belongs to the service as a whole.
    ///
    /// Commands are instruments: they run in `instruments`, the baseline's checkout, whichever side is measured.
    package func observe(_ metric: Metric, instruments: String) async -> Observed {
        switch metric.source {
        case .json(let pointer, let template): await client.number(at: pointer, of: template)
        case .command(let command):
            await number(printedBy: command, in: instruments, environment, masks: subject.masks)
        case .builtIn, .usage, .header, .serverTiming, .openMetrics: .silent
        }
    }
}

/// The number that an instrument prints: `environment` says what it looks at.
func number(
    printedBy command: DeclaredCommand, in directory: String, _ environment: [String: String],
    masks: [String]
) async -> Observed {
    let instrument = Command(
        command.line, directory: directory, environment: environment, timeout: .seconds(60), masks: masks)
    do throws(ProcessError) {
        let result = try await Processes.run(instrument)
        guard case .exited(0) = result.end else { return .failed("\(result.end)") }
        return Observed(printed: result.output.text)
    } catch {
        return .failed(MeasuringError(.toolMissing, "\(command)", cause: error).inconclusive.detail)
    }
}
