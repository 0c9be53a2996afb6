/// What tells the reports of other tools, and what to do with them.
extension ForeignReport {
    private static func oneALine(_ what: String, unit: String) -> String {
        "give \(what), one number a line, with '--unit \(unit)'"
    }

    private static let withSamples =
        "it keeps no single times: measure with a tool that does, such as 'k6 run --out json', 'locust --json' or 'hey -o csv'"

    static let jmeter = ForeignReport(
        name: "JMeter (JTL)",
        hint: oneALine("its column 'elapsed' (tail -n +2 FILE | cut -d, -f2)", unit: "ms"))
    static let vegeta = ForeignReport(
        name: "vegeta",
        hint: oneALine("each latency (vegeta encode --to csv RESULTS | cut -d, -f3)", unit: "ns"))
    private static let gatling = ForeignReport(
        name: "Gatling", hint: oneALine("end less start of each REQUEST in simulation.log", unit: "ms"))
    private static let hey = ForeignReport(
        name: "hey", hint: oneALine("the first column of 'hey -o csv'", unit: "s"))
    private static let oha = ForeignReport(
        name: "oha", hint: oneALine("the time of each request (its CSV has them)", unit: "s"))
    private static let apacheBench = ForeignReport(
        name: "ApacheBench (ab)",
        hint: oneALine("the column 'ttime' of 'ab -g FILE' (tail -n +2 FILE | cut -f5)", unit: "ms"))
    private static let wrk = ForeignReport(name: "wrk", hint: withSamples)
    private static let dotNet = ForeignReport(
        name: "BenchmarkDotNet",
        hint: oneALine("'Statistics.OriginalValues' of its JSON ('--exporters json')", unit: "ns"))
    private static let catch2 = ForeignReport(
        name: "Catch2", hint: "it keeps no single times: measure with google-benchmark or hyperfine")
    private static let vitest = ForeignReport(
        name: "vitest",
        hint: oneALine("'samples' of its JSON, which an option of its has to keep", unit: "ms"))
    private static let mitata = ForeignReport(
        name: "mitata", hint: oneALine("'stats.samples' of its JSON", unit: "ns"))
    private static let libtest = ForeignReport(
        name: "libtest as JSON", hint: "give what Criterion writes: its text, 'sample.json' or 'raw.csv'")
    private static let nUnit = ForeignReport(name: "NUnit", hint: "let the runner write JUnit XML")
    private static let xUnit = ForeignReport(name: "xUnit.net", hint: "let the runner write JUnit XML")
    private static let vsTest = ForeignReport(
        name: "VSTest (TRX)", hint: "let the runner write JUnit XML ('--logger junit')")
    private static let testNG = ForeignReport(name: "TestNG", hint: "give its JUnit XML, in 'junitreports'")
    private static let jest = ForeignReport(
        name: "Jest and vitest as JSON", hint: "let the runner write JUnit XML")

    private static func ours(_ name: String, _ hint: String) -> ForeignReport {
        ForeignReport(name: name, hint: hint)
    }

    private static let hyperfine = ours(
        "hyperfine as text, CSV or Markdown", "run it with '--export-json FILE', and give that")
    private static let jmh = ours("JMH as text or CSV", "run JMH with '-rf json', and give that file")
    private static let googleBenchmark = ours(
        "google-benchmark as text or CSV", "run it with '--benchmark_format=json', and give that")
    private static let k6 = ours("k6 as text or CSV", "run it with '--out json=FILE', and give that")
    private static let pytest = ours(
        "pytest-benchmark as text or CSV",
        "run it with '--benchmark-json=FILE --benchmark-save-data', and give that")

    /// By how lines of them begin; each of the texts begins one.
    static let texts: [(starts: [String], report: ForeignReport)] = [
        (["timeStamp,elapsed"], jmeter), (["timeStamp;elapsed"], jmeter), (["timeStamp\telapsed"], jmeter),
        (["RUN\t"], gatling), (["ASSERTION\t"], gatling), (["REQUEST\t"], gatling),
        (["---- Global Information"], gatling),
        (["Running ", "Thread Stats"], wrk), (["Summary:", "Success rate:"], oha), (["request-start,"], oha),
        (["Summary:", "Slowest:", "Requests/sec:"], hey), (["response-time,DNS"], hey),
        (["Requests [total, rate"], vegeta), (["Bucket # %"], vegeta),
        (["This is ApacheBench"], apacheBench), (["starttime\tseconds\tctime"], apacheBench),
        (["Percentage served,Time in ms"], apacheBench),
        (["Server Software:", "Concurrency Level:"], apacheBench),
        (["BenchmarkDotNet"], dotNet), (["// BenchmarkDotNet"], dotNet), (["Method,Job,"], dotNet),
        (["Method;Job;"], dotNet), (["// Validating benchmarks"], dotNet), (["| Method |"], dotNet),
        (["benchmark name samples iterations"], catch2), (["name hz min max mean"], vitest),
        (["RUN v", "✓"], vitest), (["# JMH version"], jmh), (["Benchmark Mode Cnt"], jmh),
        (["Benchmark ("], jmh),
        (["\"Benchmark\",\"Mode\","], jmh), (["Benchmark,Mode,"], jmh),
        (["name,iterations,real_time,"], googleBenchmark),
        (["Benchmark Time CPU Iterations"], googleBenchmark),
        (["command,mean,stddev,"], hyperfine), (["| Command | Mean ["], hyperfine),
        (["Benchmark 1: "], hyperfine), (["Benchmark #1: "], hyperfine), (["metric_name,timestamp,"], k6),
        (["http_req_duration."], k6),
        (["name,min,max,mean,"], pytest), (["Name (time in"], pytest),
    ]

    /// By members of the object, or of the first of a list.
    static let objects: [(keys: [String], report: ForeignReport)] = [
        (["latencies", "bytes_in"], vegeta), (["attack", "seq", "latency"], vegeta),
        (["summary", "responseTimeHistogram"], oha), (["summary", "latencyPercentiles"], oha),
        (["numberOfRequests", "name"], gatling), (["type", "contents", "stats"], gatling),
        (["HostEnvironmentInfo", "Benchmarks"], dotNet), (["test-run", "metadata"], catch2),
        (["testResults", "numTotalTests"], jest), (["files"], vitest), (["Total"], jmeter),
        (["aggregate", "intermediate"], ours("Artillery", withSamples)),
        (["latency", "requests", "throughput"], ours("autocannon", withSamples)),
        (["DurationHistogram", "RunType"], ours("Fortio", withSamples)),
        (
            ["latencyDistribution", "fastest"],
            ours("ghz", oneALine("'details[].latency' of its JSON", unit: "ns"))
        ),
        (["benchmarks", "layout"], mitata), (["type", "event"], libtest),
        (["Julia"], ours("BenchmarkTools.jl", oneALine("'times' of its JSON", unit: "ns"))),
        (
            ["full_id", "directory_name"],
            ours(
                "Criterion without times (benchmark.json)", "give 'sample.json', which lies beside it")
        ),
    ]

    /// By the root element.
    static let roots: [String: ForeignReport] = [
        "testResults": jmeter, "Catch": catch2, "Catch2TestRun": catch2, "test-run": nUnit,
        "assemblies": xUnit,
        "assembly": xUnit, "TestRun": vsTest, "testng-results": testNG,
    ]
}
