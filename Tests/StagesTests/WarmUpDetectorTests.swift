import Testing

@testable import Stages

@Suite struct WarmUpDetectorTests {
    @Test(
        "times have settled when the slope over the newest of them shows no fall",
        arguments: [
            // Fewer than six show no slope.
            ([], false), ([5], false), ([5, 4, 3.9, 3.9, 3.9], false),
            // Of fifteen pairs all have fallen, fourteen, ten and nine: p = .004, .012, .23 and .28.
            ([9, 8, 7, 6, 5, 4], false), ([9, 8, 7, 6, 4, 5], false), ([9, 7, 3, 5, 4, 6], false),
            ([9, 6, 8, 7, 5, 8], false),
            // The middle of the last three is that of the first three.
            ([9, 7, 6, 8, 5, 7], true),
            ([5, 5, 5, 5, 5, 5], true), ([1, 2, 3, 4, 5, 6], true),
            // A single fast answer among slow ones ends nothing.
            ([9, 8, 2, 7, 6, 5, 4, 3], false),
            // What falls by less than 3 % is not waited for.
            ([1.02, 1.016, 1.012, 1.008, 1.004, 1], true),
            // Only the newest two thirds count.
            ([9, 8, 7, 4, 4, 4, 4, 4, 4], true),
        ])
    func settled(times: [Double], expected: Bool) {
        var settling = WarmUpDetector()
        for time in times { settling.note(time) }
        #expect(settling.isSettled == expected)
    }

    @Test(
        "that a warm-up was not over is told where it is shown, of few times where each was faster",
        arguments: [
            ([5, 4], true), ([5, 4, 3], true), ([5, 4, 4.5], false), ([5, 4, 3, 3], false),
            ([9, 8, 7, 6, 4, 5], true), ([9, 6, 8, 7, 5, 8], false),
        ])
    func falling(times: [Double], expected: Bool) {
        var settling = WarmUpDetector()
        for time in times { settling.note(time) }
        #expect(settling.isFalling == expected)
    }

    /// Between −1 and 1, the same on every machine.
    private struct Noise {
        var state: UInt64

        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-52 - 1
        }
    }

    /// How many times it took, and the true time of an answer then.
    private func length(seed: UInt64, _ typical: (Int) -> Double) -> (times: Int, level: Double) {
        var noise = Noise(state: seed)
        var settling = WarmUpDetector()
        for number in 0..<100 {
            settling.note(typical(number) * (1 + 0.15 * noise.next()))
            if settling.isSettled { return (number + 1, typical(number)) }
        }
        return (100, typical(99))
    }

    @Test("times that are steady settle soon, however they scatter")
    func steady() {
        let lengths = (1...200).map { length(seed: UInt64($0) &* 7919) { _ in 10 }.times }
        // Six at least; 6.4 on average.
        #expect(lengths.count { $0 == WarmUpDetector.fewest } >= 140)
        #expect(lengths.allSatisfy { $0 <= 20 })
    }

    /// Four times as long at first, and so much of the excess is left after every answer. By minima half of them ended at
    /// the third answer.
    @Test(
        "times that fall are waited for until the fall is over, mostly even where it is slow",
        arguments: [(0.75, 195), (11.0 / 12, 130)])
    func warmingUp(left: Double, enough: Int) {
        let ends = (1...200).map { seed in
            length(seed: UInt64(seed) &* 104_729) { 10 + 30 * pow(left, $0) }
        }
        #expect(ends.count { $0.level < 11 } >= enough)
    }

    private func pow(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }
}
