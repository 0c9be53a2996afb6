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
