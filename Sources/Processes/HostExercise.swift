import Glibc

/// One and the same work, done twice over in pairs: whatever differs between the two is the host's noise.
///
/// A turn is some arithmetic and some bytes that go to another thread and back, as a request does, about two
/// milliseconds in all. One process does everything, so the noise of a service comes on top.
package struct HostExercise: Sendable {
    /// Blocks of pairs in a fixed number, for about two seconds in all.
    package static let blocks = 40
    private static let pairs = 10
    private static let arithmeticSeconds = 0.0015
    private static let roundTrips = 20

    /// Seconds of the two halves of each pair, block by block.
    package let times: [(first: [Double], second: [Double])]

    /// Does it now, on the calling thread.
    ///
    /// - Throws: ``ProcessError/systemCall(_:code:)`` where the other thread could not be had; nothing is left running.
    package init() throws(ProcessError) {
        let echo = try Echo.start()
        let steps = HostExercise.steps(within: HostExercise.arithmeticSeconds)
        var times: [(first: [Double], second: [Double])] = []
        for _ in 0..<HostExercise.pairs { _ = try HostExercise.turn(steps, echo) }
        for _ in 0..<HostExercise.blocks {
            var block: (first: [Double], second: [Double]) = ([], [])
            for _ in 0..<HostExercise.pairs {
                block.first.append(try HostExercise.turn(steps, echo))
                block.second.append(try HostExercise.turn(steps, echo))
            }
            times.append(block)
        }
        self.times = times
    }

    private static func turn(_ steps: Int, _ echo: borrowing Echo) throws(ProcessError) -> Double {
        let began = ContinuousClock.now
        var byte = UInt8(truncatingIfNeeded: arithmetic(steps))
        for _ in 0..<roundTrips { byte = try echo.roundTrip(byte) }
        return (ContinuousClock.now - began) / .seconds(1)
    }

    /// How much arithmetic takes so long on this host, by the fastest of some trials.
    private static func steps(within seconds: Double) -> Int {
        let trial = 100_000
        var fastest = Double.infinity
        for _ in 0..<10 {
            let began = ContinuousClock.now
            let result = arithmetic(trial)
            // Reads the result, so that no compiler leaves the work out.
            guard result != 0 else { continue }
            fastest = min(fastest, (ContinuousClock.now - began) / .seconds(1))
        }
        return max(1, Int(Double(trial) * seconds / max(fastest, 1e-6)))
    }

    /// A xorshift generator's state after so many steps, never 0 (Marsaglia, Journal of Statistical Software 8, 2003).
    @inline(never)
    private static func arithmetic(_ steps: Int) -> UInt64 {
        var state: UInt64 = 88_172_645_463_325_252
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
