import GateModel
import Testing

@Suite("hyperfine reports")
struct HyperfineTests {
    @Test("times are seconds, and every run is a process of its own")
    func sample() throws {
        let report = try ReportSample.read("hyperfine.json")
        #expect(report.format == .hyperfine)
        #expect(report.benchmarks.map(\.name) == ["true", "sleep 0.01"])
        let first = report.benchmarks[0]
        #expect(first.unit == .time)
        #expect(first.better == .lower)
        #expect(
            first.samples == [
                [0.000736559], [0.0007676860000000001], [0.001839885], [0.004062873], [0.0042637330000000005],
            ])
        #expect(first.failures == 0)
    }

    @Test("a run that did not end with 0 is a failed operation")
    func failures() throws {
        let report = try report(
            #"{"results": [{"command": "a", "times": [1, 2, 3], "exit_codes": [0, 2, null]}]}"#)
        #expect(report["a"]?.failures == 2)
    }

    @Test("without times there is a summary, and commands are told apart by their parameters")
    func summary() throws {
        let report = try report(
            #"""
            {"results": [{"command": "a", "mean": 1.5, "parameters": {"n": "1"}},
                         {"command": "a", "mean": 2.5, "parameters": {"n": "2"}}]}
            """#)
        #expect(report.benchmarks.map(\.name) == ["a (n=1)", "a (n=2)"])
        #expect(report["a (n=2)"]?.summary?[.mean] == 2.5)
    }

    @Test(
        "a time that no clock gives is refused where it stands",
        arguments: [
            (
                #"[1, -2]"#,
                "report: results[0].times[1]: error: -2.0 is below 0\n  hint: a clock that was set back measures this: measure again"
            ),
            (
                #"[1, "NaN"]"#,
                "report: results[0].times[1]: error: 'NaN' is no finite number\n  hint: measure again; a failed measurement has no number"
            ),
            (
                #"[]"#,
                "report: results[0].times: error: nothing was measured: n = 0\n  hint: run the benchmark, and let it end"
            ),
            (
                #"[1, NaN]"#,
                "report:1: error: expected a value, found 'N'\n  hint: the file is cut off, or holds NaN, which JSON cannot write"
            ),
        ])
    func refused(times: String, message: String) {
        #expect(refusal(#"{"results": [{"command": "a", "times": \#(times)}]}"#) == message)
    }

    @Test("one command twice cannot be told apart")
    func twice() {
        #expect(
            refusal(#"{"results": [{"command": "a", "times": [1]}, {"command": "a", "times": [2]}]}"#) == """
                report: error: the benchmark 'a' stands in it twice
                  hint: give one report a file, and every benchmark a name of its own
                """)
    }

    @Test("parameters may be numbers")
    func parameters() throws {
        let report = try report(
            #"""
            {"results": [{"command": "a", "mean": 1.5, "parameters": {"n": 1}},
                         {"command": "a", "mean": 2.5, "parameters": {"n": 2}}]}
            """#)
        #expect(report.benchmarks.map(\.name) == ["a (n=1)", "a (n=2)"])
    }

    @Test("another tool's results are not taken for those of commands")
    func otherResults() {
        #expect(
            refusal(#"{"results": [{"name": "a", "times": [1]}]}"#).hasPrefix(
                "report: error: the format is not known\n"))
    }
}
