import GateModel
import Testing

@Suite("Locust reports")
struct LocustTests {
    @Test("the histogram of milliseconds becomes a summary in seconds")
    func sample() throws {
        let report = try ReportSample.read("locust.json")
        #expect(report.format == .locust)
        #expect(report.benchmarks.map(\.name) == ["GET /", "GET /nope"])
        let home = report.benchmarks[0]
        #expect(home.summary?.count == 45)
        // 306.357… ms over 45 requests.
        #expect(isClose(home.summary?[.mean], 306.3571349993026 / 45 / 1000))
        // 1 of 2 ms, 5 of 3, 6 of 4: 12; 17 of 5: 29, past 22.5.
        #expect(home.summary?[.median] == 0.005)
        // 0.95·45 = 42.75: the 43rd, one of two of 14 ms.
        #expect(home.summary?[.quantile(0.95)] == 0.014)
        #expect(isClose(home.summary?[.max], 0.05465352700002768))
        #expect(home.failures == 0)
    }

    @Test("failed requests are counted")
    func failures() throws {
        #expect(try ReportSample.read("locust.json")["GET /nope"]?.failures == 51)
    }

    @Test("a number of failures that no load has is refused", arguments: ["1e300", "0.5"])
    func impossibleFailures(count: String) {
        let text = #"""
            [{"name": "/", "num_requests": 1, "num_failures": \#(count), "total_response_time": 9,
              "response_times": {"9": 1}}]
            """#
        #expect(
            refusal(text) == """
                report: [0].num_failures: error: a whole number is wanted here
                  hint: the report was changed, or comes from another version of the tool
                """)
    }

    @Test(
        "the CSV is refused: it may lack the end of the test",
        arguments: [
            "Type,Name,Request Count,Failure Count\nGET,/,45,0\n",
            "Timestamp,User Count,Type,Name\n1,2,GET,/\n",
            "\"Type\",\"Name\",\"Request Count\",\"Failure Count\"\n",
        ])
    func staleCSV(text: String) {
        #expect(
            refusal(text) == """
                report:1: error: Locust's CSV is not read: it is written while the test runs, and may lack the end of it
                  hint: run Locust with '--headless --json' and give what it prints
                """)
    }

    @Test(
        "no requests, and a histogram that lacks some, are refused",
        arguments: [
            (
                0, "{}",
                "report: [0].num_requests: error: nothing was measured: n = 0\n  hint: run the benchmark, and let it end"
            ),
            (
                3, #"{"5": 2}"#,
                "report: [0].response_times: error: it has 2 of 3 requests\n  hint: the report was changed, or comes from another version of the tool"
            ),
            (
                1, #"{"nan": 1}"#,
                "report: [0].response_times.nan: error: 'nan' is no finite number\n  hint: measure again; a failed measurement has no number"
            ),
        ])
    func refused(requests: Int, histogram: String, message: String) {
        let text = #"""
            [{"name": "/", "num_requests": \#(requests), "num_failures": 0, "total_response_time": 9,
              "min_response_time": 1, "max_response_time": 5, "response_times": \#(histogram)}]
            """#
        #expect(refusal(text) == message)
    }
}
