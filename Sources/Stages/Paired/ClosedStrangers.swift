import GateModel
import Measuring
import Processes

/// Whether anybody but Pawl was connected to the baseline while a block was measured and is no more: work for strangers slows it.
///
/// Whoever was connected is not known any more, so a service that connects to itself could be taken for one: then the candidate does
/// so too, most likely, and nobody is accused where both have had strangers. But a candidate could connect to itself only to hide
/// that it connects to the baseline; so that excuse does not count where stage `baseline` saw that the baseline never connects
/// to itself. Where it does, or that stage did not run, nothing tells the two apart: what is left of a connection (`TIME_WAIT`) is
/// two ports and a time, without the process, user or control group that had it, and the kernel hands out the ports of all
/// processes in one order. Nor is the candidate accused by itself: its own processes may connect to it as they like.
struct ClosedStrangers {
    private let running: RunningPair
    /// The same revision on both sides, as in stage `baseline`.
    private let isBesideItself: Bool
    /// Nil: of this baseline nothing can be known, since it is another revision.
    private let known: SelfConnections?
    private let before: Set<UInt16>
    private let beforeOfCandidate: Set<UInt16>

    /// From now on.
    init(_ running: RunningPair, isBesideItself: Bool, known: SelfConnections?) throws(MeasuringError) {
        self.running = running
        self.isBesideItself = isBesideItself
        self.known = known
        before = try ClosedStrangers.strangers(.baseline, of: running.baseline)
        beforeOfCandidate = try ClosedStrangers.strangers(.candidate, of: running.candidate)
    }

    /// - Throws: ``Inconclusive/Reason/foreignConnection``.
    func check() throws(MeasuringError) {
        let new = try ClosedStrangers.strangers(.baseline, of: running.baseline).subtracting(before)
        if new.isEmpty, !isBesideItself { return }
        let ofCandidate = try ClosedStrangers.strangers(.candidate, of: running.candidate)
            .subtracting(beforeOfCandidate)
        if isBesideItself { known?.note(!new.isEmpty || !ofCandidate.isEmpty) }
        guard let port = new.min() else { return }
        let isNeverItself = !isBesideItself && known?.areSeen == false
        guard ofCandidate.isEmpty || isNeverItself else { return }
        let why = ofCandidate.isEmpty ? "" : "; in stage 'baseline' it never connected to itself"
        throw MeasuringError(
            .foreignConnection,
            "baseline: somebody else was connected to it, from 127.0.0.1:\(port), while it was measured\(why)"
        )
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
