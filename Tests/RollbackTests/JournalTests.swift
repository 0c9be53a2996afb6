import GateModel
import Glibc
import JSON
import Processes
import Rollback
import Testing

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
        #expect(
            lines == [
                #"{"action":"redeploy","blob":"\#(redeploy.blob)","event":"started","run":"run-1","#
                    + #""sha256":"\#(redeploy.sha256)","step":1}"#,
                #"{"action":"redeploy","blob":"\#(redeploy.blob)","end":"exit 0","event":"ended","#
                    + #""run":"run-1","sha256":"\#(redeploy.sha256)","step":1,"succeeded":true}"#,
                #"{"action":"verify","blob":"\#(verify.blob)","event":"started","run":"run-1","#
                    + #""sha256":"\#(verify.sha256)","step":2}"#,
                #"{"action":"verify","blob":"\#(verify.blob)","end":"exit 1","event":"ended","run":"run-1","#
                    + #""sha256":"\#(verify.sha256)","step":2,"succeeded":false}"#,
            ])
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
            let object = try JSONParser.parse(Array(line.utf8))
            return try #require(object["action"]?.string) + " " + #require(object["event"]?.string)
        }
    }

    /// Journals hold how long a step took, which no test can know.
    private func withoutTime(_ line: String) -> String {
        line.replacing(/"milliseconds":\d+,/, with: "")
    }
}
