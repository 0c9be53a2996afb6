import GateModel
import Measuring
import Processes

/// Whether both sides of a block were left alone while they were measured: nobody else was connected to either, and nothing
/// changed how they are scheduled.
struct Undisturbed {
    private let running: RunningPair
    /// Where both run; nil: anywhere.
    private let processor: Int32?
    private let before: [(side: Side, marks: SchedulingMarks)]

    /// From now on.
    init(_ running: RunningPair, on processor: Int32?) throws(MeasuringError) {
        self.running = running
        self.processor = processor
        before = try Undisturbed.marks(of: running)
    }

    /// - Throws: what was changed, or who was there.
    func check() throws(MeasuringError) {
        let now = try Undisturbed.marks(of: running)
        for ((side, earlier), (_, later)) in zip(before, now) {
            guard let change = earlier.change(to: later, on: processor) else { continue }
            throw MeasuringError(
                .schedulingChanged, "\(side.rawValue): \(change) changed while it was measured")
        }
        for (side, running) in [(Side.baseline, running.baseline), (.candidate, running.candidate)] {
            let strangers: [String]
            do throws(ProcessError) {
                strangers = try running.strangers()
            } catch {
                throw MeasuringError(.foreignConnection, side.rawValue, cause: error as any Error)
            }
            guard let first = strangers.first else { continue }
            throw MeasuringError(
                .foreignConnection,
                "\(side.rawValue): \(first), while it was measured")
        }
    }

    private static func marks(of running: RunningPair) throws(MeasuringError) -> [(
        side: Side, marks: SchedulingMarks
    )] {
        var marks: [(side: Side, marks: SchedulingMarks)] = []
        for (side, running) in [(Side.baseline, running.baseline), (.candidate, running.candidate)] {
            do throws(ProcessError) {
                if let found = try running.scheduling() { marks.append((side, found)) }
            } catch {
                throw MeasuringError(.schedulingChanged, side.rawValue, cause: error as any Error)
            }
        }
        return marks
    }
}
