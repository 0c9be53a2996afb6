import GateModel
import Processes
import Rollback
import Testing

@Suite("Where scripts come from")
struct ScriptSourceTests {
    @Test func whatLiesInTheWorkTreeIsNeverRun() async throws {
        let project = try await Project()
        try project.change("x", "reversible: full", "revert", "applied")
        try await project.commit("candidate")
        for script in ["redeploy", "verify", "changes/x/revert", "changes/x/applied"] {
            try project.script(script, "echo work tree >> $STATE/trace")
        }
        try await project.git("add rollback/shop/verify")
        #expect(try await project.rollBack().outcome == .verified)
        #expect(
            try project.trace == ["1 redeploy ", "2 verify ", "3 applied x", "3 revert x", "4 verify "])
    }

    @Test func aBareRepositoryIsEnough() async throws {
        let project = try await Project()
        try await project.commit("candidate")
        let plan = try project.plan()
        try await project.git("clone -q --bare . ../bare")
        let context = RollbackContext(
            repository: project.directory.path + "/bare", environmentName: "staging", run: "run-1",
            variables: ["PATH": "/usr/bin:/bin", "STATE": project.state], masks: [],
            journal: project.journal, progress: { _ in }, isInterrupted: { false })
        let report = try await RollbackSteps(plan, context).run(fingerprintBefore: nil)
        #expect(report.outcome == .verified)
    }

    @Test func aScriptThatAnotherOneChangedIsNotRun() async throws {
        let project = try await Project()
        try project.script(
            "redeploy",
            #"""
            echo redeployed >> $STATE/trace; chmod u+w "${0%/*}/verify"; echo 'echo forged >> $STATE/trace' >> "${0%/*}/verify"
            """#)
        try await project.commit("target")
        try project.change("x")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.outcome == .failed(step: 2))
        #expect(report.results[1].end == .ran(end: .notStarted))
        #expect(
            report.results[1].output.hasPrefix(
                "rollback: error: 'rollback/shop/verify' was changed after it was exported from git, and is not run\n"
            ))
        #expect(try project.trace == ["redeployed"])
    }

    @Test func scriptsArePrivateAndReadOnly() async throws {
        let project = try await Project()
        try project.change("x")
        try project.script(
            "changes/x/revert", #"cd "${0%/*}" && stat -c '%a %n' . revert down.sql sql sql/a ../.."#)
        try project.file("rollback/shop/changes/x/down.sql", "")
        try project.file("rollback/shop/changes/x/sql/a", "")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(
            report.results[2].output == """
                500 .
                500 revert
                400 down.sql
                500 sql
                400 sql/a
                500 ../..

                """)
    }

    @Test func aScriptFindsTheFilesThatWereCommittedBesideIt() async throws {
        let project = try await Project()
        try project.script("redeploy", #"cat "${0%/*}/settings""#)
        try project.file("rollback/shop/settings", "the target's\n")
        try await project.commit("target")
        try project.change("x")
        try project.script("changes/x/revert", #"cat "${0%/*}/down.sql" "${0%/*}/../../settings""#)
        try project.file("rollback/shop/changes/x/down.sql", "drop index\n")
        try project.file("rollback/shop/settings", "the candidate's\n")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.results[0].output == "the target's\n")
        #expect(report.results[2].output == "drop index\nthe candidate's\n")
    }

    @Test func aScriptWorksInTheTargetsCheckoutAndFindsTheOther() async throws {
        let project = try await Project()
        try project.file("version", "target\n")
        try project.script(
            "redeploy",
            #"cat version "$PAWL_CHECKOUT/version" "$PAWL_CHECKOUT_FROM/version"; echo built > version"#)
        try project.script("verify", "cat version")
        try await project.commit("target")
        try project.file("version", "candidate\n")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.results[0].output == "target\ntarget\ncandidate\n")
        #expect(report.results[1].output == "built\n")
    }
}
