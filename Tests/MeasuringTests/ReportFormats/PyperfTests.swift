import GateModel
import Testing

@Suite("pyperf reports")
struct PyperfTests {
    @Test("each run is a process; one that calibrated has no values")
    func sample() throws {
        let report = try ReportSample.read("pyperf.json")
        #expect(report.format == .pyperf)
        let one = try #require(report["timeit"])
        #expect(one.unit == .time)
        #expect(one.samples?.count == 10)
        #expect(one.samples?[0] == [7.987283974885263e-09, 8.473553568127967e-09])
    }

    @Test("the unit is the benchmark's, and one that is unknown is refused")
    func units() throws {
        func text(_ unit: String) -> String {
            #"{"benchmarks": [{"metadata": {"name": "m", "unit": "\#(unit)"}, "runs": [{"values": [3]}]}]}"#
        }
        #expect(try report(text("byte"))["m"]?.unit == .bytes)
        #expect(
            refusal(text("stone")).hasPrefix(
                "report: benchmarks[0].metadata.unit: error: unknown unit 'stone'"))
    }

    @Test("runs that only calibrated measured nothing")
    func nothing() {
        #expect(
            refusal(#"{"benchmarks": [{"metadata": {"name": "m"}, "runs": [{"warmups": [[1, 2]]}]}]}"#)
                .contains("benchmarks[0]: error: nothing was measured: n = 0"))
    }
}
