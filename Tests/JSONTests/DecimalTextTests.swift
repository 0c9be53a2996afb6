import JSON
import Testing

@Suite struct DecimalTextTests {
    @Test(
        "a number is written in plain decimals, and reads back",
        arguments: [
            (0, "0"), (-0.0, "-0"), (3, "3"), (-1.5, "-1.5"), (0.000312, "0.000312"), (3.12e-5, "0.0000312"),
            (1.5e-7, "0.00000015"), (1e16, "10000000000000000"), (1.25e17, "125000000000000000"),
            (12345.678, "12345.678"), (.infinity, "inf"), (-.infinity, "-inf"),
        ] as [(Double, String)])
    func plain(number: Double, text: String) {
        #expect(number.decimalText == text)
        #expect(Double(decimalText: text) == number)
    }

    @Test(
        "numbers at the ends of what a double holds read back",
        arguments: [
            Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi, 0.1 + 0.2, 1 / 3,
        ])
    func ends(number: Double) {
        #expect(Double(decimalText: number.decimalText) == number)
        #expect(!number.decimalText.contains("e"))
    }

    @Test(
        "another spelling is refused",
        arguments: ["", "1.0", "1e3", "01", "+1", ".5", "1.", " 1", "0x1p3", "NaN"])
    func otherSpelling(text: String) {
        #expect(Double(decimalText: text) == nil)
    }

    @Test(
        "a duration is written in seconds, and reads back",
        arguments: [
            (Duration.seconds(120), "120 s"), (.milliseconds(250), "0.25 s"),
            (.nanoseconds(1), "0.000000001 s"),
            (.zero, "0 s"), (.milliseconds(-1500), "-1.5 s"),
        ])
    func duration(duration: Duration, text: String) {
        #expect(duration.decimalText == text)
        #expect(Duration(decimalText: text) == duration)
    }

    @Test(
        "another spelling of a duration is refused",
        arguments: ["1", "1.0 s", "1m", "--1 s", "1.2.3 s", "-0 s"])
    func otherDuration(text: String) {
        #expect(Duration(decimalText: text) == nil)
    }
}
