import Testing

@testable import GateModel

@Suite struct DataScaleTests {
    @Test(
        "at a smaller scale so much less is needed, but something where anything is",
        arguments: [(5000, 1250, 2500), (3, 1, 1), (1, 1, 1), (0, 0, 0)])
    func shares(whole: Int, quarter: Int, half: Int) {
        #expect(DataScale.quarter.share(of: whole) == quarter)
        #expect(DataScale.half.share(of: whole) == half)
        #expect(DataScale.whole.share(of: whole) == whole)
    }

    @Test(
        "ranges of values shrink with the data from their lower end, choices stay",
        arguments: [
            (InputValues.integers(1...5000), InputValues.integers(1...1250)),
            (.integers(100...199), .integers(100...124)), (.integers(7...7), .integers(7...7)),
            (.integers(-3...0), .integers(-3...(-3))),
            (.integers(Int.min...Int.max), .integers(Int.min...Int.max)),
            (.choices(["a", "b"]), .choices(["a", "b"])),
        ])
    func ranges(whole: InputValues, quarter: InputValues) {
        #expect(whole.drawn(at: .quarter) == quarter)
        #expect(whole.drawn(at: .whole) == whole)
    }

    @Test func aScaleIsWrittenAsTheCommandsGetIt() {
        #expect(DataScale.allCases.map(\.description) == ["0.25", "0.5", "1"])
    }
}
