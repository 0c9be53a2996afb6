import GateModel
import Rollback
import Synchronization
import Testing

@Suite("Fingerprint")
struct FingerprintTests {
    /// A target whose fingerprint is what a script says, and a candidate.
    private func project(fingerprint: String) async throws -> Project {
        let project = try await Project()
        try project.script("fingerprint", fingerprint)
        try await project.commit("target")
        try project.script("fingerprint", "echo the candidate\\'s")
        try await project.commit("candidate")
        return project
    }

    @Test func theStateIsDigestedInTheSameWayBeforeAndAfter() async throws {
        let project = try await project(fingerprint: "cat $STATE/trace 2>/dev/null || echo '  as it\twas  '")
        let execution = try project.execution()
        let before = try await execution.fingerprint()
        #expect(before == "as it was")
        let report = try await execution.run(fingerprintBefore: before)
        #expect(
            report.fingerprints
                == RollbackReport.Fingerprints(before: "as it was", after: "1 redeploy 2 verify"))
    }

    @Test func itIsNotAskedForWhenNothingWasBefore() async throws {
        let project = try await project(fingerprint: "touch $STATE/asked; echo digest")
        #expect(try await project.rollBack().fingerprints == nil)
        #expect(!exists(project.state + "/asked"))
    }

    @Test func itIsNotAskedForWhenTheRollbackFailed() async throws {
        let project = try await project(fingerprint: "touch $STATE/asked; echo digest")
        try project.change("x")
        try project.script("changes/x/revert", "exit 1")
        try await project.commit("next")
        let report = try await project.rollBack(fingerprintBefore: "digest")
        #expect(report.outcome == .failed(step: 3))
        #expect(report.fingerprints == RollbackReport.Fingerprints(before: "digest", after: nil))
        #expect(!exists(project.state + "/asked"))
    }

    @Test(
        "no digest is told, and changes no outcome",
        arguments: [
            ("echo half; exit 4", "fingerprint: no digest: exit 4"),
            (":", "fingerprint: it printed nothing, or more than a digest"),
            (
                "head -c 5000 /dev/zero | tr '\\0' x",
                "fingerprint: it printed nothing, or more than a digest"
            ),
        ])
    func noDigest(script: String, words: String) async throws {
        let project = try await project(fingerprint: script)
        let said = Mutex<[String]>([])
        let execution = try project.execution(progress: { news in said.withLock { $0.append(news.text) } })
        let report = try await execution.run(fingerprintBefore: "digest")
        #expect(report.outcome == .verified)
        #expect(report.fingerprints == RollbackReport.Fingerprints(before: "digest", after: nil))
        #expect(
            said.withLock { $0 } == [
                "rollback, step 1 of 2: redeploy", "rollback, step 2 of 2: verify", words,
            ])
    }

    @Test func aTargetWithoutSuchAScriptHasNone() async throws {
        let project = try await Project()
        try await project.commit("candidate")
        #expect(try await project.execution().fingerprint() == nil)
    }
}
