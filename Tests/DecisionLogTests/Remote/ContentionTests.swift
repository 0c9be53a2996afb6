import Testing

@testable import DecisionLog

@Suite struct ContentionTests {
    @Test func whoLosesLeavesMoreTimeEachTimeUpToAFewSeconds() {
        var contention = Contention()
        let windows = (0..<8).map { _ in
            contention.noteLostRace()
            return contention.window
        }
        #expect(windows == [100, 200, 400, 800, 1600, 3200, 3200, 3200])
    }

    /// Else it would win again before the others have tried once.
    @Test func whoWinsAmongOthersStillLeavesTimeToThem() {
        var contention = Contention()
        for _ in 0..<3 { contention.noteLostRace() }
        let windows = (0..<4).map { _ in
            contention.noteWonRace()
            return contention.window
        }
        #expect(windows == [200, 100, 0, 0])
    }

    @Test func thePauseIsWithinTheWindow() {
        var random = SystemRandomNumberGenerator()
        #expect(Contention().pause(&random) == .zero)
        var contention = Contention()
        contention.noteLostRace()
        for _ in 0..<100 {
            #expect((.zero ... .milliseconds(100)).contains(contention.pause(&random)))
        }
    }
}
