import Testing

@testable import Stages

@Suite struct SettlingTests {
    @Test(
        "times have settled when the newest is no longer a tenth below the least before it",
        arguments: [
            ([], false), ([5], false), ([5, 4], false), ([5, 4, 3.7], true), ([5, 4, 3.5], false),
            ([5, 4, 9], true), ([5, 4, 9, 3], false),
        ])
    func settled(times: [Double], expected: Bool) {
        var settling = Settling()
        for time in times { settling.note(time) }
        #expect(settling.isSettled == expected)
    }
}
