import GateModel
import Testing

@testable import Reports

/// What stage `check` asks for and notes, as people read it.
struct CheckWordsTests {
    @Test(
        "what was seen of a suite is told by sides",
        arguments: [
            (
                Note.checkEnds(
                    baseline: .exited(status: 0), candidate: .exited(status: 1), again: .signalled(signal: 9)),
                "the baseline ended with exit 0, the candidate with exit 1, and once more with signal 9"
            ),
            (
                .checkEnds(baseline: .exited(status: 0), candidate: .exited(status: 0), again: nil),
                "the baseline ended with exit 0, the candidate with exit 0"
            ),
            (
                .checkCases(
                    baseline: Note.CheckedCases(passed: 13, failed: 0),
                    candidate: Note.CheckedCases(passed: 1, failed: 2)),
                "1 case passed and 2 failed on the candidate, 13 and 0 on the baseline"
            ),
            (
                .casesFailOnBoth(names: ["a", "\u{1b}[2J"], of: 2),
                "2 cases fail on the baseline too: a, ␛[2J"
            ),
            (
                .casesPassedAgain(names: ["a"], of: 1),
                "1 case failed on the candidate, and not when it was run once more: a"
            ),
            (.casesNotListed(count: 1), "1 more case fails only on the candidate"),
            (.casesNotListed(count: 12), "12 more cases fail only on the candidate"),
        ])
    func notes(note: Note, text: String) {
        #expect(note.text() == text)
        #expect(note.label == .note)
    }

    @Test(
        "what a pass may rest on less than it seems is a warning",
        arguments: [
            (
                Warning.casesAbsent(names: ["a", "b"], of: 5),
                "5 cases that passed on the baseline were not run on the candidate: a, b and 3 more"
            ),
            (
                .scriptsDiffer(names: ["lint", "\u{1b}[2J"]),
                "the candidate changed 'lint', '␛[2J'; the check ran the baseline's"
            ),
        ])
    func warnings(warning: Warning, text: String) {
        #expect(Note.warning(warning).text() == text)
        #expect(Note.warning(warning).label == .warning)
    }

    @Test(
        "a suite and a case have their limits in words",
        arguments: [
            (StageDemand.checkExit, "the check exits with 0 on the candidate", "exit 0"),
            (
                .checkCase(name: "\u{1b}[2J"), "'␛[2J' passes on the candidate", "passes, as on the baseline"
            ),
        ])
    func demands(demand: StageDemand, text: String, limit: String) {
        #expect(Demand.stage(demand).text == text)
        #expect(Demand.stage(demand).limitText == limit)
    }

    @Test(
        "a plan says what is run, where, and what decides",
        arguments: [
            (nil, "its exit status decides"), (.junit, "the cases of its JUnit report decide"),
        ] as [(Stage.Check.Report?, String)])
    func plan(report: Stage.Check.Report?, decides: String) {
        let stage = Stage(
            kind: .check(Stage.Check(run: .direct(["./lint", "--all"]), report: report)), rules: [],
            operations: [], within: nil, position: Examples.position(4, 5))
        #expect(
            stage.settings(isExternal: false)
                == "runs './lint --all' in a copy of each revision's files, the baseline's first; \(decides)")
    }
}
