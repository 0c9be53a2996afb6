import GateModel

/// JUnit XML: the seconds of each test case, one value each. A test that failed counts as a failed operation.
enum JUnit {
    private struct Case {
        let name: String
        let time: Double?
        let line: Int
        var failures = 0
        var isSkipped = false
    }

    private static let revisionProperties: Set = ["commit", "revision", "git.commit", "vcs.revision"]

    static func read(_ bytes: [UInt8]) throws(ReportFault) -> ImportedReport {
        var reader = try XMLReader(bytes)
        var benchmarks: [ImportedBenchmark] = []
        var notes: [String] = []
        var current: Case?
        var revision: String?
        var isRoot = true
        while let event = try reader.next() {
            switch event {
            case .start(let name, let attributes):
                if isRoot, name != "testsuites", name != "testsuite" {
                    throw ReportFault(
                        .line(reader.line), "the root element is \(quoted(name))",
                        hint: "JUnit's is 'testsuites' or 'testsuite'")
                }
                isRoot = false
                switch name {
                case "testcase": current = try testCase(attributes, reader.line)
                case "failure", "error": current?.failures += 1
                case "skipped": current?.isSkipped = true
                case "property":
                    guard let key = attributes["name"], revisionProperties.contains(key),
                        let value = attributes["value"]
                    else { continue }
                    if let revision, revision != value {
                        throw .mixed(.line(reader.line), key, revision, value)
                    }
                    revision = value
                default: continue
                }
            case .end("testcase"):
                guard let done = current else { continue }
                current = nil
                if done.isSkipped {
                    notes.append("\(done.name) was skipped")
                } else {
                    benchmarks.append(try benchmark(done))
                }
            case .end: continue
            }
        }
        return ImportedReport(format: .junit, benchmarks: benchmarks, notes: notes)
    }

    private static func testCase(_ attributes: [String: String], _ line: Int) throws(ReportFault) -> Case {
        guard let own = attributes["name"] else {
            throw ReportFault(
                .line(line), "a test case without a name", hint: "JUnit XML gives each one 'name'")
        }
        var time: Double?
        if let text = attributes["time"] { time = try reportAmount(text, at: .line(line)) }
        return Case(name: attributes["classname"].map { "\($0).\(own)" } ?? own, time: time, line: line)
    }

    private static func benchmark(_ done: Case) throws(ReportFault) -> ImportedBenchmark {
        guard let time = done.time else {
            throw ReportFault(
                .line(done.line), "the test case \(quoted(done.name)) has no 'time'",
                hint: "let the runner write how long each test took")
        }
        return ImportedBenchmark(
            name: done.name, unit: .time, better: .lower, evidence: .samples([[time]]),
            failures: done.failures)
    }
}
