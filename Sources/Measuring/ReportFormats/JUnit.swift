import GateModel

/// JUnit XML: the seconds of each test case, one value each. A test that failed counts as a failed operation.
///
/// Suites may be nested, and names may have a namespace's prefix. What a suite counts has to agree with its cases: a
/// report that lacks some of them passes for a better one.
struct JUnit {
    private var reader: XMLReader
    private var suites: [JUnitSuite] = []
    private var current: JUnitCase?
    private var cases: [JUnitCase] = []
    private var flaws: [Inconclusive.ReportFlaw] = []
    private var failuresOutside = 0
    private var revision: String?

    private static let revisionProperties: Set = ["commit", "revision", "git.commit", "vcs.revision"]

    static func read(_ bytes: [UInt8]) throws(ReportFault) -> ImportedReport {
        var report = JUnit(reader: try XMLReader(bytes))
        while let event = try report.reader.next() {
            switch event {
            case .start(let name, let attributes): try report.begin(localName(name), attributes)
            case .end(let name): try report.end(localName(name))
            }
        }
        return try report.imported
    }

    private init(reader: XMLReader) { self.reader = reader }

    /// `testcase` of `j:testcase`.
    private static func localName(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    private mutating func begin(_ name: String, _ attributes: [String: String]) throws(ReportFault) {
        if suites.isEmpty, name != "testsuites", name != "testsuite" {
            throw ForeignReport.fault(ofRoot: name)
                ?? ReportFault(
                    .line(reader.line), "the root element is \(quoted(name))",
                    hint: "JUnit's is 'testsuites' or 'testsuite'")
        }
        switch name {
        case "testsuites", "testsuite":
            suites.append(try JUnitSuite(attributes, isRoot: name == "testsuites", line: reader.line))
        case "testcase":
            guard cases.count < mostBenchmarks else { throw .tooMany(.line(reader.line)) }
            current = try JUnitCase(attributes, suite: suites.last?.name ?? "", line: reader.line)
        case "failure", "error":
            if current == nil {
                failuresOutside += 1
                suites[suites.count - 1].addFailureOutside()
            } else {
                current?.failures += 1
            }
        case "rerunFailure", "rerunError": current?.reruns += 1
        case "flakyFailure", "flakyError": current?.flakes += 1
        case "skipped", "disabled", "ignored": current?.isSkipped = true
        case "property": try note(property: attributes)
        default: return
        }
    }

    private mutating func note(property attributes: [String: String]) throws(ReportFault) {
        guard let key = attributes["name"], Self.revisionProperties.contains(key),
            let value = attributes["value"]
        else { return }
        if let revision, revision != value { throw .mixed(.line(reader.line), key, revision, value) }
        revision = value
    }

    private mutating func end(_ name: String) throws(ReportFault) {
        switch name {
        case "testcase":
            guard let done = current else { return }
            current = nil
            cases.append(done)
            suites[suites.count - 1].add(done)
        case "testsuites", "testsuite":
            guard let done = suites.popLast() else { return }
            if flaws.count < JUnit.mostTold { flaws += done.flaws }
            // The root stays, as a sign that there was one.
            if suites.isEmpty { suites = [done] } else { suites[suites.count - 1].add(done) }
        default: return
        }
    }

    /// So many flaws and skipped tests are told one by one.
    private static let mostTold = 10

    private var imported: ImportedReport {
        get throws(ReportFault) {
            var suitesOfName: [String: Set<String>] = [:]
            for one in cases { suitesOfName[one.name, default: []].insert(one.suite) }
            var benchmarks: [ImportedBenchmark] = []
            var failed: Set<String> = []
            for one in cases where !one.isLeftOut {
                // Modules and browsers run tests of the same name.
                let isShared = (suitesOfName[one.name]?.count ?? 0) > 1
                let name = isShared ? "\(one.suite): \(one.name)" : one.name
                // pytest writes a test that fails twice, in its call and in its teardown, as two cases.
                if one.hasFailed, !failed.insert(name).inserted { continue }
                benchmarks.append(try one.benchmark(named: name))
            }
            let outside =
                failuresOutside > 0 ? [Inconclusive.ReportFlaw.outsideCases(failures: failuresOutside)] : []
            return ImportedReport(
                format: .junit, benchmarks: benchmarks, notes: notes,
                flaws: Array((outside + flaws).prefix(JUnit.mostTold)))
        }
    }

    private var notes: [String] {
        let skipped = cases.filter(\.isLeftOut)
        let flaky = cases.filter { $0.flakes > 0 && !$0.hasFailed }
        let told =
            skipped.map { "\($0.name) was skipped" } + flaky.map { "\($0.name) failed before it passed" }
        let rest = told.count - JUnit.mostTold
        return told.prefix(JUnit.mostTold)
            + (rest > 0 ? ["\(rest) more tests were skipped, or failed before they passed"] : [])
    }
}
