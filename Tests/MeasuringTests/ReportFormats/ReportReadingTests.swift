import GateModel
import Measuring
import Testing

@Suite("Reading reports")
struct ReportReadingTests {
    @Test(
        "plain numbers are taken in the unit that is named",
        arguments: [("ms", 0.0125), ("s", 12.5), ("us", 12.5e-6)])
    func numbers(unit: String, seconds: Double) throws {
        let report = try readReport(
            Array("# comment\n12.5\n\n12.5\r\n".utf8), file: "f", unit: ReportUnit.named(unit))
        #expect(report.benchmarks[0].samples == [[seconds, seconds]])
        #expect(report.benchmarks[0].unit == .time)
    }

    @Test("a unit goes there and back without a change", arguments: ReportUnit.all)
    func units(unit: ReportUnit) {
        #expect(unit.amount(ofBase: unit.base(0)) == 0)
        for amount in [1, 12.5, 43.2, 1e6] {
            #expect(isClose(unit.amount(ofBase: unit.base(amount)), amount))
        }
    }

    @Test(
        "what is no list of numbers is refused, with the line",
        arguments: [
            ("", "report: error: the file is empty"), (" \n\n", "report: error: the file is empty"),
            ("1\nNaN\n", "report:2: error: 'NaN' is no finite number"),
            ("1\n-inf\n", "report:2: error: '-inf' is no finite number"),
            ("1\n1e999\n", "report:2: error: '1e999' is no finite number"),
            ("1\nfast\n", "report:2: error: 'fast' is no number"),
            ("1\n0x10\n", "report:2: error: '0x10' is no number"),
            ("1\n2 3\n", "report:2: error: 2 words in a line"),
            ("# only\n", "report: error: nothing was measured: n = 0"),
            ("hello world\n", "report: error: the format is not known"),
            ("{}", "report: error: the format is not known"),
            ("[]", "report: error: nothing was measured: n = 0"),
            ("{} {}", "report:1: error: something follows the JSON value"),
            ("5 apples\n", "report: error: the format is not known"),
        ])
    func refused(text: String, message: String) {
        #expect(refusal(text).hasPrefix(message + "\n"))
    }

    @Test("a negative number has no unit")
    func negative() {
        #expect { try readReport(Array("-1\n".utf8), file: "f", unit: .seconds) } throws: {
            "\($0)".hasPrefix("f:1: error: -1.0 is below 0")
        }
    }

    @Test("a report has its own units")
    func twoUnits() {
        #expect {
            try readReport(ReportSample.bytes("hyperfine.json"), file: "h.json", unit: .seconds)
        } throws: {
            "\($0)" == """
                h.json: error: this is a report of hyperfine, which has its own units
                  hint: leave '--unit' out
                """
        }
    }

    @Test("a format that is named is read as that, or refused")
    func named() throws {
        #expect(try report("1\n2\n", as: .numbers).format == .numbers)
        #expect(refusal("1\n2\n", as: .goBench).hasPrefix("report: error: nothing was measured: n = 0"))
        #expect(refusal(#"{"results": []}"#, as: .jmh).contains("a list is wanted here"))
        for name in ReportSample.ours {
            let bytes = try ReportSample.bytes(name)
            let recognised = try report(bytes)
            #expect(try report(bytes, as: recognised.format) == recognised)
        }
    }

    @Test("what a report says is quoted without its control characters")
    func hostile() {
        #expect(refusal("1\n\u{1b}[31mred\n").hasPrefix("report:2: error: '\u{FFFD}[31mred' is no number"))
    }
}
