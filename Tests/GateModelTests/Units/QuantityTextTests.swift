import GateModel
import Testing

@Suite struct QuantityTextTests {
    @Test(
        "a value is shown in the largest unit that leaves a number of at least one",
        arguments: [
            (MetricUnit.time, 0.000312, "312 µs"), (.time, 0.0419, "41.9 ms"), (.time, 1, "1 s"),
            (.time, 0.9995, "1 s"), (.time, 0.9994, "999 ms"), (.time, 0.00099951, "1 ms"),
            (.time, 0, "0 µs"), (.time, -0.0005, "−500 µs"), (.time, 3600, "3600 s"),
            (.time, 0.00000002, "0.02 µs"),
            (.bytes, 24_100_000, "24.1 MB"), (.bytes, 999, "999 B"), (.bytes, 999.6, "1 KB"),
            (.bytes, 1000, "1 KB"), (.bytes, 2_500_000_000, "2.5 GB"), (.bytes, -2048, "−2.05 KB"),
            (.bytes, 0, "0 B"), (.bytes, 0.4, "0.4 B"),
            (.count, 6, "6"), (.count, 2.6666666, "2.67"), (.count, 12345, "12345"),
            (.share, 0.126, "12.6 %"), (.share, 0.0001, "0.01 %"), (.share, 0, "0 %"), (.share, 1, "100 %"),
            (.rate, 1250.4, "1250/s"), (.rate, 0.5, "0.5/s"), (.plain, 95.5, "95.5"), (.plain, -3, "−3"),
        ])
    func valuesInTheirUnits(unit: MetricUnit, value: Double, text: String) {
        #expect(unit.text(value) == text)
    }

    @Test(
        "three significant digits without an exponent, and no trailing zeros",
        arguments: [
            (0.0312, "0.0312"), (12.6, "12.6"), (1250, "1250"), (0, "0"), (-0.0, "0"), (1, "1"), (1.005, "1"),
            (0.1, "0.1"), (0.1234, "0.123"), (9.996, "10"), (99.96, "100"), (999.5, "1000"), (1000.4, "1000"),
            (123_456.7, "123457"), (-12.34, "−12.3"), (0.000000001, "0.000000001"), (1e-12, "0"),
            (-1e-12, "0"),
            (1e17, "100000000000000000"), (1e20, "1e+20"), (-1e20, "−1e+20"),
            (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "not a number"),
        ])
    func threeDigits(value: Double, text: String) {
        #expect(significant(value) == text)
    }

    @Test(
        "a change has its sign, with a real minus",
        arguments: [
            (0.126, "+12.6 %"), (-0.03, "−3 %"), (0, "+0 %"), (-0.0, "+0 %"), (-1e-14, "+0 %"),
            (2.5, "+250 %"),
            (0.000001, "+0.0001 %"), (.infinity, "+∞ %"), (.nan, "not a number"),
        ])
    func changes(share: Double, text: String) {
        #expect(changeText(share) == text)
    }

    @Test("a share that is no number is no percentage")
    func noPercentage() {
        #expect(percentText(.nan) == "not a number")
        #expect(percentText(-0.125) == "−12.5 %")
    }

    @Test(
        "a declared time in minutes where they are whole",
        arguments: [
            (Duration.milliseconds(500), "500 ms"), (.seconds(10), "10 s"), (.seconds(60), "1 min"),
            (.seconds(90), "90 s"), (.seconds(3600), "60 min"), (.zero, "0 µs"),
        ])
    func durations(duration: Duration, text: String) {
        #expect(durationText(duration) == text)
    }
}
