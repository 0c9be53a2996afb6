import CPlatform
import Glibc
import Synchronization

/// The shepherds that this process has started and not yet waited for.
private let liveShepherds = Mutex<Set<Int32>>([])
private let adopts = Mutex(false)

/// Whether whatever a killed shepherd leaves behind becomes a child of this process, which then kills it.
///
/// Only while nothing but shepherds is started, and nothing is left running on purpose: every other child counts as an orphan.
package func adoptOrphans(_ adopting: Bool) throws(ProcessError) {
    guard pawl_adopt_orphans(adopting) == 0 else { throw .systemCall("prctl", code: errno) }
    adopts.withLock { $0 = adopting }
}

/// Forgets a shepherd that was waited for, and kills what it has left, if anything was adopted from it.
func forgetShepherd(_ process: Int32, wasLost: Bool) {
    _ = liveShepherds.withLock { $0.remove(process) }
    guard wasLost, adopts.withLock({ $0 }) else { return }
    let giveUp = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < giveUp {
        // Under the lock no shepherd is being started that is not noted yet.
        let orphans = liveShepherds.withLock { shepherds in
            childProcesses(of: getpid()).filter { !shepherds.contains($0) }
        }
        if orphans.isEmpty { return }
        for orphan in orphans {
            kill(orphan, SIGSTOP)
            killAll(below: orphan)
            kill(orphan, SIGKILL)
            waitpid(orphan, nil, 0)
        }
    }
}

/// Starts a shepherd so that it is noted before anybody looks for orphans.
func startNoted(
    _ start: () throws(ProcessError) -> (shepherd: Int32, isFirst: Bool)
) throws(ProcessError) -> (shepherd: Int32, isFirst: Bool) {
    try liveShepherds.withLock { shepherds throws(ProcessError) in
        let started = try start()
        shepherds.insert(started.shepherd)
        return started
    }
}

private func childProcesses(of process: Int32) -> [Int32] {
    var found = [Int32](repeating: 0, count: 4096)
    let count = Int(pawl_children(process, &found, Int32(found.count)))
    return Array(found.prefix(min(count, found.count)))
}
