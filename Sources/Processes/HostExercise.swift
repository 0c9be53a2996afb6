import Glibc

/// One and the same work, done twice over in pairs: whatever differs between the two is the host's noise.
///
/// A turn is some arithmetic and some bytes that go to another thread and back, as a request does, about two
/// milliseconds in all. One process does everything, so the noise of a service comes on top.
package struct HostExercise: Sendable {
    /// Blocks of pairs on a host that gives the time for them, about two seconds in all.
    package static let blocks = 40
    private static let pairs = 10
    private static let arithmeticSeconds = 0.0015
    private static let roundTrips = 20

    /// Seconds of the two halves of each pair, block by block: ``blocks`` of them, or fewer where time ran out first.
    package let times: [(first: [Double], second: [Double])]

    /// Does it now, on the calling thread.
    ///
    /// - Parameters:
    ///   - limit: no turn begins later than this.
    ///   - now: the clock.
    ///   - progress: told how many blocks are done, after each.
    /// - Throws: ``ProcessError/systemCall(_:code:)`` where the other thread could not be had; nothing is left running.
    package init(
        within limit: Duration = .milliseconds(2500),
        now: @escaping () -> ContinuousClock.Instant = { .now },
        progress: (_ done: Int) -> Void = { _ in }
    ) throws(ProcessError) {
        var turns = Turns(echo: try Echo.start(), now: now)
        let end = now() + limit
        turns.calibrate(within: HostExercise.arithmeticSeconds)
        for _ in 0..<HostExercise.pairs where now() < end { _ = try turns.next() }
        var times: [(first: [Double], second: [Double])] = []
        while times.count < HostExercise.blocks {
            var block: (first: [Double], second: [Double]) = ([], [])
            for _ in 0..<HostExercise.pairs where now() < end {
                block.first.append(try turns.next())
                block.second.append(try turns.next())
            }
            guard block.first.count == HostExercise.pairs else { break }
            times.append(block)
            progress(times.count)
        }
        self.times = times
    }

    /// Turns one after the other. Each begins with the number that the one before it came to, so that no compiler can do
    /// their arithmetic once for all.
    private struct Turns: ~Copyable {
        let echo: Echo
        let now: () -> ContinuousClock.Instant
        private var generator = Xorshift()
        private var steps = 1

        init(echo: consuming Echo, now: @escaping () -> ContinuousClock.Instant) {
            self.echo = echo
            self.now = now
        }

        /// The seconds that one turn took.
        mutating func next() throws(ProcessError) -> Double {
            let began = now()
            var byte = UInt8(truncatingIfNeeded: generator.advance(by: steps))
            for _ in 0..<roundTrips { byte = try echo.roundTrip(byte) }
            return (now() - began) / .seconds(1)
        }

        /// Finds out how much arithmetic takes so long on this host, by the fastest of some trials; a hundred trials at most.
        mutating func calibrate(within seconds: Double) {
            let trial = 100_000
            var fastest = Double.infinity
            for _ in 0..<10 {
                let began = now()
                _ = generator.advance(by: trial)
                fastest = min(fastest, (now() - began) / .seconds(1))
            }
            steps = max(1, Int(Double(trial) * seconds / max(fastest, seconds / 100)))
        }
    }
}

/// A xorshift generator (Marsaglia, Journal of Statistical Software 8, 2003).
private struct Xorshift {
    private var state: UInt64 = 88_172_645_463_325_252

    /// The state after so many more steps, never 0.
    @inline(never)
    mutating func advance(by steps: Int) -> UInt64 {
        for _ in 0..<steps {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
        }
        return state
    }
}

/// A thread that sends every byte back; it ends when this goes.
private struct Echo: ~Copyable {
    private let sockets: DescriptorPair

    static func start() throws(ProcessError) -> Echo {
        let echo = Echo(sockets: try DescriptorPair.sockets())
        // Its own, to close by itself: it ends when the other end is gone.
        let own = fcntl(echo.sockets.second.number, F_DUPFD_CLOEXEC, 0)
        guard own >= 0 else { throw .systemCall("fcntl", code: errno) }
        do throws(ProcessError) {
            try onDedicatedThread {
                var byte: UInt8 = 0
                while read(own, &byte, 1) == 1, write(own, &byte, 1) == 1 {}
                close(own)
            }
        } catch {
            close(own)
            throw error
        }
        return echo
    }

    func roundTrip(_ sent: UInt8) throws(ProcessError) -> UInt8 {
        var byte = sent
        guard write(sockets.first.number, &byte, 1) == 1, read(sockets.first.number, &byte, 1) == 1 else {
            throw .systemCall("socketpair", code: errno)
        }
        return byte
    }
}
