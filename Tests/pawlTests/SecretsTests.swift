import Foundation
import Processes
import Testing

extension Gates {
    /// What of the caller's variables reaches the service and what of them is shown.
    @Suite struct SecretsTests {
        @Test func onlyWhatIsNamedReachesTheServiceAndNeverTheKey() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            pipeline.passed = "[ITEMS_COLOUR]"
            pipeline.secrets = "[ITEMS_TOKEN]"
            let directory = try TemporaryDirectory(prefix: "pawl-told-")
            pipeline.sandbox = "{ write: [\(directory.path)] }"
            let project = try await Project(pipeline)
            let told = directory.path + "/told"
            try project.write(told, to: "spy")
            try await project.commit("a service that tells what it was given")
            let key = try #require(contents(project.key))
            let gate = try await project.pawl(
                "gate", "items",
                variables: [
                    "PAWL_KEY_FILE": nil, "PAWL_KEY": key, "ITEMS_COLOUR": "green",
                    "ITEMS_TOKEN": "t0ps3cret",
                    "AWS_SECRET_ACCESS_KEY": "another",
                ])
            #expect(gate.status == 0, "\(gate)")

            let lines = try #require(contents(told)).split(separator: "\n")
            #expect(!lines.isEmpty)
            for line in lines {
                let variables = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
                #expect(variables["ITEMS_COLOUR"] == "green")
                #expect(variables["ITEMS_TOKEN"] == "t0ps3cret")
                #expect(
                    variables.keys.filter { $0.hasPrefix("PAWL_") }.sorted() == [
                        "PAWL_OWNER", "PAWL_PORT", "PAWL_REVISION", "PAWL_SCALE", "PAWL_STATE",
                    ])
                // Other variables may come from shells and from whatever starts Python, but none from the caller.
                for kept in ["AWS_SECRET_ACCESS_KEY", "XDG_CONFIG_HOME"] { #expect(variables[kept] == nil) }
                // Private: in the workspace, or where builds are kept.
                let home = try #require(variables["HOME"])
                let isPrivate = [project.temporary, project.home + "/.cache/pawl/build-"].contains {
                    home.hasPrefix($0)
                }
                #expect(isPrivate, "\(home)")
                #expect(!line.contains("PRIVATE KEY"))
            }
        }

        @Test func keysThatOthersCouldHaveAreRefused() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let inside = project.repository + "/pawl-key"
            try durableWrite(Array(try #require(contents(project.key)).utf8), to: inside, mode: 0o600)
            for words in [["gate", "items"], ["log", "adopt", "HEAD", "--pipeline", "items"]] {
                let refused = try await project.pawl(words + ["--key", inside])
                #expect(refused.status == 78, "\(refused)")
                #expect(
                    refused.errors.hasPrefix(
                        "key: error: '\(inside)' is inside the repository '\(project.repository)', "),
                    "\(refused)")
            }
            try #require(chmod(project.key, 0o640) == 0)
            let open = try await project.pawl("gate", "items")
            #expect(open.status == 78, "\(open)")
            #expect(
                open.errors == """
                    key: error: '\(project.key)' can be read by other users (mode 640)
                      hint: chmod 600 '\(project.key)'; whoever has read it can sign

                    """)
            try #require(chmod(project.trust, 0o666) == 0)
            let trust = try await project.pawl("log", "verify")
            #expect(trust.status == 78, "\(trust)")
            #expect(trust.errors.hasPrefix("trust: error: '\(project.trust)' can be written by other users"))
        }

        @Test func aPipelineThatAsksForTheKeyIsRefused() async throws {
            let pipeline = ItemsPipeline(ItemsPipeline.compat)
            let project = try await Project(pipeline)
            try project.write(
                pipeline.text(port: project.port).replacing("env: []", with: "env: [PAWL_KEY]"),
                to: "pipelines/items.yaml")
            try await project.commit("a service that wants the key")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 65)
            #expect(
                gate.errors.contains("error: 'PAWL_KEY' never passes to a command: it opens the signing key"))
        }

        @Test func aSecretThatTheBuildPrintsIsMaskedInWhatIsShownAndRecorded() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            pipeline.secrets = "[ITEMS_TOKEN]"
            let project = try await Project(pipeline)
            try project.write("#!/bin/sh\necho \"no access with $ITEMS_TOKEN\" >&2\nexit 1\n", to: "build")
            try project.makeExecutable("build")
            try await project.commit("a build that talks too much")
            let gate = try await project.pawl("gate", "items", variables: ["ITEMS_TOKEN": "t0ps3cret"])
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("no access with ***"))
            #expect(!gate.description.contains("t0ps3cret"))
            #expect(!(try await project.pawl("log", "show", "1")).description.contains("t0ps3cret"))
            let envelope = Data(try await project.git("show", "pawl/log/staging:decision.dsse.json").utf8)
            let fields = try JSONSerialization.jsonObject(with: envelope) as? [String: Any]
            let encoded = try #require(fields?["payload"] as? String)
            let payload = try #require(Data(base64Encoded: encoded))
            let recorded = String(decoding: payload, as: UTF8.self)
            #expect(!recorded.contains("t0ps3cret"))
            let evidence = try await project.git("show", "refs/pawl/evidence/staging:evidence.json")
            #expect(evidence.contains("no access with ***"))
            #expect(!evidence.contains("t0ps3cret"))
        }
    }
}
