import Testing

@testable import Stages

@Suite struct SettlingTests {
    @Test(
        "times have settled when the slope over the newest of them shows no fall",
        arguments: [
            // Fewer than five show no slope.
            ([], false), ([5], false), ([5, 4, 3.9, 3.9], false),
            // All, or all but one pair of neighbours, have fallen: S = −10 and −8 of at most 10.
            ([9, 7, 5, 4, 3], false), ([9, 7, 5, 3, 4], false),
            // S = −6.
            ([9, 7, 3, 5, 4], true), ([5, 5, 5, 5, 5], true), ([1, 2, 3, 4, 5], true),
            // A single fast answer among slow ones ends nothing.
            ([9, 8, 2, 7, 6, 5, 4, 3], false),
            // What falls by less than 3 % is not waited for.
            ([1.02, 1.015, 1.01, 1.005, 1], true),
            // Only the newest count: the first five fell, the last five stay.
            ([9, 8, 7, 6, 5, 4, 4, 4, 4, 4], true),
        ])
    func settled(times: [Double], expected: Bool) {
        var settling = Settling()
        for time in times { settling.note(time) }
        #expect(settling.isSettled == expected)
    }

    @Test(
        "of an operation that takes long three times are enough, unless each was faster than the one before",
        arguments: [([5, 4], true), ([5, 4, 3], true), ([5, 4, 4.5], false), ([5, 4, 3, 3], false)])
    func falling(times: [Double], expected: Bool) {
        var settling = Settling()
        for time in times { settling.note(time) }
        #expect(settling.isFalling == expected)
    }
}
