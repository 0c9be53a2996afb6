import GateModel
import Measuring
import Processes

/// Whether anybody but Pawl was connected to the baseline while a block was measured and is no more: work for strangers slows it.
///
/// Whoever was connected is not known any more, so a service that connects to itself could be taken for one: then the candidate does
/// so too, most likely, and nobody is accused where both have had strangers. Nor is the candidate by itself: its own processes
/// may connect to it as they like.
struct ClosedStrangers {
    private let running: RunningPair
    private let before: Set<UInt16>
    private let beforeOfCandidate: Set<UInt16>

    /// From now on.
    init(_ running: RunningPair) throws(MeasuringError) {
        self.running = running
        before = try ClosedStrangers.strangers(.baseline, of: running.baseline)
        beforeOfCandidate = try ClosedStrangers.strangers(.candidate, of: running.candidate)
    }

    /// - Throws: ``Inconclusive/Reason/foreignConnection``.
    func check() throws(MeasuringError) {
        let new = try ClosedStrangers.strangers(.baseline, of: running.baseline).subtracting(before)
        guard let port = new.min() else { return }
        let ofCandidate = try ClosedStrangers.strangers(.candidate, of: running.candidate)
        guard ofCandidate.subtracting(beforeOfCandidate).isEmpty else { return }
        throw MeasuringError(
            .foreignConnection,
            "baseline: somebody else was connected to it, from 127.0.0.1:\(port), while it was measured")
    }

    private static func strangers(
        _ name: Side, of side: any RunningSide
    ) throws(MeasuringError) -> Set<UInt16> {
        do throws(ProcessError) {
            return try side.closedStrangers()
        } catch {
            throw MeasuringError(.foreignConnection, name.rawValue, cause: error as any Error)
        }
    }
}
