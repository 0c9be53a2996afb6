import GateModel
import Glibc
import JSON
import Testing

/// `pawl judge` with the built program, on files that are no repository's.
@Suite struct JudgeTests {
    private let directory: JudgeDirectory

    init() throws { directory = try JudgeDirectory() }

    private func isClose(_ value: JSONValue?, _ expected: Double) -> Bool {
        value?.number.map { abs($0 - expected) <= 1e-9 * max(1, abs(expected)) } ?? false
    }

    @Test("block log ratios come out as the reference decides them, with its interval and exit code")
    func blocks() async throws {
        let codes = ["pass": Int32(0), "block": 10, "inconclusive": 13]
        for row in try await JudgeDirectory.rows("decision_cases.csv") where row[4] == "20" {
            let file = try directory.file("blocks", row[24].replacing(";", with: "\n") + "\n")
            let outcome = try await directory.judge(
                "ratio", "--blocks", file, "--tolerance", "5%", "--max-blocks", "20", "--format", "json")
            #expect(outcome.status == codes[row[6]], "case \(row[0]): \(outcome)")
            let json = try outcome.judged
            #expect(json["verdict"]?.string == (row[6] == "block" ? "violation" : row[6]))
            #expect(json["stopped_at"]?.integer == Int64(row[7]))
            for (name, column) in [("estimate", 10), ("lower", 11), ("upper", 12)] {
                #expect(
                    isClose(json[name], exp(try #require(Double(row[column])))), "case \(row[0]), \(name)")
            }
        }
    }

    @Test("memory readings come out as the reference decides them")
    func growth() async throws {
        // All 4800 operations count, and what grew in steps or as a random walk is no leak that is shown.
        let codes: [String: Int32] = ["flat 20": 10, "sawtooth 5": 10, "warm-fast 2": 10, "log-cache 20": 10]
        let clean = ["flat 0", "warm-slow 0.5", "saw+warm 0.5"]
        for row in try await JudgeDirectory.rows("leak_cases.csv") {
            let file = try directory.file("memory", row[9].replacing(";", with: "\n"))
            let settings = ["--every", "10", "--unit", "KB", "--limit", "1KB/op", "--format", "json"]
            let outcome = try await directory.judge(["growth", file, file] + settings)
            let name = "\(row[0]) \(row[1])"
            #expect(try outcome.judged["operations"]?.integer == 4800)
            if let code = codes[name] {
                #expect(outcome.status == code, "\(name): \(outcome)")
                // One process alone shows no leak.
                #expect(try await directory.judge(["growth", file] + settings).status == 13, "\(name)")
            } else if clean.contains(name) {
                #expect(outcome.status == 0, "\(name): \(outcome)")
            } else {
                #expect(outcome.status != 10, "\(name): \(outcome)")
            }
        }
    }

    @Test("the help names the default unit as one would write it")
    func defaultUnit() async throws {
        let help = try await directory.judge("growth", "--help")
        #expect(help.output.contains("(default: B)"), "\(help.output)")
        #expect(!help.output.contains("ReportUnit"))
    }

    @Test("two lists of numbers are judged, and text says what is missing against a gate")
    func numbers() async throws {
        let before = try directory.file("a", lines: (0..<200).map { 10 + Double($0 * 37 % 11) / 10 })
        let after = try directory.file("b", lines: (0..<200).map { 12 + Double($0 * 53 % 13) / 10 })
        let worse = try await directory.judge("ratio", before, after)
        #expect(worse.status == 10)
        #expect(worse.output.hasPrefix("VIOLATION numbers  limit ≤ +5 %, measured +"))
        #expect(
            worse.output.contains(
                "no process restarts between the blocks: the guarantee is weaker than a gate's"))
        #expect(try await directory.judge("ratio", before, before).status == 0)
        #expect(try await directory.judge("ratio", after, before, "--tolerance", "1%").status == 0)
        let piped = (0..<200).map { "\(12 + Double($0 * 53 % 13) / 10)\n" }.joined()
        #expect(try await directory.judge("ratio", before, "-", input: piped).status == 10)
    }

    @Test("two lists are compared by the statistic that is asked for")
    func statistics() async throws {
        let times = (0..<400).map { 10 + Double($0 * 37 % 11) / 10 }
        let before = try directory.file("a", lines: times)
        // Every twentieth takes five times as long: the median stays.
        let slower = times.enumerated().map { index, time in index % 20 == 7 ? 5 * time : time }
        let after = try directory.file("b", lines: slower)
        #expect(try await directory.judge("ratio", before, after).status == 0)
        let tail = try await directory.judge("ratio", before, after, "--statistic", "tail")
        #expect(tail.status == 10)
        #expect(tail.output.hasPrefix("VIOLATION numbers  limit tail ≤ +1 % of samples, measured 5 %"))
        #expect(try await directory.judge("ratio", before, after, "--statistic", "mean").status == 10)
        #expect(try await directory.judge("ratio", before, after, "--statistic", "p95").status == 13)
        #expect(try await directory.judge("ratio", before, after, "--statistic", "mode").status == 64)
        #expect(
            try await directory.judge("ratio", "--blocks", before, "--statistic", "mean").status == 64)
    }

    @Test("a limit is judged in the unit of the numbers")
    func limit() async throws {
        let file = try directory.file("times", lines: (1...100).map { Double($0) / 2 })
        let holds = try await directory.judge(
            "limit", file, "--rule", "p95 <= 50ms", "--unit", "ms", "--format", "json")
        #expect(holds.status == 0)
        let json = try holds.judged
        #expect(json["verdict"] == "pass")
        #expect(json["stopped_at"]?.integer == 100)
        // Type 7 of 0.5 … 50: 0.5 + 0.95·99·0.5.
        #expect(isClose(json["estimate"], 47.525))
        #expect(isClose(json["upper"], 49.5))
        #expect(
            try await directory.judge("limit", file, "--rule", "p95 <= 40ms", "--unit", "ms").status == 10)
        #expect(
            try await directory.judge("limit", file, "--rule", "p99 <= 60ms", "--unit", "ms").status == 13)
    }

    @Test("drift says at which release it alarms")
    func drift() async throws {
        let steps = (1...10).map { "\(Double($0) * log(1.01)) 0.01" }.joined(separator: "\n")
        let file = try directory.file("releases", "# release by release\n\(steps)\n")
        let outcome = try await directory.judge("drift", file, "--format", "json")
        #expect(outcome.status == 10)
        #expect(try outcome.judged["alarm"]?.integer == 6)
        let evidence = try directory.file("evidence", "20\n50\n")
        #expect(try await directory.judge("drift", evidence, "--e-values").status == 10)
        let few = try directory.file("few", "0.5\n0.5\n")
        #expect(try await directory.judge("drift", few).status == 13)
    }

    @Test(
        "a real report against itself passes where it has samples enough, and never otherwise",
        arguments: [
            ("hyperfine.json", 13), ("k6-handle-summary.json", 13), ("k6-summary-export.json", 13),
            ("locust.json", 13), ("google-benchmark.json", 13), ("pyperf.json", 0),
            ("pytest-benchmark.json", 0),
            ("k6-points.ndjson", 0),
        ] as [(String, Int32)])
    func realReports(name: String, status: Int32) async throws {
        let path = JudgeDirectory.sample(name)
        let outcome = try await directory.judge("ratio", path, path, "--format", "json")
        #expect(outcome.status == status, "\(outcome)")
        #expect(try outcome.judged["verdict"]?.string == (status == 0 ? "pass" : "inconclusive"))
    }

    @Test("a threshold that k6 itself saw crossed is mentioned, one that it exports as false is not")
    func thresholds() async throws {
        let path = JudgeDirectory.sample("k6-summary-export.json")
        let outcome = try await directory.judge("limit", path, "--rule", "p95 <= 500ms")
        #expect(outcome.status == 13)
        #expect(
            outcome.errors == "\(path): note: the threshold 'avg<0.0001' of http_req_duration was crossed\n")
    }

    @Test("one benchmark of several is judged by its name, with the level of one")
    func named() async throws {
        let path = JudgeDirectory.sample("k6-points.ndjson")
        let outcome = try await directory.judge(
            "ratio", path, path, "--benchmark", "http_req_waiting", "--format", "json")
        #expect(try outcome.judged["benchmark"] == "http_req_waiting")
        let unknown = try await directory.judge("ratio", path, path, "--benchmark", "nothing")
        #expect(unknown.status == 65)
        #expect(
            unknown.errors.hasPrefix("\(path): error: no benchmark 'nothing'\n  hint: it has http_reqs, "))
    }

    @Test("one benchmark on each side is compared, whatever the two are called")
    func otherNames() async throws {
        func report(_ command: String, _ factor: Double) -> String {
            let times = (1...20).map { "\(factor * (10 + Double($0 * 7 % 5) / 10))" }.joined(separator: ", ")
            return #"{"results": [{"command": "\#(command)", "times": [\#(times)]}]}"#
        }
        let outcome = try await directory.judge(
            "ratio", try directory.file("old.json", report("./old", 1)),
            try directory.file("new.json", report("./new", 1.2)), "--format", "json")
        #expect(outcome.status == 10)
        #expect(outcome.errors == "note: './old' is compared with './new'\n")
        #expect(try outcome.judged["benchmark"] == "./new")
    }

    @Test(
        "a benchmark that is new in the candidate is named and blocks nothing; one that is gone decides nothing"
    )
    func onlyOneSide() async throws {
        let times = (0..<80).map { "\(10 + Double($0 * 7 % 5) / 10)" }.joined(separator: ", ")
        let first = #"{"command": "a", "times": [\#(times)]}"#
        let one = try directory.file("one", #"{"results": [\#(first)]}"#)
        let both = try directory.file("both", #"{"results": [\#(first), {"command": "b", "times": [1]}]}"#)
        let added = try await directory.judge("ratio", one, both, "--format", "json")
        #expect(added.status == 0, "\(added)")
        #expect(try added.judged["added"] == ["b"])
        let text = try await directory.judge("ratio", one, both)
        #expect(
            text.output.contains("note: new in the candidate, so there is nothing to compare with: 'b'\n"))
        let wanted = try await directory.judge("ratio", one, both, "--benchmark", "b", "--format", "json")
        #expect(wanted.status == 13)
        #expect(try wanted.judged["reason"] == "no samples: the baseline's report does not have it")
        let gone = try await directory.judge("ratio", both, one, "--format", "json")
        #expect(gone.status == 13)
        #expect(try gone.judged["reason"] == "no samples: the candidate's report does not have it")
    }

    @Test("a report whose counts contradict its cases decides nothing, whatever the cases show")
    func contradiction() async throws {
        let path = JudgeDirectory.sample("forms/junit-counts.xml")
        let reason = "suite 's' says that it has 3 tests, and has 1"
        for words in [["ratio", path, path], ["limit", path, "--rule", "max <= 1s"]] {
            let outcome = try await directory.judge(words)
            #expect(outcome.status == 13, "\(outcome)")
            #expect(outcome.output.contains(reason))
        }
    }

    @Test("JMH's histogram has samples enough for a verdict")
    func histogram() async throws {
        let path = JudgeDirectory.sample("forms/jmh-sample.json")
        #expect(try await directory.judge("limit", path, "--rule", "p95 <= 1ms").status == 0)
        #expect(try await directory.judge("limit", path, "--rule", "median <= 0.6ms").status == 10)
    }

    @Test(
        "bad input is refused with its place and what to do",
        arguments: [
            ("", "bad: error: the file is empty\n  hint: run the benchmark, and let it end\n"),
            (
                "1\nnan\n",
                "bad:2: error: 'nan' is no finite number\n  hint: measure again; a failed measurement has no number\n"
            ),
            (
                "1\ninf\n",
                "bad:2: error: 'inf' is no finite number\n  hint: measure again; a failed measurement has no number\n"
            ),
            (
                "Type,Name,Request Count,\n",
                "bad:1: error: Locust's CSV is not read: it is written while the test runs, and may lack the end of it\n  hint: run Locust with '--headless --json' and give what it prints\n"
            ),
            (
                #"{"results": [{"command": "a", "times": []}]}"#,
                "bad: results[0].times: error: nothing was measured: n = 0\n  hint: run the benchmark, and let it end\n"
            ),
        ])
    func badInput(text: String, message: String) async throws {
        let file = try directory.file("bad", text)
        for words in [["ratio", file, file], ["limit", file, "--rule", "max <= 5"]] {
            let outcome = try await directory.judge(words)
            #expect(outcome.status == 65)
            #expect(outcome.errors == message)
            #expect(outcome.output == "")
        }
    }

    @Test("zeros and constants are no passes", arguments: ["0\n", "5\n"])
    func zerosAndConstants(line: String) async throws {
        let file = try directory.file("same", String(repeating: line, count: 400))
        let outcome = try await directory.judge("ratio", file, file)
        #expect(outcome.status == 13)
        #expect(outcome.output.contains("why: "))
        let limit = try await directory.judge("limit", file, "--rule", "p95 <= 50ms", "--unit", "ms")
        #expect(limit.status == 13)
    }

    @Test(
        "what is missing or out of range is usage",
        arguments: [
            ["ratio", "a"], ["ratio", "-", "-"], ["ratio", "a", "b", "--max-blocks", "7"],
            ["ratio", "a", "b", "--alpha", "0.5"], ["ratio", "a", "b", "--tolerance", "5"],
            ["ratio", "a", "b", "--from", "abacus"], ["limit", "a"], ["growth", "a"], ["drift"],
            ["growth", "a", "--limit", "1KB/op", "--every", "0"], ["drift", "a", "--warn", "9%"],
        ])
    func usage(words: [String]) async throws {
        let outcome = try await directory.judge(words)
        #expect(outcome.status == 64)
        #expect(outcome.output == "")
    }

    @Test("files and rules that do not fit are bad input")
    func misfits() async throws {
        let missing = try await directory.judge("ratio", "nowhere", "nowhere")
        #expect(missing.status == 65)
        #expect(
            missing.errors == """
                nowhere: error: cannot be read: No such file or directory
                  hint: name a file, or '-' for standard input

                """)
        let file = try directory.file("plain", "1\n2\n")
        let unit = try await directory.judge("limit", file, "--rule", "p95 <= 50ms")
        #expect(unit.status == 65)
        #expect(
            unit.errors == """
                plain: error: the numbers have no unit, and the rule has one
                  hint: say in which unit they are, such as '--unit ms'

                """)
        let zero = try await directory.judge(
            "growth", try directory.file("zero", "5\n0\n"), "--limit", "1KB/op")
        #expect(zero.status == 65)
    }
}
