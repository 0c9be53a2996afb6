import GateModel
import Testing

struct CheckRunTests {
    private static func execution(_ status: Int32, _ failed: [String]? = nil) -> CheckRun.Execution {
        CheckRun.Execution(
            end: .exited(status: status), output: "",
            report: failed.map { .cases(CheckRun.Cases(count: 5, failed: CheckRun.Names($0))) })
    }

    @Test(
        "the candidate is asked once more only where it failed otherwise than the baseline",
        arguments: [
            (execution(0), execution(0), false),
            (execution(0), execution(1), true),
            (execution(1), execution(1), false),
            (execution(1), execution(0), false),
            (execution(1, ["a"]), execution(1, ["a"]), false),
            (execution(1, ["a"]), execution(1, ["a", "b"]), true),
            (execution(0, []), execution(1, ["b"]), true),
            (execution(1, ["a"]), execution(0, []), false),
        ])
    func once(baseline: CheckRun.Execution, candidate: CheckRun.Execution, again: Bool) {
        #expect(CheckRun(baseline: baseline, candidate: candidate).failsOnlyOnCandidate == again)
    }

    @Test("nothing that did not run has failed")
    func nothing() {
        #expect(!CheckRun().failsOnlyOnCandidate)
        #expect(!CheckRun(baseline: Self.execution(0)).failsOnlyOnCandidate)
    }

    @Test("names are bound in number and length, and their count is not")
    func names() {
        let long = String(repeating: "é", count: 200)
        let names = CheckRun.Names([long] + (1..<1200).map { "case \($0)" })
        #expect(names.count == 1200)
        #expect(names.first.count == 1000)
        #expect(names.isCut)
        // 148 of two bytes each, and three of the ellipsis.
        #expect(names.first[0] == String(repeating: "é", count: 148) + "…")
        #expect(!CheckRun.Names(["a"]).isCut)
    }
}
