import GateModel
import Testing

@Suite("Reports of other projects", .enabled(if: ReportSample.sharedFolder != nil, ReportSample.absence))
struct SharedSampleTests {
    @Test func goBenchmarks() throws {
        let report = try ReportSample.shared("gab-go_output.txt")
        #expect(report.format == .goBench)
        #expect(report["BenchmarkFib10-8"]?.samples == [[3.25e-7]])
        #expect(isClose(report["BenchmarkFib20"]?.samples?[0][0], 4.0537123e-5))
        #expect(report["BenchmarkFib/my/tabled/benchmark_-_20,var1=13,var2=14"] != nil)
    }

    @Test func googleBenchmarksInNanoseconds() throws {
        let report = try ReportSample.shared("gab-googlecpp_output.json")
        #expect(report.format == .googleBenchmark)
        #expect(isClose(report["fib_10"]?.samples?[0][0], 2.1498980114547953e-7))
    }

    @Test func throughputOfJMH() throws {
        let report = try ReportSample.shared("gab-jmh_output.json")
        let hello = try #require(report["org.openjdk.jmh.samples.JMHSample_01_HelloWorld.wellHelloThere"])
        #expect(hello.better == .higher)
        #expect(hello.samples == [[3.376842765688582E9, 3.37651988895058E9, 3.375353964729294E9]])
    }

    @Test func criterionsText() throws {
        let report = try ReportSample.shared("gab-criterion_output.txt")
        #expect(report.format == .criterion)
        #expect(
            report.benchmarks.map(\.name) == [
                "Create Realm", "Symbols (Execution)", "For loop (Execution)", "Fibonacci (Execution)",
            ])
        #expect(report["Create Realm"]?.summary?[.mean] == 3.29e-7)
    }

    @Test func pytestRoundsOfWhichSomeAreLeftOut() throws {
        let report = try ReportSample.shared("gab-pytest_several_units.json")
        #expect(report.format == .pytestBenchmark)
        #expect(report["bench.py::test_fib_10"]?.summary?.count == 20025)
        #expect(report.benchmarks.last?.samples?[0].count == 5)
        #expect(report.notes.last == "measured in a work tree with changes that no commit has")
    }
}
