import GateModel
import Statistics
import Testing

@testable import Measuring

@Suite struct OpenPaceTests {
    private func times(_ load: OpenLoad) -> [UInt64] {
        var pace = OpenPace(load)
        var times: [UInt64] = []
        while let time = pace.nextTime {
            times.append(time)
            pace.advance()
        }
        return times
    }

    @Test("sends as many as rate and time say, at equal distances")
    func equal() {
        let times = times(OpenLoad(rate: 200, time: .seconds(5)))
        #expect(times.count == 1000)
        #expect(times.prefix(3) == [0, 5_000_000, 10_000_000])
        #expect(times.last == 4_995_000_000)
    }

    @Test("grows from nothing, and what is sent then does not count")
    func ramp() {
        let load = OpenLoad(rate: 100, time: .seconds(1), ramp: .seconds(4))
        var pace = OpenPace(load)
        // Half of 100 a second over 4 s.
        #expect(pace.rampCount == 200)
        #expect(pace.count == 300)
        #expect(!pace.isMeasured && pace.measuredLeft == 100)
        for _ in 0..<200 { pace.advance() }
        #expect(pace.isMeasured && pace.nextTime == 4_000_000_000)
        pace.advance()
        #expect(pace.measuredLeft == 99)
        // After half of the ramp a quarter of its requests: √(2 · 50 · 4 / 100) = 2 s.
        #expect(times(load)[50] == 2_000_000_000)
    }
}

@Suite struct OperationMixTests {
    private func drawn(_ count: Int, _ mix: OperationMix) -> [Int?] {
        var (mix, generator) = (mix, SeededGenerator(seed: 7))
        return (0..<count).map { _ in mix.next(&generator) }
    }

    @Test("a list has each operation so many times, in a drawn order, and ends")
    func listed() {
        var generator = SeededGenerator(seed: 3)
        let order = drawn(13, OperationMix(operations: 3, times: 4, using: &generator))
        #expect(order.last == .some(nil))
        #expect((0..<3).map { operation in order.count { $0 == operation } } == [4, 4, 4])
        #expect(order.dropLast().compactMap(\.self) != order.dropLast().compactMap(\.self).sorted())
    }

    @Test("weights are how often, without end")
    func weighted() {
        let order = drawn(10_000, OperationMix(weights: [1, 3]))
        let second = order.count { $0 == 1 }
        // 7500 ± four standard deviations of 43.
        #expect((7327...7673).contains(second))
        #expect(drawn(3, OperationMix(weights: [5])) == [0, 0, 0])
    }
}
