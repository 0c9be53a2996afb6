import GateModel
import Testing

@Suite("OpenMetrics reports")
struct OpenMetricsTests {
    private static let text = """
        # TYPE request_seconds histogram
        # UNIT request_seconds seconds
        # HELP request_seconds How long.
        request_seconds_bucket{path="/a",le="0.1"} 8
        request_seconds_bucket{path="/a",le="+Inf"} 10
        request_seconds_count{path="/a"} 10
        request_seconds_sum{path="/a"} 2.5
        # TYPE queue gauge
        queue{name="a \\"b\\""} 3 1700000000
        queue{name="a \\"b\\""} 5 1700000010
        # TYPE jobs counter
        jobs_total 7
        # EOF

        """

    @Test("distributions become summaries, gauges and counters become values")
    func kinds() throws {
        let report = try report(Self.text.replacing("le=\"+Inf\"", with: "le=\"9\""))
        #expect(report.format == .openMetrics)
        let request = try #require(report[#"request_seconds{path="/a"}"#])
        #expect(request.unit == .time)
        #expect(request.better == .lower)
        #expect(request.summary?.count == 10)
        // 2.5 s over 10 requests.
        #expect(request.summary?[.mean] == 0.25)
        #expect(report[#"queue{name="a "b""}"#]?.samples == [[3, 5]])
        #expect(report["jobs_total"]?.samples == [[7]])
        #expect(report["jobs_total"]?.better == nil)
    }

    @Test("a label may say +Inf, a value may not")
    func infinity() throws {
        #expect(try report(Self.text).benchmarks.count == 3)
        #expect(
            refusal("# TYPE a gauge\na +Inf\n# EOF\n").hasPrefix(
                "report:2: error: '+Inf' is no finite number"))
        #expect(
            refusal("# TYPE a gauge\na NaN\n# EOF\n").hasPrefix("report:2: error: 'NaN' is no finite number"))
    }

    @Test("half a text is not taken for all, nor are two for one")
    func ending() {
        #expect(
            refusal("# TYPE a gauge\na 1\n") == """
                report: error: the text ends without '# EOF'
                  hint: the file is cut off, or in Prometheus' older format, which has no end
                """)
        #expect(
            refusal("# TYPE a gauge\na 1\n# EOF\n# TYPE a gauge\na 2\n# EOF\n").hasPrefix(
                "report:4: error: something follows '# EOF'\n"))
    }

    @Test(
        "nothing measured, unknown units and malformed samples are refused",
        arguments: [
            ("# TYPE a summary\na_count 0\na_sum 0\n", "report:2: error: nothing was measured: n = 0"),
            ("# UNIT a furlongs\n", "report:1: error: unknown unit 'furlongs'"),
            ("# TYPE a wave\n", "report:1: error: unknown type 'wave'"),
            ("# TYPE a gauge\na{b=\"1 2\n", "report:2: error: malformed labels of 'a'"),
            ("# TYPE a gauge\na\n", "report:2: error: no sample in 'a'"),
        ])
    func refused(text: String, message: String) {
        #expect(refusal(text + "# EOF\n").hasPrefix(message + "\n"))
    }
}
