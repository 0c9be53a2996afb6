package import GateModel
import Processes

/// How states are copied, and how copies go away again.
///
/// A state is a directory, and what a command may have made outside it under the directory's name: a database. The
/// commands are instruments: they run in the baseline's checkout, whichever side gets the copy.
package struct StateCopies: Sendable {
    private let copyCommand: DeclaredCommand?
    private let dropCommand: DeclaredCommand?
    /// Nil where no command is needed.
    private let instruments: Instruments?
    private let environment: [String: String]
    private let masks: [String]
    private let say: @Sendable (String) -> Void

    private static let timeout = Duration.seconds(600)

    /// - Parameters:
    ///   - environment: What the commands get, PAWL_STATE and PAWL_STATE_FROM aside.
    ///   - say: Gets a line about every state that could not be dropped.
    package init(
        _ data: Service.DataSet?, instruments: Instruments?, environment: [String: String], masks: [String],
        say: @escaping @Sendable (String) -> Void
    ) {
        copyCommand = data?.copy
        dropCommand = data?.drop
        self.instruments = instruments
        self.environment = environment
        self.masks = masks
        self.say = say
    }

    /// Where no command is needed.
    package static let ofFiles = StateCopies(
        nil, instruments: nil, environment: [:], masks: [], say: { _ in })

    /// A path below `directory` where no state is yet.
    ///
    /// Its last part is unlike that of any other state, anywhere (``StateName``), so that it can be the name of a database.
    /// Where states are only files it is `state`.
    package static func newPath(in directory: String, for data: Service.DataSet?) -> String {
        guard let data, !data.isFiles else { return directory + "/state" }
        return "\(directory)/\(StateName.next())"
    }

    /// Makes a copy of a state at a path where nothing is.
    ///
    /// - Throws: ``MeasuringError`` with no copy left.
    package func copy(_ state: String, to path: String, _ name: String) async throws(MeasuringError) {
        guard let copyCommand else {
            do throws(FileError) {
                return try copyTree(from: state, to: path)
            } catch {
                if error.isCancellation { throw MeasuringError(.interrupted, "in \(name)") }
                throw MeasuringError(.dataNotReady, name, cause: error)
            }
        }
        do throws(FileError) {
            try makeDirectory(path)
        } catch {
            throw MeasuringError(.dataNotReady, name, cause: error)
        }
        do throws(MeasuringError) {
            try await run(copyCommand, ["PAWL_STATE_FROM": state, "PAWL_STATE": path], "copy: \(name)")
        } catch {
            await drop(path)
            throw error
        }
    }

    /// Takes back what is outside the directory, also when the task is cancelled; the directory stays.
    ///
    /// A failure is said, and changes nothing else: no verdict rests on it.
    package func drop(_ path: String) async {
        guard let dropCommand else { return }
        // A task of its own is not cancelled with the one that waits for it.
        let failure = await Task { () -> MeasuringError? in
            do throws(MeasuringError) {
                try await run(dropCommand, ["PAWL_STATE": path], "drop")
                return nil
            } catch {
                return error
            }
        }.value
        if let failure { say("a state may be left behind, \(path): \(failure.detail)") }
    }

    private func run(
        _ command: DeclaredCommand, _ states: [String: String], _ name: String
    ) async throws(MeasuringError) {
        guard let instruments else { throw MeasuringError(.dataNotReady, "\(name): nobody can run it") }
        let result: CommandResult
        do throws(ProcessError) {
            result = try await Processes.run(
                instruments.command(
                    command.line, environment.merging(states) { _, state in state },
                    states: states.values.map { $0 }, timeout: StateCopies.timeout, masks: masks))
        } catch {
            throw MeasuringError(.dataNotReady, name, cause: error)
        }
        switch result.end {
        case .exited(0): return
        case .cancelled: throw MeasuringError(.interrupted, "in \(name)")
        case .exited, .signalled, .memory, .timedOut:
            let lines = lastLines(result.output, result.errorOutput)
            throw MeasuringError(.dataNotReady, "\(name) ended with \(result.end)\(lines)")
        }
    }
}
