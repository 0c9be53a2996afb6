import GateModel
import Testing

@Suite("go test -json reports")
struct GoTestEventsTests {
    private func events(_ outputs: [(package: String, text: String)]) -> String {
        outputs.map { package, text in
            let escaped = text.replacing("\t", with: "\\t").replacing("\n", with: "\\n")
            return
                #"{"Time":"2026-01-01T00:00:00Z","Action":"output","Package":"\#(package)","Output":"\#(escaped)"}"#
        }.joined(separator: "\n") + "\n"
    }

    @Test("a name and its measurement come in two events, and packages take turns")
    func pieces() throws {
        let report = try report(
            events([
                ("x", "goos: linux\n"), ("x", "pkg: x\n"), ("y", "goos: linux\n"), ("y", "pkg: y\n"),
                ("x", "BenchmarkA-8 \t"), ("y", "BenchmarkA-8 \t 10\t 7 ns/op\n"),
                ("x", "     100\t 5 ns/op\t 3 B/op\n"),
                ("x", "BenchmarkB-8 \t"), ("x", "printed meanwhile\n"), ("x", "     100\t 9 ns/op\n"),
            ]))
        #expect(report.format == .goBench)
        #expect(report["x.BenchmarkA-8"]?.samples == [[5e-9]])
        #expect(report["x.BenchmarkB-8"]?.samples == [[9e-9]])
        #expect(report["y.BenchmarkA-8"]?.samples == [[7e-9]])
        #expect(report["x.BenchmarkA-8 B/op"]?.unit == .bytes)
    }

    @Test("without a line 'pkg:' the event's own package is the name's")
    func package() throws {
        let report = try report(events([("x", "BenchmarkA-8 \t 10\t 7 ns/op\n")]))
        #expect(report.benchmarks.map(\.name) == ["x.BenchmarkA-8"])
    }

    @Test("a package that fails, or is not built, makes the report doubtful")
    func failures() throws {
        let measured = events([("x", "BenchmarkA-8 \t 10\t 7 ns/op\n")])
        for line in [
            #"{"Action":"fail","Package":"x","Test":"BenchmarkB"}"#,
            #"{"Action":"build-fail","ImportPath":"y"}"#,
            "FAIL\ty [build failed]",
        ] {
            #expect(try report(measured + line + "\n")["x.BenchmarkA-8"]?.failures == 1)
        }
        #expect(try report("# y\n./y.go:3: undefined\n" + measured)["x.BenchmarkA-8"]?.failures == 0)
    }

    @Test("events that are cut off are refused: in a line, and between a name and its measurement")
    func cutOff() {
        let text = events([("x", "BenchmarkA-8 \t 10\t 7 ns/op\n"), ("x", "BenchmarkB-8 \t")])
        #expect(refusal(text).hasPrefix("report: error: no measurement in 'BenchmarkB-8"))
        #expect(refusal(String(text.dropLast(9))).hasPrefix("report:2: error: the JSON text ends too early"))
        #expect(refusal(events([("x", "ok x\n")])).hasPrefix("report: error: nothing was measured: n = 0"))
    }
}
