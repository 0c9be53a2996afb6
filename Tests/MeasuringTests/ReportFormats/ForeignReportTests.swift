import GateModel
import Testing

@Suite("Reports that are not read")
struct ForeignReportTests {
    @Test(
        "are named by what is in them",
        arguments: [
            ("JMeter (JTL)", "timeStamp,elapsed,label,responseCode,success\n1700000000000,12,a,200,true\n"),
            ("JMeter (JTL)", "1700000000000,12,home,200,OK,Group 1-1,text,true,,512,1,1,http://x/,10,0,1\n"),
            (
                "JMeter (JTL)",
                "<?xml version=\"1.0\"?>\n<testResults version=\"1.2\"><httpSample t=\"12\"/></testResults>"
            ),
            ("JMeter (JTL)", #"{"Total": {"transaction": "Total", "sampleCount": 3}}"#),
            ("Gatling", "RUN\tsim.Basic\tbasic\t1700000000000\t \t3.9.0\nREQUEST\t\thome\t1\t2\tOK\t \n"),
            ("Gatling", #"{"type": "GROUP", "name": "All Requests", "stats": {}, "contents": {}}"#),
            ("Gatling", "\n====\n---- Global Information ------\n> request count 5\n"),
            (
                "wrk",
                "Running 10s test @ http://localhost\n  2 threads and 10 connections\n  Thread Stats   Avg      Stdev\n"
            ),
            ("hey", "\nSummary:\n  Total:\t1.02 secs\n  Slowest:\t0.1 secs\n  Requests/sec:\t200\n"),
            (
                "hey",
                "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n"
            ),
            (
                "oha",
                "Summary:\n  Success rate:\t100.00%\n  Total:\t1 sec\n  Slowest:\t1\n  Requests/sec:\t9\n"
            ),
            (
                "oha",
                #"{"summary": {"successRate": 1}, "responseTimeHistogram": {}, "latencyPercentiles": {}}"#
            ),
            ("vegeta", "Requests      [total, rate, throughput]         50, 50.99, 50.9\n"),
            ("vegeta", #"{"latencies": {"total": 1, "mean": 1}, "bytes_in": {"total": 1}, "requests": 5}"#),
            (
                "vegeta",
                "{\"attack\":\"\",\"seq\":0,\"code\":200,\"latency\":12}\n{\"attack\":\"\",\"seq\":1,\"code\":200,\"latency\":12}\n"
            ),
            ("vegeta", "1700000000000000000,200,1234567,0,12,,aGk=,,0,GET,http://x/,\n"),
            ("ApacheBench (ab)", "This is ApacheBench, Version 2.3 <$Revision: 1 $>\n"),
            (
                "ApacheBench (ab)",
                "starttime\tseconds\tctime\tdtime\tttime\twait\nMon Jan 1\t1700000000\t0\t1\t1\t1\n"
            ),
            ("ApacheBench (ab)", "Percentage served,Time in ms\n0,0.1\n"),
            ("BenchmarkDotNet", "```\n\nBenchmarkDotNet v0.13.12, Ubuntu\n\n```\n| Method |     Mean |\n"),
            (
                "BenchmarkDotNet",
                "|     Method |     Mean |    Error |\n|----------- |---------:|---------:|\n"
            ),
            ("BenchmarkDotNet", "Method;Job;AnalyzeLaunchVariance;Mean\nA;DefaultJob;False;1 us\n"),
            ("BenchmarkDotNet", #"{"Title": "x", "HostEnvironmentInfo": {}, "Benchmarks": []}"#),
            ("Catch2", "<?xml version=\"1.0\"?><Catch2TestRun name=\"x\"><TestCase/></Catch2TestRun>"),
            (
                "Catch2",
                "Randomness seeded to: 1\nbenchmark name                       samples       iterations    estimated\n"
            ),
            ("Catch2", #"{"version": 1, "metadata": {"catch2-version": "3.5"}, "test-run": {}}"#),
            ("vitest", #"{"files": [{"filepath": "a.bench.ts", "groups": []}]}"#),
            ("vitest", "\n RUN  v1.6.0 /x\n\n ✓ a.bench.ts (2) 1234ms\n"),
            ("vitest", "     name                 hz     min     max    mean     p75\n"),
            ("Jest and vitest as JSON", #"{"numTotalTests": 3, "testResults": []}"#),
            ("JMH as text or CSV", "# JMH version: 1.37\n# VM version: 21\n"),
            (
                "JMH as text or CSV",
                "Benchmark          Mode  Cnt  Score   Error  Units\nA.b  thrpt  5  1.0 ± 0.1  ops/s\n"
            ),
            ("JMH as text or CSV", "\"Benchmark\",\"Mode\",\"Threads\",\"Samples\",\"Score\"\n"),
            (
                "google-benchmark as text or CSV",
                "-----\nBenchmark         Time             CPU   Iterations\n-----\nBM_x   11 ns 11 ns 6164979\n"
            ),
            (
                "google-benchmark as text or CSV",
                "name,iterations,real_time,cpu_time,time_unit\n\"BM\",5,1,1,ns\n"
            ),
            (
                "hyperfine as text, CSV or Markdown",
                "command,mean,stddev,median,user,system,min,max\ntrue,1,1,1,1,1,1,1\n"
            ),
            ("hyperfine as text, CSV or Markdown", "| Command | Mean [ms] | Min [ms] |\n|:---|---:|---:|\n"),
            ("hyperfine as text, CSV or Markdown", "Benchmark 1: sleep 0.1\n  Time (mean ± σ):     100 ms\n"),
            ("k6 as text or CSV", "metric_name,timestamp,metric_value,check\nhttp_reqs,1700000000,1,\n"),
            ("k6 as text or CSV", "     http_req_duration..............: avg=1ms min=1ms\n"),
            ("NUnit", "<test-run id=\"2\"/>"), ("xUnit.net", "<assemblies/>"),
            ("VSTest (TRX)", "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"/>"),
            ("Artillery", #"{"aggregate": {}, "intermediate": []}"#),
            ("autocannon", #"{"url": "x", "latency": {}, "requests": {}, "throughput": {}}"#),
            (
                "mitata",
                #"{"layout": [], "benchmarks": [{"alias": "a", "runs": [{"stats": {}}]}], "context": {}}"#
            ),
            (
                "libtest as JSON",
                "{\"type\":\"suite\",\"event\":\"started\"}\n{\"type\":\"bench\",\"name\":\"a\"}\n"
            ),
        ])
    func named(name: String, text: String) {
        let message = "report: error: reports of \(name) are not read\n  hint: "
        #expect(refusal(text).hasPrefix(message))
        // With lines of Windows too.
        #expect(refusal(text.replacing("\n", with: "\r\n")).hasPrefix(message))
    }

    @Test("also where another format was named, and in place of numbers")
    func otherFormat() {
        let text = "timeStamp,elapsed,label\n1700000000000,12,a\n"
        for format in [ReportFormat.goBench, .numbers, .criterion, .jmh, .junit] {
            #expect(
                refusal(text, as: format).hasPrefix("report: error: reports of JMeter (JTL) are not read\n"))
        }
        let vegeta = #"{"latencies": {}, "bytes_in": {}}"#
        #expect(refusal(vegeta, as: .hyperfine).hasPrefix("report: error: reports of vegeta are not read\n"))
    }

    @Test("the hint says how to get numbers out of it")
    func hint() {
        #expect(
            refusal("timeStamp,elapsed,label\n1700000000000,12,a\n") == """
                report: error: reports of JMeter (JTL) are not read
                  hint: give its column 'elapsed' (tail -n +2 FILE | cut -d, -f2), one number a line, with '--unit ms'
                """)
        #expect(
            refusal("Running 1s test @ x\nThread Stats\n").hasSuffix(
                "such as 'k6 run --out json', 'locust --json' or 'hey -o csv'"))
    }

    @Test("what is read is not taken for one of them", arguments: ReportSample.ours)
    func ours(name: String) throws { _ = try ReportSample.read(name) }
}
