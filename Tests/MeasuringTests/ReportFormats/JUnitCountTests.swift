import GateModel
import Testing

@Suite("What JUnit suites count")
struct JUnitCountTests {
    private static let passed = #"<testcase name="a" time="1"/>"#
    private static let failed = #"<testcase name="b" time="1"><failure/><failure/></testcase>"#
    private static let skipped = #"<testcase name="c"><skipped/></testcase>"#

    @Test(
        "a suite that says something else than its cases makes the report unbelievable",
        arguments: [
            (#"tests="3""#, passed, Inconclusive.CaseCounter.tests, 3, 1),
            (#"tests="1""#, passed + passed.replacing("\"a\"", with: "\"d\""), .tests, 1, 2),
            (#"tests="1" failures="1""#, passed, .failures, 1, 0),
            (#"tests="1" errors="1""#, passed, .failures, 1, 0),
            (#"failures="0""#, failed, .failures, 0, 2),
            (#"skipped="1""#, passed, .skipped, 1, 0),
        ])
    func contradictions(
        attributes: String, cases: String, counter: Inconclusive.CaseCounter, declared: Int, found: Int
    ) throws {
        let report = try report("<testsuite name=\"s\" \(attributes)>\(cases)</testsuite>")
        #expect(
            report.flaws == [
                .contradicted(suite: "s", counter: counter, declared: declared, found: found)
            ])
    }

    @Test(
        "tools count differently, and what fits one of their ways is believed",
        arguments: [
            "",
            #"tests="3" failures="1" errors="0" skipped="1""#,
            // Each failure by itself; all failures as errors (Mocha); without those that were skipped.
            #"tests="3" failures="2""#, #"tests="3" failures="0" errors="1""#, #"tests="2" failures="1""#,
            // Catch2 counts assertions.
            #"tests="71" failures="1" hostname="tbd""#, #"tests="" failures="""#,
        ])
    func believed(attributes: String) throws {
        let report = try report(
            "<testsuite \(attributes)>\(Self.passed)\(Self.failed)\(Self.skipped)</testsuite>")
        #expect(report.flaws == [])
        #expect(report.benchmarks.map(\.name) == ["a", "b"])
    }

    @Test("an outer suite counts the cases of the inner ones, or none of them", arguments: [0, 1, 2])
    func nested(declared: Int) throws {
        let inner = "<testsuite name=\"i\" tests=\"1\">\(Self.passed)</testsuite>"
        let report = try report(
            "<testsuites><testsuite name=\"o\" tests=\"\(declared)\">\(inner)</testsuite></testsuites>")
        #expect(report.flaws.isEmpty == (declared < 2))
    }

    @Test("the root counts the cases of all suites")
    func root() throws {
        let suites = "<testsuite name=\"i\">\(Self.passed)</testsuite>"
        #expect(try report("<testsuites tests=\"1\">\(suites)</testsuites>").flaws == [])
        #expect(
            try report("<testsuites tests=\"2\" name=\"all\">\(suites)</testsuites>").flaws == [
                .contradicted(suite: "all", counter: .tests, declared: 2, found: 1)
            ])
    }

    @Test("an error of a suite is one of the report, even without any case")
    func errorOfSuite() throws {
        let alone = try report(#"<testsuite tests="0" errors="1"><error message="no setup"/></testsuite>"#)
        #expect(alone.flaws == [.outsideCases(failures: 1)])
        #expect(alone.benchmarks == [])
        let beside = try report("<testsuite name=\"s\"><failure/>\(Self.passed)</testsuite>")
        #expect(beside.flaws == [.outsideCases(failures: 1)])
    }

    @Test("a counter that counts nothing is refused", arguments: ["-1", "x", "1.5"])
    func noCount(text: String) {
        #expect(
            refusal("<testsuite tests=\"\(text)\">\(Self.passed)</testsuite>").hasPrefix(
                "report:1: error: 'tests' of a suite is '\(text)', which counts nothing\n"))
    }
}
