import GateModel
import Testing

@Suite("Criterion reports")
struct CriterionTests {
    @Test("libtest's layout is an estimate without samples; other lines are passed over")
    func libtest() throws {
        let report = try report(
            """
            Gnuplot not found, using plotters backend
            test Create Realm ... bench:         329 ns/iter (+/- 4)

            test Fibonacci (Execution) ... bench:     1,672,496 ns/iter (+/- 10166)
            """)
        #expect(report.format == .criterion)
        #expect(report.benchmarks.map(\.name) == ["Create Realm", "Fibonacci (Execution)"])
        #expect(report["Create Realm"]?.summary?[.mean] == 3.29e-7)
        #expect(isClose(report["Fibonacci (Execution)"]?.summary?[.mean], 1.672496e-3))
    }

    @Test("its own layout names the benchmark beside its times or above them")
    func own() throws {
        let report = try report(
            """
            Benchmarking fib 20: Collecting 100 samples in estimated 5.0 s
            fib 20                  time:   [26.029 µs 26.251 µs 26.505 µs]
                                    change: [-0.1% +0.2% +0.5%] (p = 0.21 > 0.05)
            a benchmark with a long name
                                    time:   [1.1 ms 1.2 ms 1.3 ms]
            """)
        #expect(report.benchmarks.map(\.name) == ["fib 20", "a benchmark with a long name"])
        #expect(isClose(report["fib 20"]?.summary?[.mean], 2.6251e-5))
        #expect(isClose(report["a benchmark with a long name"]?.summary?[.mean], 1.2e-3))
    }

    @Test("a sample's time is the total of its iterations, and is divided by them")
    func sampleFile() throws {
        let report = try report(
            #"{"sampling_mode": "Linear", "iters": [1, 2, 4], "times": [300, 620, 1200]}"#)
        #expect(report["sample"]?.samples == [[3e-7, 3.1e-7, 3e-7]])
    }

    @Test("so are those of raw.csv")
    func raw() throws {
        let report = try report(
            """
            group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count
            Fib,recursive,20,,,300,ns,1
            Fib,recursive,20,,,620,ns,2
            """)
        #expect(report["Fib/recursive/20"]?.samples == [[3e-7, 3.1e-7]])
    }

    @Test("and those of cargo-criterion's messages")
    func messages() throws {
        let report = try report(
            """
            {"reason":"benchmark-complete","id":"fib","unit":"ns","iteration_count":[1,2],"measured_values":[300,620]}
            {"reason":"group-complete","group_name":"g"}
            """)
        #expect(report["fib"]?.samples == [[3e-7, 3.1e-7]])
    }

    @Test(
        "no iterations and cut-off lines are refused",
        arguments: [
            (#"{"iters": [1, 0], "times": [300, 620]}"#, "report: iters: error: nothing was measured: n = 0"),
            (
                #"{"iters": [1], "times": [300, 620]}"#,
                "report: iters: error: 1 numbers of iterations for 2 times"
            ),
            ("test a ... bench:  32", "report:1: error: no measurement in 'test a ... bench:  32'"),
            ("a   time:   [1.1 ms 1.2 m", "report:1: error: no measurement in 'a   time:   [1.1 ms 1.2 m'"),
            ("test a ... bench: 3 fn/iter (+/- 4)", "report:1: error: unknown unit 'fn'"),
        ])
    func refused(text: String, message: String) {
        #expect(refusal(text).hasPrefix(message + "\n"))
    }
}
