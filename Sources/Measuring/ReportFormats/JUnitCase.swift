import GateModel

/// One test case of a JUnit report.
struct JUnitCase {
    let name: String
    /// The nearest suite's name.
    let suite: String
    let line: Int
    private let time: Double?
    /// How it ended, where an attribute says it (googletest, CTest).
    private let ending: Ending?
    /// Failures and errors; a test may have several.
    var failures = 0
    /// Further runs that failed too.
    var reruns = 0
    /// Runs that failed before one passed.
    var flakes = 0
    var isSkipped = false

    private enum Ending {
        case failed, notRun
    }

    private static let endings: [String: Ending] = [
        "fail": .failed, "failed": .failed, "failure": .failed, "error": .failed, "errored": .failed,
        "notrun": .notRun, "disabled": .notRun, "suppressed": .notRun, "skipped": .notRun, "ignored": .notRun,
        "pending": .notRun,
    ]

    init(_ attributes: [String: String], suite: String, line: Int) throws(ReportFault) {
        guard let own = attributes["name"] else {
            throw ReportFault(
                .line(line), "a test case without a name", hint: "JUnit XML gives each one 'name'")
        }
        name = attributes["classname"].map { "\($0).\(own)" } ?? own
        self.suite = suite
        self.line = line
        time = try attributes["time"].map { text throws(ReportFault) in try Self.seconds(text, line) }
        let said = ["status", "result"].compactMap { attributes[$0] }.compactMap {
            Self.endings[$0.lowercased()]
        }
        ending = said.first { $0 == .failed } ?? said.first
    }

    /// Seconds. Some runners group thousands, as in `1,234.5`.
    private static func seconds(_ text: String, _ line: Int) throws(ReportFault) -> Double {
        guard text.contains(",") else { return try reportAmount(text, at: .line(line)) }
        let groups = text.prefix { $0 != "." }.split(separator: ",", omittingEmptySubsequences: false)
        guard text.contains("."), groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
            (1...3).contains(groups[0].utf8.count)
        else {
            throw ReportFault(
                .line(line), "the comma of \(quoted(text)) may be a decimal point or group thousands",
                hint: "let the runner write times with a point")
        }
        return try reportAmount(text.filter { $0 != "," }, at: .line(line))
    }

    /// Whatever else is said of it: a test that failed and was skipped has failed.
    var hasFailed: Bool { failures > 0 || reruns > 0 || ending == .failed }

    /// Whether it did not run, and so has no time.
    var isLeftOut: Bool { !hasFailed && (isSkipped || ending == .notRun) }

    func benchmark(named name: String) throws(ReportFault) -> ImportedBenchmark {
        var evidence = ImportedBenchmark.Evidence.summary(ReportSummary(count: nil, values: []))
        if let time {
            evidence = .samples([[time]])
        } else if !hasFailed {
            throw ReportFault(
                .line(line), "the test case \(quoted(name)) has no 'time'",
                hint: "let the runner write how long each test took")
        }
        return ImportedBenchmark(
            name: name, unit: .time, better: .lower, evidence: evidence, failures: hasFailed ? 1 : 0)
    }
}
