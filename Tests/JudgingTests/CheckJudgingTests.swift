import GateModel
import Testing

@testable import Judging

struct CheckJudgingTests {
    private static func ended(
        _ status: Int32, _ failed: [String]? = nil, of count: Int = 13, output: String = ""
    ) -> CheckRun.Execution {
        CheckRun.Execution(
            end: .exited(status: status), output: output,
            report: failed.map { .cases(CheckRun.Cases(count: count, failed: CheckRun.Names($0))) })
    }

    private func result(
        _ run: CheckRun, report: Stage.Check.Report? = nil, failure: Inconclusive? = nil
    ) -> StageResult {
        let stage = stage(.check(Stage.Check(run: .shell("./lint"), report: report)), operations: [])
        let run = StageRun(.check(run), common: StageRun.Common(failure: failure))
        return judge(run, of: stage, in: pipeline(stage), after: [])
    }

    private static let baselineFails =
        "the baseline fails it too (exit 2), so it shows nothing of the candidate; "
        + "mend the suite, or what it needs of this machine, in what runs first"

    private static let exits: [(CheckRun.Execution, CheckRun.Execution, CheckRun.Execution?, Verdict)] = [
        (ended(0), ended(0), nil, .pass),
        (ended(2), ended(0), nil, .pass),
        (ended(2), ended(1), nil, inconclusive(.baselineFails, baselineFails)),
        (ended(0), ended(1), ended(1), .violation),
        (ended(0), ended(1), ended(7), .violation),
        (
            ended(0), ended(1), ended(0),
            inconclusive(
                .notRepeatable,
                "it failed on the candidate, and passed when it was run once more: "
                    + "make it give the same answer every time")
        ),
        (
            ended(0), ended(1), nil,
            inconclusive(.notEvaluated, "the check was not run once more on the candidate")
        ),
    ]

    @Test(
        "by exit status only a failure of the candidate alone, twice, is a violation", arguments: exits)
    func exit(
        baseline: CheckRun.Execution, candidate: CheckRun.Execution, again: CheckRun.Execution?,
        expected: Verdict
    ) {
        let result = result(CheckRun(baseline: baseline, candidate: candidate, again: again))
        #expect(result.judgements.map(\.id) == ["check/exit"])
        #expect(result.judgements[0].verdict.inWords == expected)
        #expect(result.verdict.inWords == expected)
    }

    @Test("a violation shows what the candidate printed, a pass does not")
    func output() {
        let bad = result(
            CheckRun(
                baseline: Self.ended(0, output: "fine"), candidate: Self.ended(1, output: "first"),
                again: Self.ended(1, output: "unused variable 'x'")))
        #expect(
            bad.judgements[0].said == [
                "the baseline ended with exit 0, the candidate with exit 1, and once more with exit 1",
                "unused variable 'x'",
            ])
        let good = result(CheckRun(baseline: Self.ended(0), candidate: Self.ended(0, output: "fine")))
        #expect(good.judgements[0].said == ["the baseline ended with exit 0, the candidate with exit 0"])
    }

    @Test(
        "a crash of the candidate alone is one of its failures",
        arguments: [ScriptEnd.signalled(signal: 11), .memory(limitBytes: 1 << 29)])
    func crash(end: ScriptEnd) {
        let crash = CheckRun.Execution(end: end, output: "")
        let result = result(CheckRun(baseline: Self.ended(0), candidate: crash, again: crash))
        #expect(result.verdict == .violation)
    }

    private static let old = ["old"]

    private static let caseRuns:
        [(CheckRun.Execution, CheckRun.Execution, CheckRun.Execution?, Verdict, [String])] = [
            (ended(0, []), ended(0, []), nil, .pass, ["check/exit"]),
            (ended(1, old), ended(0, []), nil, .pass, ["check/exit"]),
            (ended(0, []), ended(1, ["b"]), ended(1, ["b"]), .violation, ["check/exit", "check/b"]),
            (
                ended(1, old), ended(1, ["old", "b"]), ended(1, ["old", "b"]), .violation,
                ["check/exit", "check/b"]
            ),
            // Two that fail in turn: one of them is confirmed.
            (ended(0, []), ended(1, ["b", "c"]), ended(1, ["c"]), .violation, ["check/exit", "check/c"]),
            // A case of this name is no second judgement of the whole.
            (
                ended(0, []), ended(1, ["exit"]), ended(1, ["exit"]), .violation,
                ["check/exit", "check/exit (case)"]
            ),
            (
                ended(0, []), ended(1, ["b"]), ended(0, []),
                inconclusive(
                    .notRepeatable,
                    "1 case failed on the candidate, and not when it was run once more: "
                        + "make it give the same answer every time"), ["check/exit"]
            ),
            (
                ended(1, old), ended(1, old), nil,
                inconclusive(
                    .baselineFails,
                    "1 case fails on the baseline too, and nothing that passes there fails; "
                        + "mend or skip what fails, in what runs first"), ["check/exit"]
            ),
            (
                ended(0, []), ended(1, ["b"]), nil,
                inconclusive(.notEvaluated, "the check was not run once more on the candidate"),
                ["check/exit"]
            ),
        ]

    @Test(
        "by cases what fails on the candidate alone, twice, is a violation of its own", arguments: caseRuns)
    func cases(
        baseline: CheckRun.Execution, candidate: CheckRun.Execution, again: CheckRun.Execution?,
        expected: Verdict, ids: [String]
    ) {
        let result = result(
            CheckRun(baseline: baseline, candidate: candidate, again: again), report: .junit)
        #expect(result.verdict.inWords == expected)
        #expect(result.judgements.map(\.id) == ids)
    }

    private static let unread = CheckRun.Execution(
        end: .exited(status: 0), output: "", report: .unread(why: "nothing was written to PAWL_OUT"))

    @Test(
        "a report that says nothing, or something else than the exit status, is no evidence on either side",
        arguments: [
            (
                unread, Inconclusive.Reason.noSamples,
                "no report on the SIDE's side: nothing was written to PAWL_OUT"
            ),
            (ended(0), .noSamples, "no report on the SIDE's side: none was read"),
            (ended(0, [], of: 0), .noSamples, "no case was run on the SIDE's side"),
            (
                ended(0, ["b"]), .contradiction,
                "on the SIDE's side the report has 1 failed case, and the command ended with exit 0: one of the two is wrong"
            ),
            (
                ended(1, []), .contradiction,
                "on the SIDE's side the report has no failed case, and the command ended with exit 1: one of the two is wrong"
            ),
        ])
    func noEvidence(bad: CheckRun.Execution, reason: Inconclusive.Reason, text: String) {
        let good = Self.ended(0, [])
        let failed = Self.ended(1, ["b"])
        let runs = [
            ("baseline", CheckRun(baseline: bad, candidate: good)),
            ("candidate", CheckRun(baseline: good, candidate: bad, again: bad)),
            ("candidate", CheckRun(baseline: good, candidate: failed, again: bad)),
        ]
        for (side, run) in runs {
            let result = result(run, report: .junit)
            #expect(result.verdict.inWords == inconclusive(reason, text.replacing("SIDE", with: side)))
            #expect(result.judgements.map(\.id) == ["check/exit"])
        }
    }

    @Test("where the baseline fails more cases than are kept, none is called new")
    func tooMany() {
        let many = Self.ended(1, (0..<1200).map { "case \($0)" }, of: 1300)
        let result = result(
            CheckRun(
                baseline: many, candidate: Self.ended(1, ["case 1100"]), again: Self.ended(1, ["case 1100"])),
            report: .junit)
        #expect(result.verdict.reason == .baselineFails)
        #expect(result.judgements.map(\.id) == ["check/exit"])
    }

    @Test("twenty cases are named, the others counted")
    func bounded() {
        let names = (0..<33).map { "case \($0)" }
        let failed = Self.ended(1, names, of: 40)
        let result = result(
            CheckRun(baseline: Self.ended(0, [], of: 40), candidate: failed, again: failed), report: .junit)
        #expect(result.judgements.count == 21)
        #expect(result.judgements[0].said.contains("13 more cases fail only on the candidate"))
    }

    @Test("what fails on both sides and what is gone is noted beside a violation")
    func noted() {
        let result = result(
            CheckRun(
                baseline: Self.ended(1, ["old"]), candidate: Self.ended(1, ["old", "b", "c"]),
                again: Self.ended(1, ["old", "b"]), absent: CheckRun.Names(["gone"]), scripts: ["lint"]),
            report: .junit)
        #expect(
            result.judgements[0].said == [
                "the baseline ended with exit 1, the candidate with exit 1, and once more with exit 1",
                "10 cases passed and 3 failed on the candidate, 12 and 1 on the baseline",
                "1 case fails on the baseline too: old",
                "warning: 1 case that passed on the baseline was not run on the candidate: gone",
                "warning: the candidate changed 'lint'; the check ran the baseline's",
                "1 case failed on the candidate, and not when it was run once more: c",
            ])
    }

    @Test("what did not run, or not to its end, is no pass")
    func notRun() {
        let nothing = inconclusive(.notEvaluated, "the check did not run on both revisions")
        #expect(result(CheckRun()).verdict.inWords == nothing)
        #expect(result(CheckRun(baseline: Self.ended(0))).verdict.inWords == nothing)
        let why = Inconclusive(.timedOut, "the check of the candidate ended with timeout after 600 s")
        #expect(result(CheckRun(baseline: Self.ended(0)), failure: why).verdict.inWords == .inconclusive(why))
        let passed = CheckRun(baseline: Self.ended(0), candidate: Self.ended(0))
        #expect(result(passed, failure: why).verdict.inWords == .inconclusive(why))
        let failedOnce = CheckRun(baseline: Self.ended(0), candidate: Self.ended(1))
        #expect(result(failedOnce, failure: why).verdict.inWords == .inconclusive(why))
    }

    @Test("a gate of nothing but a check may approve, and so may one after the baseline's own stage")
    func approves() {
        let check = stage(.check(Stage.Check(run: .shell("./lint"))), operations: [])
        let passed = judge(
            StageRun(.check(CheckRun(baseline: Self.ended(0), candidate: Self.ended(0)))), of: check,
            in: pipeline(check), after: [])
        #expect(verdict(of: [passed], for: [check]) == .pass)
    }
}
