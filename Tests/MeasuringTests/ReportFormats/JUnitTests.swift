import GateModel
import Testing

@Suite("JUnit reports")
struct JUnitTests {
    @Test("each test case is one time in seconds; a failure is a failed operation")
    func cases() throws {
        let report = try report(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
              <testsuite name="s" tests="3">
                <testcase classname="a.B" name="quick &amp; small" time="0.012"/>
                <testcase classname="a.B" name="wrong" time="1.5"><failure message="&lt;no&gt;">text &#10;</failure></testcase>
                <testcase classname="a.B" name="later"><skipped/></testcase>
              </testsuite>
            </testsuites>
            """)
        #expect(report.format == .junit)
        #expect(report["a.B.quick & small"]?.samples == [[0.012]])
        #expect(report["a.B.wrong"]?.failures == 1)
        #expect(report.notes == ["a.B.later was skipped"])
    }

    @Test(
        "what cannot be a time is refused",
        arguments: [
            (#"<testcase name="a"/>"#, "report:2: error: the test case 'a' has no 'time'"),
            (#"<testcase name="a" time="NaN"/>"#, "report:2: error: 'NaN' is no finite number"),
            (#"<testcase name="a" time="-1"/>"#, "report:2: error: -1.0 is below 0"),
            (#"<testcase time="1"/>"#, "report:2: error: a test case without a name"),
            (
                #"<properties><property name="commit" value="a1"/><property name="commit" value="b2"/></properties>"#,
                "report:2: error: two of commit in one report: 'a1' and 'b2'"
            ),
        ])
    func refused(element: String, message: String) {
        #expect(refusal("<testsuite>\n\(element)</testsuite>").hasPrefix(message + "\n"))
    }

    @Test("another document is refused")
    func other() {
        #expect(refusal("<html></html>").hasPrefix("report:1: error: the root element is 'html'"))
    }

    @Test(
        "a test that failed has failed, whatever else is said of it",
        arguments: [
            "<skipped/><failure/>", "<failure/><skipped/>", "<error/>", "<failure/><rerunFailure/>",
            "<rerunError/>",
        ])
    func failed(inside: String) throws {
        let report = try report("<testsuite><testcase name=\"a\" time=\"1\">\(inside)</testcase></testsuite>")
        #expect(report["a"]?.failures == 1)
        #expect(report.notes == [])
    }

    @Test("a test that failed needs no time; one that passed at last is mentioned")
    func reruns() throws {
        let report = try report(
            """
            <testsuite tests="3" failures="1"><testcase name="a"><error/></testcase>
            <testcase name="b" time="2"><flakyFailure/></testcase></testsuite>
            """)
        #expect(report["a"]?.failures == 1)
        #expect(report["a"]?.summary?.values == [])
        #expect(report["b"]?.failures == 0)
        #expect(report["b"]?.samples == [[2]])
        #expect(report.notes == ["b failed before it passed"])
        // One of the three runs was the flaky test's first.
        #expect(report.flaws == [])
    }

    @Test("a test that failed in its call and in its teardown is one")
    func failedTwice() throws {
        let report = try report(
            """
            <testsuite tests="1" failures="1" errors="1"><testcase name="a" time="1"><failure/></testcase>
            <testcase name="a" time="1"><error/></testcase></testsuite>
            """)
        #expect(report.benchmarks.map(\.failures) == [1])
        #expect(report.flaws == [])
    }

    @Test("attributes may say how a test ended")
    func status() throws {
        let report = try report(
            """
            <testsuite><testcase name="a" status="fail" time="1"/><testcase name="b" status="notrun" time="0"/>
            <testcase name="c" status="run" result="suppressed"/><testcase name="d" status="run" time="3"/>
            <testcase name="e"><ignored/></testcase></testsuite>
            """)
        #expect(report.benchmarks.map(\.name) == ["a", "d"])
        #expect(report["a"]?.failures == 1)
        #expect(report["d"]?.failures == 0)
        #expect(report.notes == ["b was skipped", "c was skipped", "e was skipped"])
    }

    @Test("names may have a namespace, and suites share names of cases")
    func names() throws {
        let report = try report(
            """
            <j:testsuites xmlns:j="urn:j"><j:testsuite name="one"><j:testcase name="a" time="1"/></j:testsuite>
            <j:testsuite name="two"><j:testcase name="a" time="2"/></j:testsuite></j:testsuites>
            """)
        #expect(report.benchmarks.map(\.name) == ["one: a", "two: a"])
        #expect(
            refusal(
                "<testsuite><testcase name=\"a\" time=\"1\"/><testcase name=\"a\" time=\"2\"/></testsuite>"
            )
            .hasPrefix("report: error: the benchmark 'a' stands in it twice\n"))
    }

    @Test("of many skipped tests ten are named")
    func manySkipped() throws {
        let cases = (1...30).map { "<testcase name=\"\($0)\"><skipped/></testcase>" }.joined()
        let report = try report("<testsuite>\(cases)<testcase name=\"a\" time=\"1\"/></testsuite>")
        #expect(report.notes.count == 11)
        #expect(report.notes.last == "20 more tests were skipped, or failed before they passed")
    }

    @Test("thousands may be grouped; a comma alone has two meanings")
    func commas() throws {
        #expect(
            try report("<testsuite><testcase name=\"a\" time=\"1,234.5\"/></testsuite>")["a"]?.samples
                == [[1234.5]])
        for time in ["1,234", "0,5", "1,23.5", ",5.0"] {
            #expect(
                refusal("<testsuite><testcase name=\"a\" time=\"\(time)\"/></testsuite>").hasPrefix(
                    "report:1: error: the comma of '\(time)' may be"))
        }
    }
}
