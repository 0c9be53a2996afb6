import GateModel
package import HTTPClient
package import Processes

/// A started service of one revision, with its own port and its own state.
///
/// Whoever starts it stops it; ``Subject/whileRunning(_:)`` does both.
package final class RunningSubject: RunningSide {
    package let subject: Subject
    let service: Service
    package let process: RunningService
    package let began: ContinuousClock.Instant
    package let performer: OperationPerformer
    let client: ServiceClient
    /// The complete environment of the service, and of the instruments that look at it.
    let environment: [String: String]
    package let port: UInt16
    package var address: ServiceAddress { client.address }
    private let thread: EventLoopThread
    private let state: SubjectState

    init(
        subject: Subject, service: Service, process: RunningService, environment: [String: String],
        port: UInt16,
        state: SubjectState, began: ContinuousClock.Instant
    ) {
        self.subject = subject
        self.service = service
        self.process = process
        self.environment = environment
        self.port = port
        self.state = state
        self.began = began
        thread = EventLoopThread()
        client = ServiceClient(
            ServiceAddress(host: "127.0.0.1", port: port), limits: subject.limits, on: thread)
        performer = OperationPerformer(client: client)
    }

    package var timeout: Duration { performer.timeout }

    /// PAWL_STATE
    var statePath: String { state.path }

    package func perform(_ input: DrawnInput) async -> OperationOutcome { await performer.perform(input) }

    package func confine(to processor: Int32) throws(ProcessError) { try process.confine(to: processor) }

    package func scheduling() throws(ProcessError) -> SchedulingMarks? {
        try SchedulingMarks(of: process.processTree())
    }

    package func strangers() throws(ProcessError) -> [String] {
        let tree = process.processTree()
        if case .elsewhere = try listener(onPort: port, among: tree) {
            return ["another process listened on its port"]
        }
        return try Processes.foreignConnections(toPort: port, except: tree).map {
            "somebody else was connected to it, from \($0)"
        }
    }

    package func closedStrangers() throws(ProcessError) -> Set<UInt16> {
        try closedConnections(toPort: port).subtracting(OwnPorts.connected(to: port))
    }

    /// Kills the service's whole process tree and removes its state, cancelled or not.
    package func stop() async {
        await thread.shutdown()
        do {
            try await process.stop(grace: .zero)
        } catch {
            // Its shepherd was killed, and the kernel killed the service with it.
        }
        await state.drop()
    }

    /// How long a service may take to write down what it has, as long as container runtimes give it by default.
    private static let grace = Duration.seconds(10)

    /// Ends the service as a deploy does, with SIGTERM first, and gives its state away.
    func leave() async -> SubjectState {
        await thread.shutdown()
        do {
            try await process.stop(grace: Task.isCancelled ? .zero : RunningSubject.grace)
        } catch {
            // Its shepherd was killed, and the kernel killed the service with it.
        }
        return state
    }

    /// Why nothing more can be measured, when the service has ended by itself.
    package var death: MeasuringError? {
        process.hasEnded.map { end in
            MeasuringError(.serviceDied, "\(subject.side.rawValue) ended with \(end)\(lastWords)")
        }
    }

    /// The same, where an operation without an answer makes it likely.
    ///
    /// Connections break some milliseconds before the end of their process is known here, so this waits for it, for a
    /// second at most.
    package func death(isLikely: Bool) async -> MeasuringError? {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(1)
        while isLikely, process.hasEnded == nil, clock.now < deadline {
            do {
                try await clock.sleep(for: .milliseconds(5))
            } catch {
                break
            }
        }
        return death
    }

    /// What the service's own words say that its sandbox kept from it.
    package var refusals: [SandboxRefusal] {
        guard let sandbox = process.sandbox else { return [] }
        return sandboxRefusals(in: [process.output.text, process.errorOutput.text], sandbox)
    }

    /// The end of what the service printed, for messages.
    var lastWords: String { lastLines(process.output, process.errorOutput, in: process.sandbox) }
}
