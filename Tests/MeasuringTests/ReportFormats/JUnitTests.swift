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
}
