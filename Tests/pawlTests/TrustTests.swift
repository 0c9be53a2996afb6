import Processes
import Testing

extension Gates {
    /// What a YAML trust file allows a gate, a person and a reader of the log.
    @Suite struct TrustTests {
        /// This project's key as `ci`, with what it may sign.
        private func trust(_ project: Project, kinds: String, rest: String = "") throws -> String {
            let line = try #require(contents(project.key + ".pub"))
            return """
                pawl-trust: 1
                keys:
                  ci: { key: "\(line.prefix { $0 != "\n" })", kinds: \(kinds), environments: [staging] }
                \(rest)
                """
        }

        private func write(_ text: String, in project: Project) throws -> String {
            let path = project.path + "/keys/trust.yaml"
            try durableWrite(Array(text.utf8), to: path)
            return path
        }

        @Test func aKeyThatMayNotSignWhatAGateWritesStopsItBeforeAnythingIsMeasured() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let path = try write(trust(project, kinds: "[adopted, block]"), in: project)
            let gate = try await project.pawl("gate", "items", "--trust", path)
            #expect(gate.status == 78, "\(gate)")
            #expect(
                gate.errors.contains("may not sign 'approve': '\(path):3' allows it 'adopted', 'block'\n"))
            #expect(gate.errors.contains("hint: add 'approve' to 'kinds' of 'ci' in that file"), "\(gate)")
            #expect(try await project.entryKinds == ["adopted"])
            let other = try write(trust(project, kinds: "[approve, block]"), in: project)
            let adopt = try await project.pawl(
                "log", "adopt", "HEAD", "--pipeline", "items", "--trust", other)
            #expect(adopt.status == 78, "\(adopt)")
            #expect(adopt.errors.contains("may not sign 'adopted': '\(other):3' allows it"), "\(adopt)")
            // The entry that is there already was not allowed either.
            let verify = try await project.pawl("log", "verify", "--trust", other)
            #expect(verify.status == 14, "\(verify)")
            #expect(verify.output.contains("log, entry 0: error: its signer 'ci' ("), "\(verify)")
            try await project.expectNothingLeft()
        }

        @Test func theContentOfTheFileMayStandInTheVariableInCIToo() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let text = try trust(project, kinds: "[adopted, approve, block]")
            let gate = try await project.pawl(
                "gate", "items", variables: ["CI": "true", "PAWL_TRUST": text])
            #expect(gate.status == 0, "\(gate)")
            #expect(try await project.lastEntry.contains("approve"))
            let signers = try #require(contents(project.trust))
            for content in [signers, String(signers.dropLast())] {
                let verify = try await project.pawl("log", "verify", variables: ["PAWL_TRUST": content])
                #expect(verify.status == 0, "\(verify)")
            }
            let broken = try await project.pawl(
                "log", "verify", variables: ["PAWL_TRUST": text.replacing("kinds:", with: "kind:")])
            #expect(broken.status == 78)
            #expect(broken.errors.hasPrefix("PAWL_TRUST:3:"), "\(broken)")
            #expect(broken.errors.hasSuffix("unknown key 'kind' in 'ci'\n  hint: did you mean 'kinds'?\n"))
        }

        @Test func aLogThatTheFileNamesAndThatIsNotThereIsNamed() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let path = try write(
                trust(
                    project, kinds: "\"*\"",
                    rest:
                        "environments: { staging: { pipelines: { items: pipelines/items.yaml } }, production: {} }"
                ),
                in: project)
            let verify = try await project.pawl("log", "verify", "--trust", path)
            #expect(verify.status == 14, "\(verify)")
            #expect(verify.errors.contains("log: error: there is no log of production here"), "\(verify)")
            #expect(!verify.errors.contains("staging"), "\(verify)")
            #expect(try await project.pawl("log", "list", "--trust", path).status == 0)
            let doctor = try await project.pawl("doctor", "--trust", path)
            let said = doctor.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(said.contains("'\(path)' names it, and it is not here"), "\(doctor)")
        }

        @Test func aPipelineFromAnotherPathDecidesNothing() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let path = try write(
                trust(
                    project, kinds: "\"*\"",
                    rest: "environments: { staging: { pipelines: { items: deploy/items.yaml } } }"),
                in: project)
            let verify = try await project.pawl("log", "verify", "--trust", path)
            #expect(verify.status == 14, "\(verify)")
            #expect(
                verify.output.contains(
                    "its pipeline is 'items' from 'pipelines/items.yaml', and '\(path):4' gives 'staging' to 'items' from 'deploy/items.yaml'"
                ), "\(verify)")
        }
    }
}
