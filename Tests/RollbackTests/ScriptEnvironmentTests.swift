import GateModel
import Glibc
import Processes
import Rollback
import Testing

@Suite("What scripts see and leave")
struct ScriptEnvironmentTests {
    /// The variables that a script was started with, sorted.
    private static let printed = #"tr '\0' '\n' < /proc/$$/environ | sort"#

    @Test func aStepSeesItsVariablesAndNoOthers() async throws {
        let project = try await Project()
        try project.script("redeploy", Self.printed)
        try await project.commit("target")
        try project.change("x")
        try project.script("changes/x/revert", Self.printed)
        try await project.commit("candidate")
        let report = try await project.execution(variables: ["DATABASE": "shop"])
            .run(fingerprintBefore: nil)
        let seen = report.results[2].output.split(separator: "\n").map(String.init)
        let temporary = try #require(seen.first { $0.hasPrefix("HOME=") })
            .dropFirst("HOME=".count).dropLast("/home".count)
        let from = try #require(seen.first { $0.hasPrefix("PAWL_CHECKOUT_FROM=") })
            .dropFirst("PAWL_CHECKOUT_FROM=".count)
        #expect(from.hasSuffix("/checkout") && from != "\(temporary)/checkout")
        #expect(
            seen == [
                "DATABASE=shop",
                "HOME=\(temporary)/home",
                "PATH=/usr/bin:/bin",
                "PAWL_ATTEMPT=1",
                "PAWL_CHANGE=x",
                "PAWL_CHECKOUT=\(temporary)/checkout",
                "PAWL_CHECKOUT_FROM=\(from)",
                "PAWL_ENVIRONMENT=staging",
                "PAWL_FROM=\(report.plan.from.commit)",
                "PAWL_RUN=run-1",
                "PAWL_STEP=3",
                "PAWL_TO=\(report.plan.to.commit)",
                "STATE=\(project.state)",
            ])
        #expect(report.results[0].output.contains("PAWL_CHANGE=\n"))
        #expect(report.results[0].output.contains("PAWL_STEP=1\n"))
    }

    @Test func aHomeThatIsGivenStays() async throws {
        let project = try await Project()
        try project.script("redeploy", "echo $HOME; echo $PAWL_TO")
        try await project.commit("target")
        try await project.commit("candidate")
        let report = try await project.execution(variables: ["HOME": "/home/ada", "PAWL_TO": "forged"])
            .run(fingerprintBefore: nil)
        #expect(report.results[0].output == "/home/ada\n\(report.plan.to.commit)\n")
    }

    @Test func whatScriptsPrintIsMaskedAndBounded() async throws {
        let project = try await Project()
        try project.script(
            "redeploy",
            """
            echo "password $PASSWORD"
            head -c 100000 /dev/zero | tr '\\0' x
            echo "again $PASSWORD" >&2
            """)
        try await project.commit("target")
        try await project.commit("candidate")
        let report = try await project.execution(variables: ["PASSWORD": "hunter2"], masks: ["hunter2"])
            .run(fingerprintBefore: nil)
        // 'password ***' and a line feed are 13 bytes; 2048 bytes are kept from either end.
        let x = { String(repeating: "x", count: $0) }
        #expect(
            report.results[0].output == """
                password ***
                \(x(2048 - 13))
                [95917 bytes left out]
                \(x(2048))again ***

                """)
        #expect(!(try contents(project.journal)).contains("hunter2"))
    }

    @Test func aTimeoutKillsTheWholeTreeOfItsStep() async throws {
        let project = try await Project()
        try project.change("x", "reversible: full\ntimeout: 2s")
        try project.script("changes/x/revert", "\(Self.daemon)\nsleep 1000")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        #expect(report.outcome == .failed(step: 3))
        #expect("\(report.results[2].end)" == "timeout after 2 s")
        #expect(!(try isAlive(processID(in: project.state + "/daemon.pid"))))
    }

    @Test func whatARedeployLeavesRunningLivesOnAndIsReported() async throws {
        let project = try await Project()
        try project.script("redeploy", "\(Self.daemon)\necho started")
        try await project.commit("target")
        try await project.commit("candidate")
        let report = try await project.rollBack()
        let daemon = try processID(in: project.state + "/daemon.pid")
        #expect(try isAlive(daemon))
        kill(daemon, SIGKILL)
        #expect(report.outcome == .verified)
        // Beside the daemon there may be, for a moment more, who started it.
        #expect(report.results[0].output.hasPrefix("started\n[left running: "))
        #expect(report.results[0].output.contains("\(daemon)"))
    }

    @Test("a check leaves nothing running", arguments: ["verify", "changes/x/applied", "changes/x/verify"])
    func checks(script: String) async throws {
        let project = try await Project()
        try project.change("x")
        try project.script(script, Self.daemon)
        try await project.commit("candidate")
        // Back to where no scripts are: the candidate's own ones run.
        try await project.git("checkout -q -b empty HEAD~1")
        try await project.git("rm -q -r rollback")
        try await project.commit("target")
        let report = try await project.execution(from: "main", to: "empty").run(fingerprintBefore: nil)
        #expect(report.outcome == .verified)
        #expect(!(try isAlive(processID(in: project.state + "/daemon.pid"))))
    }

    /// Leaves a process behind: orphaned, in its own session, deaf to SIGTERM. Its pid is in a file before
    /// the script goes on.
    private static let daemon = """
        cd $STATE
        (setsid sh -c 'trap "" TERM; echo $$ > new; mv new daemon.pid; exec sleep 1000' &)
        while [ ! -e daemon.pid ]; do sleep 0.01; done
        """
}
