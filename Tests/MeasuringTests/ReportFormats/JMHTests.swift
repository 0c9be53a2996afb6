import GateModel
import Testing

@Suite("JMH reports")
struct JMHTests {
    private func entry(
        _ mode: String, _ unit: String, raw: String = "[[2, 4], [3, 5]]", more: String = ""
    ) -> String {
        #"""
        {"jmhVersion": "1.29", "benchmark": "org.A.b", "mode": "\#(mode)", \#(more)
         "primaryMetric": {"score": 3, "scoreError": "NaN", "scoreUnit": "\#(unit)", "rawData": \#(raw)}}
        """#
    }

    @Test("throughput is better where it is higher; other modes are times")
    func direction() throws {
        let throughput = try report("[\(entry("thrpt", "ops/ms"))]")["org.A.b"]
        #expect(throughput?.better == .higher)
        #expect(throughput?.unit == .rate)
        // Each fork is a process; 2 a millisecond are 2000 a second.
        #expect(throughput?.samples == [[2000, 4000], [3000, 5000]])
        let average = try report("[\(entry("avgt", "us/op"))]")["org.A.b"]
        #expect(average?.better == .lower)
        #expect(average?.samples == [[2e-6, 4e-6], [3e-6, 5e-6]])
    }

    @Test("modes and parameters tell entries apart")
    func names() throws {
        let first = entry("thrpt", "ops/s", more: #""params": {"size": "10"},"#)
        let second = entry("avgt", "s/op", more: #""params": {"size": "10"},"#)
        #expect(
            try report("[\(first), \(second)]").benchmarks.map(\.name) == [
                "org.A.b (size=10, thrpt)", "org.A.b (size=10, avgt)",
            ])
    }

    @Test("without raw data there is only a score")
    func score() throws {
        let text =
            #"[{"benchmark": "a", "mode": "sample", "primaryMetric": {"score": 3, "scoreUnit": "ms/op"}}]"#
        #expect(try report(text)["a"]?.summary?[.mean] == 0.003)
    }

    @Test(
        "what cannot be a score is refused",
        arguments: [
            ("thrpt", "ops/fortnight", "[[1]]", "unknown unit 'ops/fortnight'"),
            ("thrpt", "ms/op", "[[1]]", "mode 'thrpt' has no scores in 'ms/op'"),
            ("avgt", "ms/op", #"[[1, "NaN"]]"#, "'NaN' is no finite number"),
            ("avgt", "ms/op", "[[]]", "nothing was measured: n = 0"),
            ("avgt", "ms/op", "[]", "nothing was measured: n = 0"),
        ])
    func refused(mode: String, unit: String, raw: String, message: String) {
        #expect(refusal("[\(entry(mode, unit, raw: raw))]").contains(": error: \(message)\n"))
    }

    @Test("results of two virtual machines in one report are refused")
    func mixed() {
        let first = entry("avgt", "ms/op", more: #""jdkVersion": "17", "params": {"n": "1"},"#)
        let second = entry("avgt", "ms/op", more: #""jdkVersion": "21", "params": {"n": "2"},"#)
        #expect(
            refusal("[\(first), \(second)]").hasPrefix(
                "report: [1].jdkVersion: error: two of jdkVersion in one report: '17' and '21'"))
    }

    @Test("single shots are times, and minutes, hours and picoseconds are known")
    func units() throws {
        let shot = try report("[\(entry("ss", "s/op"))]")["org.A.b"]
        #expect(shot?.better == .lower)
        #expect(shot?.samples == [[2, 4], [3, 5]])
        #expect(try report("[\(entry("avgt", "min/op", raw: "[[2]]"))]")["org.A.b"]?.samples == [[120]])
        #expect(try report("[\(entry("thrpt", "ops/hr", raw: "[[7200]]"))]")["org.A.b"]?.samples == [[2]])
    }

    @Test("numbers of threads tell entries apart")
    func threads() throws {
        let entries = [1, 4].map { entry("avgt", "ms/op", more: #""threads": \#($0),"#) }
        #expect(
            try report("[\(entries.joined(separator: ", "))]").benchmarks.map(\.name) == [
                "org.A.b (threads=1)", "org.A.b (threads=4)",
            ])
    }
}
