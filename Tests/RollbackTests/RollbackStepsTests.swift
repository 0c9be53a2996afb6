import GateModel
import Processes
import Rollback
import Testing

@Suite("Rollback execution")
struct RollbackStepsTests {
    @Test func aPlanWithoutAStepIsNotVerified() async throws {
        let project = try await Project()
        try await project.commit("candidate")
        let whole = try project.plan()
        let plan = RollbackPlan(
            from: whole.from, to: whole.to, steps: [], leftForPeople: [], budget: whole.budget)
        let execution = RollbackSteps(
            plan,
            RollbackContext(
                repository: project.path, environmentName: "staging", run: "run-1", variables: [:], masks: [],
                journal: nil, progress: { _ in }, isInterrupted: { false }))
        #expect(try await execution.run(fingerprintBefore: nil).outcome == .notVerified)
    }

    @Test func stepsRunInOrderAndAreReported() async throws {
        let project = try await Project()
        try project.change("late", "reversible: full", "revert", "verify")
        try project.change("early", "reversible: full\nwhen: before")
        try project.change("kept", "reversible: lossy")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(
            try project.trace == [
                "1 revert early", "2 redeploy ", "3 verify ", "4 revert late", "5 verify late", "6 verify ",
            ])
        #expect(report.results.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(
            report.results.allSatisfy {
                $0.end == .ran(end: .exited(status: 0)) && $0.succeeded && $0.seconds > 0
            })
        #expect(report.outcome == .cleanUpLeft(["kept"]))
        #expect(report.plan == (try project.plan()))
        #expect(report.fingerprints == nil)
    }

    @Test func aStepThatFailsEndsTheRollback() async throws {
        let project = try await Project()
        try project.change("a", "reversible: full")
        try project.change("b", "reversible: full")
        try project.script("changes/a/revert", "\(Project.traced)\necho no such table >&2; exit 3")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.outcome == .failed(step: 3))
        #expect(try project.trace == ["1 redeploy ", "2 verify ", "3 revert a"])
        #expect(report.results.map { "\($0.end)" } == ["exit 0", "exit 0", "exit 3"])
        #expect(report.results.last?.succeeded == false)
        #expect(report.results.last?.output == "no such table\n")
    }

    @Test(
        "a verification that fails is told apart from one that fails last",
        arguments: [
            ("verify", "exit 1", ["exit 0", "exit 1"], RollbackReport.Outcome.failed(step: 2)),
            (
                "verify", "test $PAWL_STEP = 2", ["exit 0", "exit 0", "exit 0", "exit 0", "exit 1"],
                .notVerified
            ),
            ("changes/x/verify", "kill -9 $$", ["exit 0", "exit 0", "exit 0", "signal 9"], .failed(step: 4)),
        ])
    func failingVerification(
        script: String, text: String, ends: [String], outcome: RollbackReport.Outcome
    ) async throws {
        let project = try await Project()
        if script == "verify" {
            try project.script(script, text)
            try await project.commit("target")
        }
        try project.change("x", "reversible: full", "revert", "verify")
        if script != "verify" { try project.script(script, text) }
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.results.map { "\($0.end)" } == ends)
        #expect(report.outcome == outcome)
    }

    @Test func withoutRevertsTheOnlyVerificationIsTheLast() async throws {
        let project = try await Project()
        try project.script("verify", "exit 1")
        try await project.commit("target")
        try await project.commit("candidate")
        #expect(try await project.rollBack().outcome == .notVerified)
    }

    @Test(
        "'applied' decides whether a change is reverted",
        arguments: [
            ("exit 0", ["1 redeploy ", "2 verify ", "3 revert x", "4 verify "], "exit 0", true),
            ("exit 1", ["1 redeploy ", "2 verify ", "4 verify "], "skipped: not applied here", true),
            ("exit 2", ["1 redeploy ", "2 verify "], "'applied' ended with exit 2", false),
            ("kill $$", ["1 redeploy ", "2 verify "], "'applied' ended with signal 15", false),
        ])
    func applied(text: String, trace: [String], end: String, succeeded: Bool) async throws {
        let project = try await Project()
        try project.change("x")
        try project.script("changes/x/applied", text)
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(try project.trace == trace)
        #expect("\(report.results[2].end)" == end)
        #expect(report.results[2].succeeded == succeeded)
        #expect(report.outcome == (succeeded ? .verified : .failed(step: 3)))
    }

    @Test func aScriptThatCannotBeStartedHasFailed() async throws {
        let project = try await Project()
        try project.file("rollback/shop/redeploy", "#!/no/such/interpreter\n", mode: 0o755)
        try await project.commit("target")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.outcome == .failed(step: 1))
        #expect(report.results.map { "\($0.end)" } == ["not started"])
        #expect(
            report.results[0].output.hasSuffix(
                """
                /rollback/shop/redeploy: error: could not be started: no such file or directory
                  hint: name an executable on the command's PATH, or mend the interpreter in its first line
                """))
    }

    @Test func aScriptWhoseShepherdDiesHasAnUnknownEnd() async throws {
        let project = try await Project()
        try project.script("redeploy", "kill -9 $PPID; while :; do :; done")
        try await project.commit("target")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.outcome == .failed(step: 1))
        #expect(report.results.map { "\($0.end)" } == ["end not known"])
    }

    @Test func anInterruptLetsTheStepInFlightEndAndLeavesTheRest() async throws {
        let project = try await Project()
        try project.script("verify", "touch $STATE/interrupt\n\(Project.traced)")
        try await project.commit("target")
        try project.change("x")
        try await project.commit("candidate")
        let interrupt = project.state + "/interrupt"
        let execution = try project.execution(isInterrupted: { exists(interrupt) })
        let report = try await execution.run(fingerprintBefore: "before")
        #expect(report.outcome == .unfinished(step: 3))
        #expect(try project.trace == ["1 redeploy ", "2 verify "])
        #expect(report.results.map { "\($0.end)" } == ["exit 0", "exit 0"])
    }

    @Test func anInterruptDuringTheLastStepChangesNothing() async throws {
        let project = try await Project()
        try project.script("verify", "touch $STATE/interrupt")
        try await project.commit("target")
        try await project.commit("candidate")
        let interrupt = project.state + "/interrupt"
        let execution = try project.execution(isInterrupted: { exists(interrupt) })
        #expect(try await execution.run(fingerprintBefore: nil).outcome == .verified)
    }

    @Test func cancellingTheTaskAbortsNoStepAndLeavesNoneOut() async throws {
        let project = try await Project()
        try project.script(
            "redeploy",
            "touch $STATE/started\nwhile [ ! -e $STATE/go ]; do sleep 0.01; done\n\(Project.traced)")
        try await project.commit("target")
        try project.change("x")
        try await project.commit("candidate")
        let execution = try project.execution()
        let task = Task { try await execution.run(fingerprintBefore: nil) }
        try await eventually("the redeploy starts") { exists(project.state + "/started") }
        task.cancel()
        try durableWrite([], to: project.state + "/go")
        #expect(try await task.value.outcome == .verified)
        #expect(try project.trace == ["1 redeploy ", "2 verify ", "3 revert x", "4 verify "])
    }

    @Test func aTaskThatIsAlreadyCancelledRollsBackAllTheSame() async throws {
        let project = try await Project()
        try await project.commit("candidate")
        let execution = try project.execution()
        let outcome = try await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await execution.run(fingerprintBefore: nil).outcome
        }.value
        #expect(outcome == .verified)
        #expect(try project.trace == ["1 redeploy ", "2 verify "])
    }
}
