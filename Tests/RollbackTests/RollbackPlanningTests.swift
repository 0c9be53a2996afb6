import GateModel
import Processes
import Rollback
import Testing

@Suite("Rollback planning")
struct RollbackPlanningTests {
    @Test func aStepSaysWhichBytesRunAndForHowLong() async throws {
        let project = try await Project()
        try project.script("redeploy", "exit 0")
        try await project.commit("target")
        try project.change("index", "reversible: full\ntimeout: 1.5m", "revert", "applied", "verify")
        try project.script("redeploy", "exit 1 # what the candidate has is not what runs")
        try await project.commit("candidate")
        let plan = try project.plan()
        let redeploy = try #require(plan.steps.first)
        #expect(redeploy.number == 1)
        #expect(redeploy.timeout == .seconds(60))
        #expect(redeploy.script.path == "rollback/shop/redeploy")
        #expect(redeploy.script.commit == plan.to.commit)
        // printf '#!/bin/sh\nexit 0\n' | git hash-object --stdin, and | sha256sum
        #expect(redeploy.script.blob.hex == "039e4d0069c5c26909f86c505b9de66182e6d1f3")
        #expect(redeploy.script.sha256 == "306c6ca7407560340797866e077e053627ad409277d1b9da58106fce4cf717cb")
        let revert = plan.steps[2]
        #expect(revert.action == .revert(change: "index"))
        #expect(revert.timeout == .seconds(90))
        #expect(revert.script.commit == plan.from.commit)
        #expect(revert.applied?.path == "rollback/shop/changes/index/applied")
        #expect(plan.steps[3].action == .verifyChange(change: "index"))
        #expect(plan.steps[3].applied == nil)
        #expect(plan.steps.map(\.number) == [1, 2, 3, 4, 5])
        #expect(plan.budget == .seconds(60))
    }

    @Test(
        "the settings of a change decide when its revert runs, and whether",
        arguments: [
            ("reversible: full", ["redeploy", "verify", "revert x", "verify x", "verify"], []),
            ("reversible: full\nwhen: before", ["revert x", "verify x", "redeploy", "verify"], []),
            ("reversible: lossy", ["redeploy", "verify"], ["x"]),
            ("reversible: lossy\nautomatic: no", ["redeploy", "verify"], ["x"]),
            (
                "reversible: lossy\nautomatic: yes",
                ["redeploy", "verify", "revert x", "verify x", "verify"], []
            ),
            ("reversible: none", ["redeploy", "verify"], ["x"]),
        ])
    func settingsDecide(settings: String, actions: [String], left: [String]) async throws {
        let project = try await Project()
        try project.change("x", settings, "revert", "verify")
        try await project.commit("candidate")
        let plan = try project.plan()
        #expect(plan.steps.map(\.action.description) == actions)
        #expect(plan.leftForPeople == left)
    }

    @Test func revertsBeforeAndAfterTheRedeployEachKeepTheirOrder() async throws {
        let project = try await Project()
        for (name, when) in [("1", "before"), ("2", "after"), ("3", "before"), ("4", "after")] {
            try project.change(name, "reversible: full\nwhen: \(when)")
            try await project.commit("change \(name)")
        }
        #expect(
            try project.actions(to: "HEAD~4") == [
                "revert 3", "revert 1", "redeploy", "verify", "revert 4", "revert 2", "verify",
            ])
    }

    @Test func onlyAnIrreversibleChangeIsAOneWayDoor() async throws {
        let project = try await Project()
        try project.change("full")
        try project.change("lossy", "reversible: lossy")
        try project.change("dropped", "reversible: none", "verify")
        try await project.commit("candidate")
        #expect(try project.doors() == ["dropped"])
        try project.change("renumbered", "reversible: none", "verify")
        try await project.commit("another")
        #expect(try project.doors() == ["renumbered"])
        #expect(try project.doors(to: "HEAD~2") == ["renumbered", "dropped"])
    }

    @Test func theGateAsksForTheRevertThatARollbackLeavesToPeople() async throws {
        let project = try await Project()
        try project.change("lossy", "reversible: lossy", "verify")
        let from = try await project.commit("candidate")
        #expect(try project.plan().leftForPeople == ["lossy"])
        #expect(
            throws: RollbackError.scriptMissing(
                path: "rollback/shop/changes/lossy/revert", commit: from)
        ) { try project.doors() }
    }

    @Test func aTargetWithoutScriptsIsRestoredWithThoseOfTheCandidate() async throws {
        let project = try await Project()
        try await project.git("rm -q -r rollback")
        try await project.commit("before there were scripts")
        try project.script("redeploy")
        try project.script("verify")
        let from = try await project.commit("candidate")
        #expect(try project.plan().steps.map(\.script.commit) == [from, from])
        try await project.git("rm -q rollback/shop/verify")
        let to = try await project.commit("no verify")
        try project.script("verify")
        let next = try await project.commit("verify again")
        #expect(try project.plan().steps.map(\.script.commit) == [to, next])
    }

    @Test func whatIsNotAChangeDirectoryIsLeftAlone() async throws {
        let project = try await Project()
        try project.file("rollback/shop/changes/README.md", "How changes are undone.")
        try project.file("rollback/other/changes/x/revert", "of another pipeline")
        try await project.commit("candidate")
        #expect(try project.actions() == ["redeploy", "verify"])
    }

    @Test func theFilesOfAChangeAreThoseThatRunNow() async throws {
        let project = try await Project()
        try project.change("x")
        try await project.commit("ships")
        try project.script("changes/x/revert", "echo edited")
        let from = try await project.commit("edits")
        #expect(try project.plan(to: "HEAD~2").steps[2].script.commit == from)
        #expect(try project.actions() == ["redeploy", "verify"])
    }
}
