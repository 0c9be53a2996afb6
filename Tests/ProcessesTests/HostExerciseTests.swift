import Processes
import Synchronization
import Testing

@Suite struct HostExerciseTests {
    @Test func theSameWorkIsDoneTwiceInEveryPair() throws {
        let clock = SteppingClock(step: .milliseconds(10))
        var told: [Int] = []
        let exercise = try HostExercise(
            within: .seconds(60), now: { clock.now() }, progress: { told.append($0) })
        #expect(told == Array(1...HostExercise.blocks))
        #expect(exercise.times.count == HostExercise.blocks)
        for block in exercise.times {
            // The clock is read twice a turn.
            #expect(block.first == Array(repeating: 0.01, count: 10))
            #expect(block.second == block.first)
        }
    }

    @Test("a slow host does fewer blocks, and none is half done", arguments: [(2, 24), (20, 1), (200, 0)])
    func timeRunsOut(milliseconds: Int, blocks: Int) throws {
        // Calibrating reads the clock 20 times, ten turns before the first block 30 times, and a block's ten pairs 50
        // times: 2.5 s are 1250 steps of 2 ms, and 50 + 24 × 50 of them make 24 blocks.
        let clock = SteppingClock(step: .milliseconds(milliseconds))
        let exercise = try HostExercise(now: { clock.now() })
        #expect(exercise.times.count == blocks)
    }
}

/// A clock that goes on by the same step at every reading.
private final class SteppingClock: Sendable {
    private let step: Duration
    private let readings = Mutex<Int>(0)
    private let start = ContinuousClock.now

    init(step: Duration) { self.step = step }

    func now() -> ContinuousClock.Instant {
        start + step
            * readings.withLock { count in
                count += 1
                return count
            }
    }
}
