import GateModel
import Testing

@Suite("google-benchmark reports")
struct GoogleBenchmarkTests {
    @Test("repetitions are samples, the rows that sum them up are not")
    func sample() throws {
        let report = try ReportSample.read("google-benchmark.json")
        #expect(report.format == .googleBenchmark)
        #expect(report.benchmarks.map(\.name) == ["BM_x/8/repeats:3", "BM_x/8/repeats:3 cpu_time"])
        let samples = try #require(report.benchmarks[0].samples)
        #expect(samples.map(\.count) == [3])
        #expect(isClose(samples[0][0], 1.1107903206160859e-8))
        #expect(report.benchmarks[1].isDetail)
    }

    private func row(_ more: String) -> String {
        #"{"context": {}, "benchmarks": [{"name": "a", "iterations": 10, \#(more)}]}"#
    }

    @Test("the time unit is the row's own", arguments: [("ns", 3e-9), ("us", 3e-6), ("ms", 3e-3), ("s", 3)])
    func units(unit: String, seconds: Double) throws {
        let report = try report(row(#""real_time": 3, "time_unit": "\#(unit)""#))
        #expect(report["a"]?.samples == [[seconds]])
    }

    @Test("aggregates alone make a summary")
    func aggregates() throws {
        let text = row(
            #""run_type": "aggregate", "aggregate_name": "median", "real_time": 3, "time_unit": "ms""#)
        #expect(try report(text)["a"]?.summary?[.median] == 0.003)
    }

    @Test("a row that reports an error is a failed operation")
    func error() throws {
        let text = #"""
            {"benchmarks": [
              {"name": "a", "repetition_index": 0, "iterations": 9, "real_time": 3, "time_unit": "ms"},
              {"name": "a", "repetition_index": 1, "error_occurred": true, "error_message": "no"}]}
            """#
        #expect(try report(text)["a"]?.failures == 1)
    }

    @Test("no iterations, unknown units and two runs in one report are refused")
    func refused() {
        #expect(
            refusal(row(#""real_time": 3, "time_unit": "fortnight""#))
                == """
                report: benchmarks[0].time_unit: error: unknown unit 'fortnight'
                  hint: known here: ps, ns, us, ms, s, m, h, B, KB, MB, GB, KiB, MiB, GiB, %, count, /s
                """)
        #expect(
            refusal(#"{"benchmarks": [{"name": "a", "iterations": 0, "real_time": 3, "time_unit": "ms"}]}"#)
                .contains("benchmarks[0].iterations: error: nothing was measured: n = 0"))
        let one = #"{"name": "a", "repetition_index": 0, "iterations": 9, "real_time": 3, "time_unit": "ms"}"#
        #expect(
            refusal(#"{"benchmarks": [\#(one), \#(one)]}"#).contains(
                "benchmarks[1]: error: the benchmark 'a' stands in it twice"))
    }

    @Test("repetitions need no number where the rows say how many there are")
    func withoutIndex() throws {
        let one =
            #"{"name": "a", "run_type": "iteration", "repetitions": 2, "iterations": 9, "real_time": 3, "time_unit": "ms"}"#
        #expect(try report("{\"benchmarks\": [\(one), \(one)]}")["a"]?.samples == [[0.003, 0.003]])
        #expect(
            refusal("{\"benchmarks\": [\(one), \(one), \(one)]}").contains(
                "benchmarks[2]: error: the benchmark 'a' stands in it twice"))
    }

    @Test(
        "versions before 1.5 tell sums by the end of the name, and one set of them makes the repetitions one run's"
    )
    func oldVersion() throws {
        func row(_ name: String, _ time: Double) -> String {
            #"{"name": "\#(name)", "iterations": 9, "real_time": \#(time), "cpu_time": 1, "time_unit": "ms"}"#
        }
        let rows = [
            row("a", 3), row("a", 5), row("a_mean", 4), row("a_median", 4), row("a_stddev", 1),
            row("my_mean", 7),
        ]
        let report = try report("{\"benchmarks\": [\(rows.joined(separator: ", "))]}")
        #expect(report.benchmarks.filter { !$0.isDetail }.map(\.name) == ["a", "my_mean"])
        #expect(report["a"]?.samples == [[0.003, 0.005]])
        for doubled in [rows[0...1], rows[0...2] + rows[0...2]] {
            #expect(
                refusal("{\"benchmarks\": [\(doubled.joined(separator: ", "))]}").contains(
                    "the benchmark 'a' stands in it twice"))
        }
    }

    @Test("fitted curves and deviations are no benchmarks, and what was skipped is mentioned")
    func fits() throws {
        let report = try report(
            #"""
            {"context": {"library_build_type": "debug", "cpu_scaling_enabled": true}, "benchmarks": [
              {"name": "a/8", "run_name": "a/8", "run_type": "iteration", "iterations": 9, "real_time": 3, "time_unit": "ms"},
              {"name": "a_BigO", "run_name": "a", "run_type": "aggregate", "aggregate_name": "BigO", "big_o": "N",
               "real_coefficient": 1.5, "cpu_coefficient": 1.5, "time_unit": "ns"},
              {"name": "a_RMS", "run_name": "a", "run_type": "aggregate", "aggregate_name": "RMS", "rms": 0.01},
              {"name": "b", "run_name": "b", "run_type": "iteration", "skipped": true, "skip_message": "no"}]}
            """#)
        #expect(report.benchmarks.map(\.name) == ["a/8"])
        #expect(
            report.notes == [
                "the benchmark library was built for debugging, which makes times longer",
                "the processor changed its clock while this was measured", "b was skipped",
            ])
    }
}
