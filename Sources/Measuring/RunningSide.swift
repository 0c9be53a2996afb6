package import GateModel
package import Processes

/// One side of a comparison, ready to perform operations: a started service, or a tool.
///
/// Whoever has it stops it.
package protocol RunningSide: Sendable {
    var subject: Subject { get }
    /// When its process was about to be started, its state made already; of a tool, when that was made.
    var began: ContinuousClock.Instant { get }
    /// How long an operation may take before it has failed.
    var timeout: Duration { get }
    /// Why nothing more can be measured; nil while it can.
    var death: MeasuringError? { get }

    /// Never throws: a failure of any kind is part of the outcome.
    func perform(_ input: DrawnInput) async -> OperationOutcome

    /// One sample of a metric that belongs to no single operation; commands are run by the baseline's `instruments`.
    func observe(_ metric: Metric, instruments: Instruments) async -> Observed

    /// How a counter stands now; silent for a metric that is none, and for a side that counts nothing.
    func counter(_ metric: Metric) async -> Observed

    /// Lets everything that it runs from now on run on one processor only.
    func confine(to processor: Int32) throws(ProcessError)

    /// How the kernel schedules what runs of it now; nil where nothing of it outlives an operation.
    func scheduling() throws(ProcessError) -> SchedulingMarks?

    /// Who shares its port and is neither this process nor of its own, a phrase each; empty where it listens nowhere.
    func strangers() throws(ProcessError) -> [String]

    /// The ports from which others than this process were connected to its port within the last minute, and are no more.
    func closedStrangers() throws(ProcessError) -> Set<UInt16>

    /// ``death``, where an operation without an answer makes it likely that it is about to be known.
    func death(isLikely: Bool) async -> MeasuringError?

    /// Leaves nothing running and nothing on disk, cancelled or not.
    func stop() async
}

extension Subject {
    /// A fresh process of a service, or a tool with a fresh directory.
    ///
    /// - Throws: ``MeasuringError`` with nothing left running, and nothing left on disk.
    package func startSide() async throws(MeasuringError) -> any RunningSide {
        switch declared {
        case .service: return try await start()
        case .tool: return try RunningTool(self)
        case .external: throw MeasuringError(.serviceNotReady, "an external service is not started")
        }
    }
}
