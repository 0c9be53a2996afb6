import Testing

@testable import Stages

@Suite struct SettlingTests {
    @Test(
        "times have settled when the newest third is no longer a twentieth below the least before it",
        arguments: [
            ([], false), ([5], false), ([5, 4], false), ([5, 4, 3.9], true), ([5, 4, 3.8], false),
            ([5, 4, 3.5], false), ([5, 4, 9], true), ([5, 4, 9, 3], false),
            // Of six the newest third is the last two: 3.1 against 3.
            ([5, 4, 9, 3, 3.1, 3.2], true), ([5, 4, 9, 3, 2.8, 3.2], false),
        ])
    func settled(times: [Double], expected: Bool) {
        var settling = Settling()
        for time in times { settling.note(time) }
        #expect(settling.isSettled == expected)
    }
}
