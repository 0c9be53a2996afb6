import GateModel
import SimulatedGates
import Statistics
import Testing

/// What a watch of 40 windows of 150 requests promises of `errors <= 1%`: with `3 of 5` windows a true .5 % was rolled back in
/// 13 % per operation, and a true 2 % survived five windows in 79 %.
struct WatchSimulationTests {
    private let watch = SimulatedWatch()

    private func shares(
        _ course: SimulatedWatch.Course, watches: Int = 400, _ watch: SimulatedWatch = SimulatedWatch()
    ) throws -> (passed: Double, violated: Double) {
        var generator = SeededGenerator(seed: 1, stream: "watch simulation")
        var (passes, violations) = (0, 0)
        for _ in 0..<watches {
            switch try watch.outcome(course, &generator) {
            case .within: passes += 1
            case .more: violations += 1
            case .neither: break
            }
        }
        return (Double(passes) / Double(watches), Double(violations) / Double(watches))
    }

    /// 95 % of 400, less two standard errors: √(.05 · .95 / 400) · 2 = .022.
    @Test("half of the limit passes and is not rolled back")
    func half() throws {
        let found = try shares(.steady(0.005))
        #expect(found.passed >= 0.93)
        #expect(found.violated <= 0.0075)
    }

    @Test("twice the limit is rolled back, and does not pass")
    func twice() throws {
        let found = try shares(.steady(0.02))
        #expect(found.violated >= 0.95)
        #expect(found.passed == 0)
    }

    /// 5 % and two standard errors of 400. Of outages that come in one window of twenty, 13 % of all watches see none: those
    /// pass, and nothing in them could tell, so the pass says what may be missing.
    @Test("at the limit few watches are wrong, on either side, also where failures come in bursts")
    func limit() throws {
        for course in [SimulatedWatch.Course.steady(0.01), .bursts(0.01)] {
            let found = try shares(course)
            #expect(found.passed <= 0.072)
            #expect(found.violated <= 0.072)
        }
        #expect(try shares(.outages(0.01)).violated <= 0.072)
    }

    /// It was 5.8 % of 2000, as long as windows that happened to be good were taken for how unevenly requests fail.
    @Test("failures in bursts pass at the limit in one of twenty watches at most")
    func bursts() throws { #expect(try shares(.bursts(0.01), watches: 2000).passed <= 0.05) }

    @Test("a fault that begins when four fifths of the watch are over is found")
    func late() throws {
        #expect(try shares(.late(32, 0.05)).violated >= 0.95)
    }

    @Test("the stage judges as the test does", arguments: 1...4)
    func stage(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: "watch stage")
        #expect(watch.verdict(.steady(0.0025), &generator) == .pass)
        #expect(watch.verdict(.steady(0.02), &generator) == .violation)
        #expect(watch.verdict(.late(36, 0.1), &generator) == .violation)
    }
}
