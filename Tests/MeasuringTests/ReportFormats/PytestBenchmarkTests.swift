import GateModel
import Testing

@Suite("pytest-benchmark reports")
struct PytestBenchmarkTests {
    @Test("rounds are seconds a call, and those that are left out are mentioned")
    func sample() throws {
        let report = try ReportSample.read("pytest-benchmark.json")
        #expect(report.format == .pytestBenchmark)
        let one = try #require(report["test_b.py::test_x"])
        let samples = try #require(one.samples)
        #expect(samples.count == 1)
        #expect(samples[0][0] == 1.869333307998507e-06)
        #expect(
            report.notes == [
                "test_b.py::test_x: \(samples[0].count) of its 35785 rounds are in the report, the rest is unknown"
            ])
    }

    private func text(
        _ data: String, rounds: Int = 2, own: String = "",
        top: String = #""commit_info": {"id": "a1", "dirty": false},"#
    ) -> String {
        #"{\#(top) "benchmarks": [{"name": "t", \#(own) "stats": {"mean": 1.5, "rounds": \#(rounds)\#(data)}}]}"#
    }

    @Test("without its rounds a benchmark is a summary")
    func summary() throws {
        #expect(try report(text(""))["t"]?.summary?.count == 2)
        #expect(try report(text(#", "data": [1.5, "… omitted"]"#))["t"]?.summary?[.mean] == 1.5)
    }

    @Test("a dirty work tree is mentioned")
    func dirty() throws {
        let text = text(#", "data": [1, 2]"#, top: #""commit_info": {"id": "a1", "dirty": true},"#)
        #expect(try report(text).notes == ["measured in a work tree with changes that no commit has"])
    }

    @Test("benchmarks of two commits in one report are refused")
    func mixed() {
        #expect(
            refusal(text("", own: #""commit_info": {"id": "b2"},"#)) == """
                report: benchmarks[0].commit_info.id: error: two of commit in one report: 'a1' and 'b2'
                  hint: give each revision's report by itself
                """)
    }

    @Test("no rounds, and rounds that are no numbers, are refused")
    func refused() {
        #expect(refusal(text("", rounds: 0)).contains("stats.rounds: error: nothing was measured: n = 0"))
        #expect(refusal(text(#", "data": []"#)).contains("stats.data: error: nothing was measured: n = 0"))
        #expect(
            refusal(text(#", "data": [1, "inf"]"#)).contains(
                "stats.data[1]: error: 'inf' is no finite number"))
    }
}
