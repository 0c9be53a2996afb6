import GateModel
import HTTPClient
import Processes

extension RunningSubject {
    enum Readiness {
        case ready
        /// Somebody else listens on the port that was chosen for the service.
        case portTaken
    }

    /// Polls the declared request until it answers 2xx, and makes sure that it is this service that answers.
    func becomeReady() async throws(MeasuringError) -> Readiness {
        let clock = ContinuousClock()
        let deadline = clock.now + service.readyWithin
        var pause = Duration.milliseconds(1)
        var last = "no answer"
        while clock.now < deadline {
            if let end = process.hasEnded {
                if try listener() == .elsewhere { return .portTaken }
                let what = "\(subject.side.rawValue) ended with \(end) before it was ready"
                throw MeasuringError(.serviceDied, what + lastWords)
            }
            let answer = await knock(within: deadline - clock.now)
            if answer != .refused {
                switch try listener() {
                case .elsewhere: return .portTaken
                case .inTree: if case .status(200..<300) = answer { return .ready }
                case .nobody: break  // it has just stopped listening
                }
            }
            last = "\(answer)"
            do {
                try await clock.sleep(for: pause)
            } catch {
                throw MeasuringError(.interrupted, "while the \(subject.side.rawValue) was starting")
            }
            pause = min(pause * 2, .milliseconds(8))
        }
        throw MeasuringError(
            .serviceNotReady,
            "\(subject.side.rawValue): \(service.ready.summary) did not answer 2xx on PAWL_PORT within "
                + "\(service.readyWithin.text), last: \(last)\(lastWords)")
    }

    private enum Knock: Equatable, CustomStringConvertible {
        case status(Int)
        case refused
        case failed(kind: String)

        var description: String {
            switch self {
            case .status(let status): "status \(status)"
            case .refused: "refused"
            case .failed(let kind): kind
            }
        }
    }

    private func knock(within time: Duration) async -> Knock {
        do throws(HTTPError) {
            let request = service.ready.filled { _ in nil }
            let answer = try await client.send(request, timeout: max(time, .milliseconds(1)))
            return .status(answer.response.status)
        } catch {
            return error.failure == .refused ? .refused : .failed(kind: error.kind)
        }
    }

    private func listener() throws(MeasuringError) -> PortListener {
        do {
            return try Processes.listener(onPort: port, among: process.processTree())
        } catch {
            throw MeasuringError(.serviceNotReady, subject.side.rawValue, cause: error)
        }
    }
}
