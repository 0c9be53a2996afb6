import GateModel
import Processes

extension Subject {
    /// How often a port is chosen before it is no accident any more that somebody else has it.
    private static let portAttempts = 4

    /// Starts a fresh process on a free port, over a fresh copy of the state, and waits until it is ready.
    ///
    /// - Parameter left: What another process has left; the subject works on that very state, and does not drop it.
    /// - Throws: ``MeasuringError`` with nothing left running, and nothing left on disk.
    package func start(on left: SubjectState? = nil) async throws(MeasuringError) -> RunningSubject {
        guard case .service(let service) = declared else {
            throw MeasuringError(.serviceNotReady, "\(side.rawValue): only a service can be started")
        }
        for _ in 0..<Subject.portAttempts {
            let running = try await launch(service, on: left)
            do throws(MeasuringError) {
                if case .ready = try await running.becomeReady() { return running }
            } catch {
                await running.stop()
                throw error
            }
            await running.stop()
        }
        throw MeasuringError(
            .serviceNotReady,
            "\(side.rawValue): its port is answered by a process that is not the service's, "
                + "on each of \(Subject.portAttempts) ports")
    }

    /// Starts it, lends it to `body`, and stops it whatever comes of that.
    package func whileRunning<Value: Sendable>(
        _ body: (RunningSubject) async throws(MeasuringError) -> Value
    ) async throws(MeasuringError) -> Value {
        let running = try await start()
        do throws(MeasuringError) {
            let value = try await body(running)
            await running.stop()
            return value
        } catch {
            await running.stop()
            throw error
        }
    }

    private func launch(
        _ service: Service, on left: SubjectState?
    ) async throws(MeasuringError) -> RunningSubject {
        if Task.isCancelled {
            throw MeasuringError(.interrupted, "before the \(side.rawValue) was started")
        }
        let state =
            if let left { left.lent } else { try await copyOfState(service, isShared: service.sharesData) }
        do throws(ProcessError) {
            let port = try freePort()
            var environment = environment
            environment["PAWL_PORT"] = String(port)
            environment["PAWL_STATE"] = state.path
            let began = ContinuousClock.now
            let process = try await RunningService.start(
                Command(
                    service.start.line, directory: checkout, environment: environment,
                    sandbox: confinement.sandbox(
                        reading: [checkout], writing: [state.path, home], checkout: checkout, port: port),
                    masks: masks))
            return RunningSubject(
                subject: self, service: service, process: process, environment: environment, port: port,
                state: state, began: began)
        } catch {
            await state.drop()
            throw MeasuringError(.serviceNotReady, side.rawValue, cause: error)
        }
    }

    /// A state of its own; where data is shared, the one that all work on.
    func copyOfState(
        _ service: Service, isShared: Bool
    ) async throws(MeasuringError) -> SubjectState {
        let name = "state of the \(side.rawValue)"
        let directory: TemporaryDirectory
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-state-")
        } catch {
            throw MeasuringError(.dataNotReady, name, cause: error)
        }
        if let state, isShared { return SubjectState(path: state, in: directory, copies: nil) }
        let path = StateCopies.newPath(in: directory.path, for: service.data)
        if let state {
            try await copies.copy(state, to: path, name)
            return SubjectState(path: path, in: directory, copies: copies)
        }
        do throws(FileError) {
            try makeDirectory(path)
        } catch {
            throw MeasuringError(.dataNotReady, name, cause: error)
        }
        return SubjectState(path: path, in: directory, copies: nil)
    }
}
