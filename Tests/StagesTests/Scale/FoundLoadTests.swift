import GateModel
import Testing

@testable import Stages

/// How long a rate that was found is sent to each process.
@Suite struct FoundLoadTests {
    private func seconds(_ requests: Int, at rate: Double, left: Duration? = nil) -> Double {
        FoundRate.seconds(for: requests, at: rate, atLeast: .seconds(4), timeLeft: left)
    }

    @Test func itGoesOnUntilTheRulesHaveWhatTheyNeed() {
        #expect(seconds(118, at: 100) == 4)
        #expect(seconds(598, at: 2) == 299)
    }

    @Test func noProcessIsAskedForMoreThanTenMinutes() { #expect(seconds(598, at: 0.5) == 600) }

    @Test func theStagesOwnTimeEndsItSooner() {
        #expect(seconds(598, at: 2, left: .seconds(100)) == 90)
        #expect(seconds(598, at: 2, left: .seconds(-1)) == 4)
    }
}
