import GateModel
package import HTTPClient
package import Processes

/// A started service of one revision, with its own port and its own state.
package final class RunningSubject: Sendable {
    package let subject: Subject
    package let process: RunningService
    package let client: ServiceClient
    package let performer: OperationPerformer
    let port: UInt16
    let state: TemporaryDirectory

    init(subject: Subject, process: RunningService, port: UInt16, state: TemporaryDirectory) {
        self.subject = subject
        self.process = process
        self.port = port
        self.state = state
        client = ServiceClient(ServiceAddress(host: "127.0.0.1", port: port))
        performer = OperationPerformer(client: client)
    }

    /// Kills the service's whole process tree and removes its state.
    package func stop() async {
        await client.shutdown()
        do {
            try await process.stop(grace: .zero)
            try state.remove()
        } catch {
            // A shepherd that died took its job with it, and the directory tries again, aloud, when it goes.
        }
    }

    /// Why nothing more can be measured, when the service has ended by itself.
    package var death: MeasuringError? {
        process.hasEnded.map { end in
            MeasuringError(.serviceDied, "\(subject.side.rawValue) ended with \(end)\(lastWords)")
        }
    }

    /// Polls the declared request until it answers 2xx, and checks that it is this service that answers.
    func waitUntilReady() async throws(MeasuringError) {
        let clock = ContinuousClock()
        let deadline = clock.now + subject.service.readyWithin
        var pause = Duration.milliseconds(2)
        var last = "no answer"
        while clock.now < deadline {
            if let end = process.hasEnded {
                throw MeasuringError(
                    .serviceDied, "\(subject.side.rawValue) ended with \(end) before it was ready\(lastWords)"
                )
            }
            switch await knock() {
            case .ready: return try checkListener()
            case .notYet(let answer): last = answer
            }
            do {
                try await clock.sleep(for: pause)
            } catch {
                throw MeasuringError(.interrupted, "while \(subject.side.rawValue) was starting")
            }
            pause = min(pause * 2, .milliseconds(20))
        }
        let request = subject.service.ready.summary
        throw MeasuringError(
            .serviceNotReady,
            "\(subject.side.rawValue): \(request) did not answer 2xx within "
                + "\(subject.service.readyWithin.components.seconds) s, last: \(last)\(lastWords)")
    }

    private enum Knock {
        case ready
        case notYet(String)
    }

    private func knock() async -> Knock {
        do throws(HTTPError) {
            let answer = try await client.send(
                subject.service.ready.filled { _ in nil }, timeout: .seconds(5))
            let status = answer.response.status
            return (200..<300).contains(status) ? .ready : .notYet("status \(status)")
        } catch {
            return .notYet(error.kind)
        }
    }

    private func checkListener() throws(MeasuringError) {
        let found: PortListener
        do {
            found = try listener(onPort: port, among: process.processTree())
        } catch {
            throw MeasuringError(.serviceNotReady, "\(subject.side.rawValue): \(error)")
        }
        guard case .inTree = found else {
            throw MeasuringError(
                .serviceNotReady,
                "\(subject.side.rawValue): port \(port) is answered by a process that is not the service's")
        }
    }

    /// The end of what the service printed, for messages.
    private var lastWords: String {
        let lines = (process.output.text + process.errorOutput.text).split(separator: "\n").suffix(3)
        return lines.isEmpty ? "" : "; it printed: " + lines.joined(separator: " | ")
    }
}
