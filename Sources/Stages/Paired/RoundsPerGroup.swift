import GateModel

/// How much a pair of processes is asked before fresh ones take over.
enum RoundsPerGroup {
    /// Starts that are faster than this, in seconds, are never shared: a fresh pair a block is worth more than the
    /// time, and a quick start on a busy host is not taken for a dear one.
    static let dearStart = 5.0

    /// How many times the declared pairs one process group answers, 1 to ``Service/Restart/mostBlocks``.
    ///
    /// Where a start is dear, as many as take as long as the start did, so that at least half of the time is spent on
    /// measuring.
    ///
    /// - Parameters:
    ///   - startSeconds: From the start of both processes until both were ready.
    ///   - roundSeconds: What the declared pairs of all operations take once.
    static func rounds(_ restart: Service.Restart, startSeconds: Double, roundSeconds: Double) -> Int {
        switch restart {
        case .every(let blocks): return blocks
        case .auto:
            guard startSeconds > dearStart else { return 1 }
            let equal = (startSeconds / max(roundSeconds, 0.001)).rounded(.up)
            return Int(min(max(equal, 1), Double(Service.Restart.mostBlocks)))
        }
    }
}
