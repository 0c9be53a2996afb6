import Foundation
import Glibc
import Testing

extension Deployments {
    /// From `deploy-started` on nothing is thrown: what fails is in the log or in the report, and the exit code is that of
    /// what happened to the environment.
    @Suite struct AfterTheDeployTests {
        /// A deploy that does something to its gate once it is done.
        private func project(_ fault: String, _ script: String) async throws -> Project {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try project.write(script + "\n", to: "before-the-end")
            try await project.commit(fault: fault)
            return project
        }

        private static let takesTheLogAway =
            "git --git-dir=\"$staging/../repository/.git\" update-ref -d refs/heads/pawl/log/staging"

        @Test func aDeployThatCannotBeRecordedIsReportedAndNoSuccess() async throws {
            let project = try await project("none", Self.takesTheLogAway)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 14, "\(gate)")
            #expect(gate.output.hasPrefix("DEPLOYED"), "\(gate)")
            #expect(gate.output.contains("error: entry 'deployed' could not be recorded"), "\(gate)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "work")))
        }

        @Test func aRollbackThatCannotBeRecordedRunsAndNeedsSomebodyToLook() async throws {
            let project = try await project("failing-in-staging", Self.takesTheLogAway)
            let gate = try await project.pawl("gate", "items", "--format", "json")
            #expect(gate.status == 12, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["verdict"] as? String == "rolled-back")
            let problems = try #require(report["problems"] as? [String])
            #expect(
                problems.map { $0.prefix { $0 != ":" } } == [
                    "entry 'block' could not be recorded, going on all the same",
                    "entry 'rollback-started' could not be recorded, going on all the same",
                    "entry 'rolled-back' could not be recorded, going on all the same",
                ])
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }

        @Test func aReportThatCannotBeWrittenWhereItWasWantedGoesToStandardOutput() async throws {
            let project = try await project("failing-in-staging", "rm -r \"$staging/../out\"")
            try #require(mkdir(project.path + "/out", 0o700) == 0)
            let gate = try await project.pawl("gate", "items", "-o", project.path + "/out/report")
            #expect(gate.status == 11, "\(gate)")
            #expect(gate.output.hasPrefix("ROLLED BACK"), "\(gate)")
            #expect(gate.errors.contains("\(project.path)/out: error: could not open it"), "\(gate)")

            let refused = try await project.pawl("gate", "items", "-o", project.path + "/out/report")
            #expect(refused.status == 70)
            #expect(
                refused.errors.hasPrefix("\(project.path)/out/report: error: could not write it"),
                "\(refused)")
        }

        @Test func aReaderThatGoesAwayDoesNotEndTheGate() async throws {
            let project = try await project("failing-in-staging", "true")
            let script =
                "(status=0; '\(try pawlPath())' gate items || status=$?; echo $status >'\(project.path)/status') 2>&1 | true"
            _ = try await project.run(
                ["sh", "-c", script],
                variables: ["PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust])
            #expect(contents(project.path + "/status") == "11\n")
            #expect(try await project.entryKinds.last == "rolled-back")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }
    }
}
