import GateModel
import JSON
import Reports
import Testing

@Suite struct CheckupReportTests {
    private var checkup: Checkup {
        var checkup = Checkup()
        checkup.add("git", .good, "libgit2 1.5.1")
        checkup.add("load", .weak, "2.24 over one minute", hint: "something else runs here")
        checkup.add("plan", .note, "p99 is seldom seen")
        return checkup
    }

    @Test func whatIsOnlyWeakLeavesAHostReady() {
        #expect(
            CheckupReport.text(checkup) == """
                READY  nothing that was looked at would stop a gate

                 ✓ git   libgit2 1.5.1
                 ! load  2.24 over one minute
                         hint: something else runs here
                 · plan  p99 is seldom seen

                """)
    }

    @Test func anErrorIsShownWithItsHintBelow() {
        var checkup = checkup
        checkup.add(
            "key", .missing, error: "key: error: no signing key\n  hint: make one with 'pawl key new'")
        #expect(checkup.obstacles.map(\.topic) == ["key"])
        #expect(
            CheckupReport.text(checkup).hasPrefix("NOT READY  1 thing would stop a gate\n"))
        #expect(
            CheckupReport.text(checkup).hasSuffix(
                " ✗ key   no signing key\n         hint: make one with 'pawl key new'\n"))
    }

    @Test func severalErrorsKeepTheirPlacesAndLines() {
        var checkup = Checkup()
        checkup.add("pipeline", .missing, error: "a.yaml:1:1: error: one\na.yaml:2:1: error: two")
        #expect(
            CheckupReport.text(checkup) == """
                NOT READY  1 thing would stop a gate

                 ✗ pipeline  a.yaml:1:1: error: one
                             a.yaml:2:1: error: two

                """)
    }

    @Test func jsonSaysWhetherItIsReady() throws {
        var checkup = checkup
        checkup.noise = Examples.quiet
        let json = try JSONParser.parse(Array(CheckupReport.json(checkup).utf8))
        #expect(json["ready"]?.bool == true)
        #expect(json["findings"]?.array?.count == 3)
        #expect(json["findings"]?.array?[1]["state"]?.string == "weak")
        #expect(json["noise"]?["smallest_change"]?.number == 0.0308)
    }
}
