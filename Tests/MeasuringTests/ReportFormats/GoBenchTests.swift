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
        #expect(report["BenchmarkA"]?.failures == 2)
    }

    @Test(
        "a line without a measurement is refused",
        arguments: [
            ("BenchmarkA 10 5", "report:1: error: no measurement in 'BenchmarkA 10 5'"),
            ("BenchmarkA 10 NaN ns/op", "report:1: error: 'NaN' is no finite number"),
            ("BenchmarkA 0 5 ns/op", "report:1: error: nothing was measured: n = 0"),
            ("BenchmarkA 10 5 ns/o", "report:1: error: no time an operation in 'BenchmarkA 10 5 ns/o'"),
        ])
    func refused(line: String, message: String) {
        #expect(refusal(line).hasPrefix(message + "\n"))
    }
}
