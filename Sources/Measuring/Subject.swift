package import GateModel
package import Processes

/// One revision, built and with its data made, ready to be started as often as a stage needs.
package struct Subject: Sendable {
    package let side: Side
    package let revision: Revision
    /// The revision's own files, exported from git.
    package let checkout: String
    /// The seeded and migrated state; never used itself, only copied. Nil where the service declares no data.
    package let state: String?
    package let service: Service
    /// What every command of this side gets, PAWL_PORT and PAWL_STATE aside.
    package let environment: [String: String]
    /// Secret values, masked in everything that is kept of the service's output.
    package let masks: [String]

    package init(
        side: Side, revision: Revision, checkout: String, state: String?, service: Service,
        environment: [String: String], masks: [String]
    ) {
        self.side = side
        self.revision = revision
        self.checkout = checkout
        self.state = state
        self.service = service
        self.environment = environment
        self.masks = masks
    }

    /// Starts a fresh process on a free port, over a fresh copy of the state, and waits until it is ready.
    ///
    /// - Throws: ``MeasuringError`` with nothing left running.
    package func start() async throws(MeasuringError) -> RunningSubject {
        let directory: TemporaryDirectory
        let port: UInt16
        do {
            directory = try TemporaryDirectory(prefix: "pawl-state-")
            if let state {
                try copyTree(from: state, to: directory.path + "/state")
            } else {
                try makeDirectory(directory.path + "/state")
            }
            port = try freePort()
        } catch {
            throw MeasuringError(.dataNotReady, "\(error)")
        }
        var environment = environment
        environment["PAWL_PORT"] = String(port)
        environment["PAWL_STATE"] = directory.path + "/state"
        let command = Command(
            service.start.line, directory: checkout, environment: environment, masks: masks)
        let process: RunningService
        do {
            process = try await RunningService.start(command)
        } catch {
            throw MeasuringError(.serviceNotReady, "\(side.rawValue): \(error)")
        }
        let running = RunningSubject(subject: self, process: process, port: port, state: directory)
        do {
            try await running.waitUntilReady()
            return running
        } catch {
            await running.stop()
            throw error
        }
    }
}

extension DeclaredCommand {
    package var line: Command.Line {
        switch self {
        case .shell(let text): .shell(text)
        case .direct(let words): .direct(words)
        }
    }
}
