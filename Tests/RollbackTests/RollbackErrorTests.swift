import GateModel
import Testing

@Suite("Rollback errors")
struct RollbackErrorTests {
    @Test func aMissingScriptIsNamed() async throws {
        let project = try await Project()
        try await project.git("rm -q rollback/shop/verify")
        try await project.commit("without")
        let from = try await project.commit("still without")
        #expect(
            try project.planningError() == """
                rollback: error: 'rollback/shop/verify' is not in commit \(from.short)
                  hint: commit the script, executable, before anything is deployed that may have to go back
                """)
    }

    @Test(
        "a script that nothing can execute is named",
        arguments: [
            "git update-index --chmod=-x rollback/shop/redeploy",
            "git rm -q rollback/shop/redeploy && ln -s verify rollback/shop/redeploy && git add rollback",
        ])
    func notExecutable(spoil: String) async throws {
        let project = try await Project()
        try await project.shell("\(spoil) && git commit -q -m spoiled")
        let to = try project.revision("HEAD").commit
        try await project.git("commit -q --allow-empty -m candidate")
        #expect(
            try project.planningError() == """
                rollback: error: 'rollback/shop/redeploy' in commit \(to.short) is not an executable file
                  hint: git update-index --chmod=+x 'rollback/shop/redeploy', and commit
                """)
    }

    @Test func aChangeWithoutSettingsIsNamed() async throws {
        let project = try await Project()
        try project.script("changes/x/revert")
        let from = try await project.commit("candidate")
        #expect(
            try project.planningError() == """
                rollback: error: 'rollback/shop/changes/x/change.yaml' is not a file in commit \(from.short)
                  hint: a change says whether it can be undone: 'reversible: full', 'lossy' or 'none'
                """)
    }

    @Test func aMistakeInTheSettingsIsShownWhereItStands() async throws {
        let project = try await Project()
        try project.change("x", "reversible: full\nwhen:    soon\n")
        let from = try await project.commit("candidate")
        #expect(
            try project.planningError() == """
                rollback/shop/changes/x/change.yaml:2:10: error: expected 'after' or 'before', found 'soon' \
                (in commit \(from.short))
                  hint: known are reversible (full, lossy, none), when (after, before), timeout, automatic, \
                note
                """)
    }

    @Test func settingsThatAreNoTextAreRefused() async throws {
        let project = try await Project()
        try await project.shell(
            #"mkdir -p rollback/shop/changes/x && printf '\377' > rollback/shop/changes/x/change.yaml"#
        )
        try await project.commit("candidate")
        #expect(
            try project.planningError().hasPrefix(
                "rollback/shop/changes/x/change.yaml:1:1: error: the file is not UTF-8 (in commit "))
    }
}
