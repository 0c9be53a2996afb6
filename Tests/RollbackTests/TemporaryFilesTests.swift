import GateModel
import Processes
import Testing

@Suite("Temporary files of a rollback")
struct TemporaryFilesTests {
    @Test(
        "nothing is left, however the rollback ends",
        arguments: [("exit 0", "verified"), ("exit 1", "not verified")])
    func removed(verify: String, outcome: String) async throws {
        let project = try await Project()
        try project.script(
            "redeploy", #"mkdir -m 500 locked && touch "$HOME/.cache""#
        )
        try project.script("verify", verify)
        try await project.commit("target")
        try await project.commit("candidate")
        let result = try await run(project.fixture())
        #expect(result.output.text == "\(outcome)\n")
        #expect(result.errorOutput.text == "")
        #expect(try project.leftInTemporary() == [])
    }

    @Test func nothingIsLeftWhenTheCommitsCannotBeExported() async throws {
        let project = try await Project()
        try project.file("source", "")
        try await project.git("add source")
        try await project.git("update-index --add --cacheinfo 160000,$(git rev-parse HEAD),vendor")
        try await project.git("commit -q -m candidate")
        let from = try project.revision("HEAD").commit
        let result = try await run(project.fixture())
        #expect(
            result.output.text == """
                git: error: commit \(from.short) has submodules, which are not exported: 'vendor'
                  hint: commit the files themselves, or keep submodules out of what is exported

                """)
        #expect(try project.leftInTemporary() == [])
        #expect(!exists(project.state + "/trace"))
    }

    @Test func nothingIsLeftWhenTheJournalCannotBeOpened() async throws {
        let project = try await Project()
        try await project.commit("candidate")
        try makeDirectory(project.journal)
        let result = try await run(project.fixture())
        #expect(result.output.text == "verified\n")
        #expect(try project.leftInTemporary() == [])
    }
}
