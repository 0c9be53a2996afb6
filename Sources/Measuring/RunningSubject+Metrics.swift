package import GateModel
import Processes

extension RunningSubject {
    /// One sample of a metric that belongs to the service as a whole.
    ///
    /// Commands are instruments: they are run by the baseline's `instruments`, whichever side is measured.
    package func observe(_ metric: Metric, instruments: Instruments) async -> Observed {
        switch metric.source {
        case .json(let pointer, let template): await client.number(at: pointer, of: template)
        case .command(let command):
            await number(
                printedBy: command, in: instruments, environment, state: statePath, masks: subject.masks)
        case .builtIn, .usage, .header, .serverTiming, .openMetrics: .silent
        }
    }
}

/// The number that an instrument prints: `environment` says what it looks at.
func number(
    printedBy command: DeclaredCommand, in instruments: Instruments, _ environment: [String: String],
    state: String, masks: [String]
) async -> Observed {
    let instrument = instruments.command(
        command.line, environment, states: [state], timeout: .seconds(60), masks: masks)
    do throws(ProcessError) {
        let result = try await Processes.run(instrument)
        guard case .exited(0) = result.end else { return .failed("\(result.end)") }
        return Observed(printed: result.output.text)
    } catch {
        return .failed(MeasuringError(.toolMissing, "\(command)", cause: error).detail)
    }
}
