import Foundation
import Processes
import Testing

extension Gates {
    @Suite struct DoctorTests {
        @Test func aProjectThatCanBeGatedIsReady() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.regress))
            let doctor = try await project.pawl("doctor", "items", "--format", "json")
            #expect(doctor.status == 0, "\(doctor)")
            let json = try #require(try doctor.json())
            #expect(json["ready"] as? Bool == true)
            let findings = try #require(json["findings"] as? [[String: Any]])
            let texts = Dictionary(
                findings.map { ($0["topic"] as? String ?? "", $0["text"] as? String ?? "") },
                uniquingKeysWith: { first, _ in first })
            #expect(texts["key"] == "\(project.key) (from PAWL_KEY_FILE), and it is trusted")
            #expect(texts["trust"] == "\(project.trust) (from PAWL_TRUST)")
            #expect(texts["log of staging"] == "1 entry verified")
            #expect(texts["baseline"] == "none on a host like this yet")
            #expect((json["noise"] as? [String: Any])?["blocks"] as? Int == 40)
        }

        @Test func aRecordedBaselineSaysWhatItsNoiseShows() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.regress))
            let candidate = try await project.commit(fault: "none")
            try #require(try await project.pawl("gate", "items").status == 0)
            let doctor = try await project.pawl("doctor", "items")
            #expect(doctor.status == 0, "\(doctor)")
            #expect(
                doctor.output.contains("baseline \(candidate.prefix(7))  read, in entry 1: σ_d "), "\(doctor)"
            )
        }

        @Test func flagsAreNamedAsTheSourceBeforeVariables() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let doctor = try await project.pawl(
                "doctor", "--key", project.key, variables: ["PAWL_CACHE": "off", "PAWL_TRUST": nil])
            #expect(doctor.status == 78)
            #expect(doctor.output.contains("\(project.key) (from --key)"), "\(doctor)")
            #expect(doctor.output.contains("nothing says whose signatures the log may carry"))
            #expect(doctor.output.contains("none: every gate builds and seeds anew"))
        }

        @Test func whatRunsNowIsTriedInTheSandbox() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let doctor = try await project.pawl("doctor", "items", "--sandbox", "--format", "json")
            #expect(doctor.status == 0, "\(doctor)")
            let findings = try #require(try doctor.json()?["findings"] as? [[String: Any]])
            let main = try await project.git("rev-parse", "main").prefix(7)
            let trial = try #require(findings.first { $0["topic"] as? String == "trial of \(main)" })
            #expect(trial["state"] as? String == "good")
            #expect((trial["text"] as? String)?.hasPrefix("built in ") == true)
            #expect((trial["text"] as? String)?.hasSuffix(" s, stopped") == true)
            #expect(findings.contains { ($0["topic"] as? String) == "seccomp" })
            try await project.expectNothingLeft()
        }

        @Test func whatTheSandboxKeepsFromItIsNamedWithTheLineThatOpensIt() async throws {
            // Wherever these tests have their own files, /tmp is what every sandbox has of its own.
            let models = try Processes.TemporaryDirectory(prefix: "pawl-models-", below: "/tmp")
            try durableWrite(Array("a".utf8), to: models.path + "/large.bin")
            let start = try contentsOfService().replacing(
                "import json\n",
                with: """
                    import json
                    try:
                        open("\(models.path)/large.bin").close()
                    except OSError:
                        raise SystemExit("no model")

                    """)
            let project = try await Project(
                ItemsPipeline(ItemsPipeline.compat), files: ["service.py": start])
            let doctor = try await project.pawl("doctor", "items", "--sandbox", "--format", "json")
            #expect(doctor.status == 78, "\(doctor)")
            let findings = try #require(try doctor.json()?["findings"] as? [[String: Any]])
            #expect(findings.contains { ($0["text"] as? String)?.contains("it printed: no model") == true })
            let refused = findings.filter { $0["topic"] as? String == "refused" }.compactMap {
                $0["text"] as? String
            }
            #expect(
                refused.contains(
                    "'\(models.path)/large.bin' is not open in the sandbox, 'sandbox: { read: [\(models.path)/large.bin] }' would open it"
                ), "\(doctor)")
            try await project.expectNothingLeft()
        }

        private func contentsOfService() throws -> String {
            let items = #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Items"
            return try String(contentsOfFile: items + "/service.py", encoding: .utf8)
        }

        @Test func theSandboxIsTriedOnAPipelineOnly() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let doctor = try await project.pawl("doctor", "--sandbox")
            #expect(doctor.status == 64, "\(doctor)")
            #expect(doctor.errors.contains("--sandbox needs a pipeline: pawl doctor NAME --sandbox"))
        }

        @Test func aMissingKeyWouldStopAGate() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let doctor = try await project.pawl("doctor", variables: ["PAWL_KEY_FILE": nil])
            #expect(doctor.status == 78, "\(doctor)")
            #expect(doctor.output.hasPrefix("NOT READY  1 thing would stop a gate\n"), "\(doctor)")
            #expect(doctor.output.contains(" ✗ key "), "\(doctor)")
        }

        @Test func aLogThatDoesNotVerifyOutranksTheRest() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.git("update-ref", "-d", "refs/heads/pawl/log/staging")
            try await project.git("update-ref", "refs/heads/pawl/log/staging", "HEAD")
            let doctor = try await project.pawl("doctor")
            #expect(doctor.status == 14, "\(doctor)")
            #expect(doctor.output.contains(" ✗ log of staging "), "\(doctor)")
        }
    }
}
