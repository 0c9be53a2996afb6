import GateModel
import Reports
import Synchronization

/// Prints progress to standard error: a line at each beginning, and at most one a second in between.
final class ProgressPrinter: Sendable {
    private let began = ContinuousClock.now
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    func print(_ progress: Progress) {
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            let isNews = progress.begins || progress.stage == nil
            guard isNews || last.map({ now - $0 >= .seconds(1) }) ?? true else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let seconds = (now - began) / .seconds(1)
        Terminal.message(ProgressLine.text(progress, seconds: seconds, style: Terminal.messageStyle))
    }
}
