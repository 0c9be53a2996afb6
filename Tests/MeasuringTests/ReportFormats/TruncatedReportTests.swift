import GateModel
import Measuring
import Testing

/// A report that was cut off, or garbled, is refused or has less in it; it never stops the program.
@Suite("Truncated reports")
struct TruncatedReportTests {
    @Test(
        "a JSON report that is cut off anywhere is refused",
        arguments: ReportSample.ours.filter { $0.hasSuffix(".json") })
    func json(name: String) throws {
        var bytes = try ReportSample.bytes(name)
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        for end in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 200)) {
            #expect(throws: BenchmarkFormatError.self, "cut at \(end)") { try report(Array(bytes[..<end])) }
        }
    }

    @Test("points that are cut off inside a line are refused, at a line's end there are fewer")
    func points() throws {
        let bytes = try ReportSample.bytes("k6-points.ndjson")
        let whole = try #require(try report(bytes)["http_req_duration"]?.samples?[0])
        for end in stride(from: 1, to: bytes.count, by: 97) {
            let rest = Array(bytes[..<end])
            // With the line feed, and without it, a line is whole.
            guard bytes[end] == 0x0a || rest.last == 0x0a else {
                #expect(throws: BenchmarkFormatError.self, "cut at \(end)") { try report(rest) }
                continue
            }
            let samples = try report(rest)["http_req_duration"]?.samples?[0] ?? []
            #expect(whole.starts(with: samples))
        }
    }

    @Test(
        "texts that are cut off anywhere are refused or have less in them",
        arguments: [
            "BenchmarkA-8  10  5 ns/op  3 B/op\nBenchmarkB-8  10  6.5 ns/op\nPASS\n",
            "test a b ... bench:   329 ns/iter (+/- 4)\ntest c ... bench:   1,329 ns/iter (+/- 4)\n",
            "a   time:   [1.1 ms 1.2 ms 1.3 ms]\n                  b   time:   [1.1 ms 1.2 ms 1.3 ms]\n",
            "group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count\na,b,1,,,300,ns,17\n",
            "12.5\n13.5\n",
        ])
    func texts(text: String) throws {
        let whole = try report(text)
        for end in 0..<text.utf8.count {
            do throws(BenchmarkFormatError) {
                let rest = try report(Array(text.utf8.prefix(end)))
                #expect(rest.benchmarks.count <= whole.benchmarks.count)
            } catch {
                #expect(error.description.contains("error: "))
            }
        }
    }

    @Test(
        "XML and OpenMetrics that are cut off anywhere are refused",
        arguments: [
            "<testsuite><testcase name=\"a\" time=\"1\"><failure>x</failure></testcase></testsuite>",
            "# TYPE a gauge\na{b=\"c\"} 1 1700000000\na_total 3\n# EOF",
        ])
    func closed(text: String) throws {
        _ = try report(text)
        for end in 0..<text.utf8.count {
            #expect(throws: BenchmarkFormatError.self) { try report(Array(text.utf8.prefix(end))) }
        }
    }

    @Test("a byte that is changed anywhere stops nothing", arguments: ReportSample.ours)
    func garbled(name: String) throws {
        let bytes = try ReportSample.bytes(name)
        for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 20)) {
            for byte in [0, UInt8(ascii: "-"), UInt8(ascii: "\""), UInt8(ascii: "9"), 0xff] {
                var garbled = bytes
                garbled[index] = byte
                do throws(BenchmarkFormatError) {
                    let report = try report(garbled)
                    #expect(
                        report.benchmarks.allSatisfy { $0.samples?.joined().allSatisfy(\.isFinite) ?? true })
                } catch {
                    #expect(!error.message.isEmpty)
                }
            }
        }
    }
}
