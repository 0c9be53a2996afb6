import GateModel
import Glibc
import JSON
import Processes
import Testing

@testable import Rollback

@Suite("Journal")
struct JournalTests {
    @Test func everyStepHasALineBeforeItStartsAndOneAfterItEnds() async throws {
        let project = try await Project()
        try project.script("verify", "exit 1")
        try await project.commit("target")
        try await project.commit("candidate")
        let steps = try await project.rollBack().plan.steps
        let (redeploy, verify) = (steps[0].script, steps[1].script)
        let lines = try AppendOnlyFile.lines(of: project.journal).map(withoutTime)
        func line(_ action: String, _ event: String, _ script: RollbackStep.Script, _ step: Int) -> String {
            #"{"action":{"kind":"\#(action)"},"blob":"\#(script.blob)","event":{\#(event)},"run":"run-1","#
                + #""sha256":"\#(script.sha256)","step":\#(step)}"#
        }
        #expect(
            lines == [
                line("redeploy", #""kind":"started""#, redeploy, 1),
                line(
                    "redeploy", #""end":{"end":{"kind":"exited","status":0},"kind":"ran"},"kind":"ended""#,
                    redeploy, 1),
                line("verify", #""kind":"started""#, verify, 2),
                line(
                    "verify", #""end":{"end":{"kind":"exited","status":1},"kind":"ran"},"kind":"ended""#,
                    verify, 2),
            ])
    }

    @Test("lines read back, and other spellings are refused")
    func reading() throws {
        let step = RollbackStep(
            number: 3, action: .verifyChange(change: "20260714-a"),
            script: RollbackStep.Script(
                path: "a", commit: try objectID("1"), blob: try objectID("2"), sha256: "cd"),
            applied: nil, timeout: .seconds(1))
        let ends: [(StepEnd, String)] = [
            (.ran(end: .signalled(signal: 9)), #"{"end":{"kind":"signalled","signal":9},"kind":"ran"}"#),
            (
                .ran(end: .memory(limitBytes: 1024)),
                #"{"end":{"kind":"memory","limitBytes":1024},"kind":"ran"}"#
            ),
            (
                .ran(end: .timedOut(after: .milliseconds(1500))),
                #"{"end":{"after":"1.5 s","kind":"timed-out"},"kind":"ran"}"#
            ),
            (.ran(end: .cancelled), #"{"end":{"kind":"cancelled"},"kind":"ran"}"#),
            (.ran(end: .notStarted), #"{"end":{"kind":"not-started"},"kind":"ran"}"#),
            (.ran(end: .unknown), #"{"end":{"kind":"unknown"},"kind":"ran"}"#),
            (.skipped, #"{"kind":"skipped"}"#),
            (
                .unclear(applied: .exited(status: 2)),
                #"{"applied":{"kind":"exited","status":2},"kind":"unclear"}"#
            ),
        ]
        for (end, text) in ends {
            let line = JournalLine(
                run: "run-1", step: step,
                event: .ended(.init(number: 3, end: end, seconds: 0.25, output: "")))
            let bytes = try JCS.bytes(line, fractions: .text)
            #expect(
                String(decoding: bytes, as: UTF8.self)
                    == #"{"action":{"change":"20260714-a","kind":"verify-change"},"blob":"\#(step.script.blob)","#
                    + #""event":{"end":\#(text),"kind":"ended","number":3,"seconds":"0.25 s"},"run":"run-1","#
                    + #""sha256":"cd","step":3}"#)
            #expect(try JCS.read(JournalLine.self, from: bytes, fractions: .text) == line)
            let other = String(decoding: bytes, as: UTF8.self).replacing("0.25 s", with: "0.250 s")
            let error = #expect(throws: JCSError.self) {
                try JCS.read(JournalLine.self, from: Array(other.utf8), fractions: .text)
            }
            #expect(error?.description == "event/seconds: expected a decimal number with 's'")
        }
    }

    private func objectID(_ digit: String) throws -> ObjectID {
        try #require(ObjectID(hex: String(repeating: digit, count: 40)))
    }

    @Test func aStepFindsItsOwnBeginningAndTheEndOfTheOneBeforeInTheJournal() async throws {
        let project = try await Project()
        try project.script("redeploy", "wc -l < $STATE/../journal")
        try project.script("verify", "wc -l < $STATE/../journal")
        try await project.commit("target")
        try await project.commit("candidate")
        #expect(try await project.rollBack().results.map(\.output) == ["1\n", "3\n"])
        // A second rollback goes on in the same file.
        #expect(try await project.rollBack().results.map(\.output) == ["5\n", "7\n"])
    }

    @Test func aRollbackRunsWithoutAJournalThatCannotBeOpened() async throws {
        let project = try await Project()
        try await project.commit("candidate")
        try makeDirectory(project.journal)
        let report = try await project.execution().run(fingerprintBefore: nil)
        #expect(report.outcome == .verified)
        #expect(try project.trace == ["1 redeploy ", "2 verify "])
    }

    @Test func aStepThatCannotBeRecordedRunsAllTheSame() async throws {
        let project = try await Project()
        try project.change("x")
        try await project.commit("candidate")
        // 512 bytes a file: enough for the redeploy's two lines and not for the next.
        let result = try await run(project.fixture(after: "trap '' XFSZ; ulimit -f 1;"))
        #expect(result.output.text == "verified\n")
        #expect(try project.trace.first == "1 redeploy ")
        #expect(try project.trace.count == 4)
        #expect(try events(project) == ["redeploy started", "redeploy ended"])
    }

    @Test func theJournalOutlivesARollbackThatIsKilled() async throws {
        let project = try await Project()
        try project.change("x")
        try project.script("changes/x/revert", "echo $$ > $STATE/new; mv $STATE/new $STATE/pid; sleep 1000")
        try await project.commit("candidate")
        var command = try project.fixture()
        // Its own shepherd is told to leave alone what the rollback started.
        command.keepsRunning = true
        let service = try await RunningService.start(command)
        let file = project.state + "/pid"
        try await eventually("the revert runs") { exists(file) }
        let revert = try processID(in: file)
        #expect(try isAlive(revert))
        kill(service.processID, SIGKILL)
        try await eventually("the revert is killed") { !(try isAlive(revert)) }
        #expect(
            try events(project) == [
                "redeploy started", "redeploy ended", "verify started", "verify ended", "revert x started",
            ])
        // What was written last may be torn. The next rollback cuts it off, and goes on behind it.
        try await project.shell("printf '{\"torn' >> ../journal")
        try project.script("changes/x/revert")
        try await project.commit("mended")
        #expect(try await project.execution(to: "HEAD~2").run(fingerprintBefore: nil).outcome == .verified)
        #expect(try events(project).count == 5 + 8)
    }

    private func events(_ project: Project) throws -> [String] {
        try AppendOnlyFile.lines(of: project.journal).map { line in
            let line = try JCS.read(JournalLine.self, from: Array(line.utf8), fractions: .text)
            return switch line.event {
            case .started: "\(line.action) started"
            case .ended: "\(line.action) ended"
            }
        }
    }

    /// Journals hold how long a step took, which no test can know.
    private func withoutTime(_ line: String) -> String {
        line.replacing(/,"number":\d+,"seconds":"[0-9.]+ s"/, with: "")
    }
}
