import CPlatform
import Glibc

/// Looks after a shepherd from outside: one that is stopped, or silent past the time by which it had to report, is lost.
///
/// A job that runs as the same user may be able to stop or to kill its shepherd; see ``Isolation``.
struct ShepherdWatch {
    private let shepherd: Int32
    /// When the job has a namespace of its own: the first process in it, which ends all others with itself.
    var inside: Int32?
    private let end: ContinuousClock.Instant?
    private var stoppedLooks = 0
    private var nextLook: ContinuousClock.Instant

    /// How long at most to wait before ``isLost(stopBy:)`` is asked again.
    static let interval = Duration.seconds(1)
    /// A shepherd tries for ten seconds to kill what does not die.
    static let patience = Duration.seconds(15)
    /// A debugger that a person attaches may stop one for a moment.
    private static let mostStoppedLooks = 3

    init(_ shepherd: Int32, timeout: Duration?) {
        self.shepherd = shepherd
        end = timeout.map { .now + $0 + ShepherdWatch.patience }
        nextLook = .now + ShepherdWatch.interval
    }

    /// Whether nobody can wait for it any longer.
    ///
    /// - Parameter stopBy: By when what it was told to stop has to have ended; nil: it was told nothing.
    mutating func isLost(stopBy: ContinuousClock.Instant?) -> Bool {
        let now = ContinuousClock.now
        // A job that writes without a pause must not cost a look each time.
        guard now > nextLook else { return false }
        nextLook = now + ShepherdWatch.interval
        if let end, now > end { return true }
        if let stopBy, now > stopBy { return true }
        let isStopped = [shepherd, inside].compactMap { $0 }.contains(where: isStopped)
        stoppedLooks = isStopped ? stoppedLooks + 1 : 0
        return stoppedLooks > ShepherdWatch.mostStoppedLooks
    }

    /// Kills the job's whole tree, and the shepherd last.
    func killTree() {
        if let inside { kill(inside, SIGKILL) }
        killAll(below: shepherd)
        kill(shepherd, SIGKILL)
    }

    private func isStopped(_ process: Int32) -> Bool {
        guard let status = contentsOfProc("\(process)/stat"), let end = status.lastIndex(of: ")") else {
            return false
        }
        // Its name, which may be anything, stands in parentheses; then comes the state (proc_pid_stat(5)).
        return ["T", "t"].contains(status[end...].dropFirst(2).first)
    }
}

/// Kills every descendant, each stopped before any is killed, so that nothing forks away; gives up after ten seconds.
func killAll(below root: Int32) {
    let giveUp = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < giveUp {
        var known = 0
        while true {
            let tree = processTree(of: root)
            for process in tree { kill(process, SIGSTOP) }
            if tree.count <= known { break }
            known = tree.count
        }
        let tree = processTree(of: root)
        if tree.isEmpty { return }
        for process in tree { kill(process, SIGKILL) }
        usleep(2000)
    }
}

/// Nil where the process has ended, or the kernel keeps it to itself.
private func contentsOfProc(_ name: String) -> String? {
    do throws(ProcessError) {
        return try procText("/proc/\(name)")
    } catch {
        return nil
    }
}
