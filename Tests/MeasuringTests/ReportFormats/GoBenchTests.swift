import GateModel
import Testing

@Suite("go test -bench reports")
struct GoBenchTests {
    private static let run = """
        goos: linux
        goarch: amd64
        pkg: example.org/fib
        cpu: EPYC
        BenchmarkFib10-8   \t 5000000\t       325 ns/op\t      16 B/op\t       2 allocs/op
        BenchmarkFib10-8   \t 5000000\t       330.5 ns/op\t      16 B/op\t       2 allocs/op
        BenchmarkFib20-8   \t   30000\t     40537 ns/op\t  3.000 widgets
        PASS
        ok  \texample.org/fib\t3.614s

        """

    @Test("repeated lines are samples in seconds, with memory and allocations beside them")
    func samples() throws {
        let report = try report(Self.run)
        #expect(report.format == .goBench)
        let fib = try #require(report["example.org/fib.BenchmarkFib10-8"])
        #expect(fib.samples == [[3.25e-7, 3.305e-7]])
        #expect(fib.better == .lower)
        #expect(report["example.org/fib.BenchmarkFib10-8 B/op"]?.unit == .bytes)
        #expect(report["example.org/fib.BenchmarkFib10-8 allocs/op"]?.samples == [[2, 2]])
        #expect(
            report.benchmarks.filter { !$0.isDetail }.map(\.name) == [
                "example.org/fib.BenchmarkFib10-8", "example.org/fib.BenchmarkFib20-8",
            ])
    }

    @Test("two runs of the same revision are two processes")
    func runs() throws {
        let report = try report(Self.run + Self.run)
        #expect(
            report["example.org/fib.BenchmarkFib10-8"]?.samples == [
                [3.25e-7, 3.305e-7], [3.25e-7, 3.305e-7],
            ])
    }

    @Test("runs that say they are of two commits, or of two machines, are refused")
    func mixed() {
        #expect(
            refusal("commit: a1\n" + Self.run + "commit: b2\n" + Self.run) == """
                report:11: error: two of commit in one report: 'a1' and 'b2'
                  hint: give each revision's report by itself
                """)
        #expect(refusal(Self.run + Self.run.replacing("EPYC", with: "Xeon")).contains("two of cpu"))
    }

    @Test("a benchmark that failed makes the report doubtful")
    func failed() throws {
        let report = try report("BenchmarkA 10 5 ns/op\n--- FAIL: BenchmarkB\nFAIL\n")
        // The last line says the same once more.
        #expect(report["BenchmarkA"]?.failures == 1)
    }

    @Test(
        "a line without a measurement is refused",
        arguments: [
            ("BenchmarkA 10 5", "report:1: error: no measurement in 'BenchmarkA 10 5'"),
            ("BenchmarkA 10 NaN ns/op", "report:1: error: 'NaN' is no finite number"),
            ("BenchmarkA 0 5 ns/op", "report:1: error: nothing was measured: n = 0"),
            ("BenchmarkA 10 5 ns/o", "report:1: error: no measurement in 'BenchmarkA 10 5 ns/o'"),
        ])
    func refused(line: String, message: String) {
        #expect(refusal(line).hasPrefix(message + "\n"))
    }

    @Test("units of the benchmark's own are parts, also beside benchmarks that have no other")
    func ownUnits() throws {
        let report = try report(
            """
            pkg: x
            Unit text-bytes better=higher
            BenchmarkA-8 \t 100 \t 10.0 ns/op \t 5 MB/s \t 2 p99-ns/op \t -3 drift
            BenchmarkSize-8 \t 1 \t 100 text-bytes

            """)
        #expect(report.benchmarks.filter { !$0.isDetail }.map(\.name) == ["x.BenchmarkA-8"])
        #expect(report["x.BenchmarkA-8"]?.samples == [[1e-8]])
        #expect(report["x.BenchmarkA-8 MB/s"]?.better == .higher)
        #expect(report["x.BenchmarkA-8 p99-ns/op"]?.better == .lower)
        #expect(report["x.BenchmarkA-8 drift"]?.better == nil)
        #expect(report["x.BenchmarkA-8 drift"]?.samples == [[-3]])
        #expect(report["x.BenchmarkSize-8 text-bytes"]?.samples == [[100]])
        #expect(report["x.BenchmarkSize-8 text-bytes"]?.better == .higher)
        #expect(report["x.BenchmarkSize-8 text-bytes"]?.unit == .plain)
        #expect(
            report.notes == [
                "x.BenchmarkSize-8 has no time an operation: it is judged where '--benchmark' names it and its unit"
            ])
    }

    @Test("-cpu and -count make series and samples; sub-benchmarks keep their names")
    func series() throws {
        let report = try report(
            """
            BenchmarkSub/n=1   \t 100 \t 18 ns/op
            BenchmarkSub/n=1   \t 100 \t 12 ns/op
            BenchmarkSub/n=1-2 \t 100 \t 21 ns/op
            BenchmarkSub/n=1-2 \t 100 \t 23 ns/op

            """)
        #expect(report["BenchmarkSub/n=1"]?.samples == [[1.8e-8, 1.2e-8]])
        #expect(report["BenchmarkSub/n=1-2"]?.samples == [[2.1e-8, 2.3e-8]])
    }

    @Test("what a benchmark prints may stand between its name and its measurement")
    func printed() throws {
        let report = try report(
            """
            BenchmarkNoisy
            printed first
            BenchmarkNoisy-2            \tprinted meanwhile
            12 more lines
                 100\t       328.4 ns/op
            --- BENCH: BenchmarkNoisy-2
                a_test.go:7: logged
            Benchmarking is fun
            BenchmarkQuiet-2 \t 100 \t 5 ns/op
            BenchmarkSkipped-2 \t--- SKIP: BenchmarkSkipped-2
            PASS

            """)
        #expect(report.benchmarks.map(\.name) == ["BenchmarkNoisy-2", "BenchmarkQuiet-2"])
        #expect(isClose(report["BenchmarkNoisy-2"]?.samples?[0][0], 3.284e-7))
        #expect(report["BenchmarkQuiet-2"]?.failures == 0)
    }

    @Test(
        "a benchmark that was begun and never measured is refused",
        arguments: [
            "BenchmarkB-2 \tprinted meanwhile\n", "BenchmarkB-2 \t\n",
            "BenchmarkB-2 \tx\nBenchmarkC 1 2 ns/op\n",
        ])
    func neverMeasured(lines: String) {
        #expect(
            refusal("BenchmarkA 10 5 ns/op\n" + lines).hasPrefix(
                "report:2: error: no measurement in 'BenchmarkB-2"))
    }

    @Test("a benchmark that panics makes the report doubtful")
    func panics() throws {
        let report = try report("BenchmarkA 10 5 ns/op\nBenchmarkB-2 \tpanic: no\npanic: no\nFAIL\tx 0.1s\n")
        #expect(report["BenchmarkA"]?.failures == 1)
    }
}
