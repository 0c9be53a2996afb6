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

    @Test("picoseconds are the smallest unit")
    func picoseconds() throws {
        let report = try report("tiny                    time:   [512.34 ps 514.00 ps 516.11 ps]\n")
        #expect(isClose(report["tiny"]?.summary?[.mean], 5.14e-10))
    }

    @Test("estimates.json is a summary in nanoseconds, in both spellings", arguments: [false, true])
    func estimates(isOld: Bool) throws {
        let keys = isOld ? ("Mean", "Median", "StdDev") : ("mean", "median", "std_dev")
        let report = try report(
            #"""
            {"\#(keys.0)": {"confidence_interval": {"confidence_level": 0.95}, "point_estimate": 310.5, "standard_error": 1},
             "\#(keys.1)": {"point_estimate": 300}, "\#(keys.2)": {"point_estimate": 3}, "slope": null}
            """#)
        #expect(report.format == .criterion)
        #expect(isClose(report["estimates"]?.summary?[.mean], 3.105e-7))
        #expect(report["estimates"]?.summary?[.median] == 3e-7)
    }

    @Test("a change's estimates are shares, and no times")
    func change() {
        let text = #"{"mean": {"point_estimate": 0.02}, "median": {"point_estimate": 0.01}}"#
        for format in [nil, ReportFormat.criterion] {
            #expect(
                refusal(text, as: format) == """
                    report: error: these are Criterion's estimates of a change, not of times
                      hint: give 'new/sample.json' of each revision, which has the samples
                    """)
        }
    }

    @Test("names in raw.csv may have commas and quotes; its unit is the row's own")
    func rawNames() throws {
        let header =
            "group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count\n"
        let report = try report(
            header + "\"a, \"\"b\"\"\",f,,,,10,B,2\n" + "g,f,,,,3000,ps,1\n")
        #expect(report[#"a, "b"/f"#]?.unit == .bytes)
        #expect(report[#"a, "b"/f"#]?.samples == [[5]])
        #expect(isClose(report["g/f"]?.samples?[0][0], 3e-9))
        for row in ["\"a,f,,,,10,ns,2\n", "a,f,,,10,ns,2\n"] {
            #expect(refusal(header + row).hasPrefix("report:2: error: 8 fields are wanted, not "))
        }
        #expect(refusal(header + "a,f,,,,10,ns,2\na,f,,,,10,B,2\n").hasPrefix("report:3: error: two of unit"))
    }
}
