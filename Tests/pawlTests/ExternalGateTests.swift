import Foundation
import Testing

extension Gates {
    @Suite struct ExternalGateTests {
        @Test func theDeployedRevisionIsRecordedAndWhatRunsLaterIsComparedWithIt() async throws {
            let project = try await project()
            let first = try await project.pawl("gate", "outside")
            #expect(first.status == 13, "\(first)")
            #expect(first.output.contains("no recording"), "\(first)")

            // Nothing was shown against what runs, so its samples are the first recording.
            let second = try await project.pawl("gate", "outside", "--format", "json")
            #expect(second.status == 0, "\(second)")
            let stages = try #require(try second.json()?["stages"] as? [[String: Any]])
            let judgements = try #require(stages.first?["judgements"] as? [[String: Any]])
            let compared = try #require(
                judgements.first { $0["id"] as? String == "regress/median-response_time-rel/read" })
            let deployed = try await project.git("rev-parse", "--short=7", "HEAD")
            #expect(
                (compared["notes"] as? [String])?.contains(
                    "one side only: compared with what entry 2 recorded of \(deployed); "
                        + "what changed around it since then is part of the difference") == true,
                "\(compared)")
            #expect(stages.last?["verdict"] as? String == "pass")

            try await project.commit(fault: "more-queries")
            try await project.deploy()
            let worse = try await project.pawl("gate", "outside")
            #expect(worse.status == 10, "\(worse)")
            #expect(worse.output.contains("violation[regress/mean-queries-rel/read]"), "\(worse)")

            let list = try await project.pawl("baseline", "list", "--pipeline", "outside")
            let rows = list.output.split(separator: "\n").map { $0.split(separator: " ") }
            #expect(rows.map { $0[0] } == ["2", "3"], "\(list)")
            #expect(rows.map { $0[6] } == ["ran", "approved"], "\(list)")
            try await project.expectNothingLeft()
        }

        @Test func whatDoesNotAnswerIsNotGated() async throws {
            let project = try await project()
            try await project.stopStaging()
            let kinds = try await project.entryKinds
            let gate = try await project.pawl("gate", "outside")
            #expect(gate.status == 69, "\(gate)")
            #expect(
                gate.errors.hasSuffix(
                    """
                    http://127.0.0.1:\(project.port): error: the external service does not answer: refused the connection
                      hint: start it, or correct 'external: { url: … }'; nothing was measured or recorded

                    """), "\(gate)")
            #expect(try await project.entryKinds == kinds)
        }

        @Test func recordedSamplesOfOtherOperationsAreNotComparable() async throws {
            let project = try await project()
            #expect(try await project.pawl("gate", "outside").status == 13)
            try project.write(
                pipeline(port: project.port).replacing("id: 1..50", with: "id: 1..49"),
                to: "pipelines/outside.yaml")
            try await project.commit("other inputs")
            let gate = try await project.pawl("gate", "outside")
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.contains("not comparable"), "\(gate)")
            #expect(gate.output.contains("with other operations, values or pairs"), "\(gate)")
        }

        @Test func otherInputsThanTheRecordedOnesAreNotComparable() async throws {
            let project = try await project()
            #expect(try await project.pawl("gate", "outside", "--seed", "1").status == 13)
            let gate = try await project.pawl("gate", "outside", "--seed", "2")
            #expect(gate.status == 13, "\(gate)")
            let words = gate.output.split { " \n│".contains($0) }.joined(separator: " ")
            #expect(words.contains("its seed is 1, this one's 2"), "\(gate)")
        }

        @Test func aServiceThatFailsIsBlockedByItsAbsoluteRule() async throws {
            let project = try await project()
            try await project.commit(fault: "failing")
            try await project.deploy()
            let gate = try await project.pawl("gate", "outside")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[regress/errors"), "\(gate)")
            // Shown to be bad, so it is no recording, whatever ran.
            #expect(
                try await project.pawl("baseline", "list", "--pipeline", "outside").output
                    == "no gate has recorded a baseline here\n")
        }

        /// The stage asks that the host be steady, which a busy one is not always.
        @Test func theBaselineStageComparesTheServiceWithItself() async throws {
            let project = try await project()
            try project.write(
                pipeline(port: project.port).replacing(
                    "stages:\n",
                    with: "stages:\n  - baseline: { cycles: 3, rules: [ mean(queries) in 1..5 ] }\n"),
                to: "pipelines/outside.yaml")
            try await project.commit("look at itself first")
            let gate = try await project.pawl("gate", "outside", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let stage = try #require((try gate.json()?["stages"] as? [[String: Any]])?.first)
            #expect(stage["stage"] as? String == "baseline")
            let judgements = try #require(stage["judgements"] as? [[String: Any]])
            let ids = judgements.compactMap { $0["id"] as? String }
            #expect(ids.contains("baseline/resolution-median-response_time-rel/read"), "\(ids)")
            #expect(ids.contains("baseline/steadiness/read"), "\(ids)")
            for judgement in judgements where judgement["verdict"] as? String != "pass" {
                let reason = judgement["reason"] as? String ?? ""
                #expect(["too noisy", "not steady"].contains(reason), "\(judgement)")
            }
        }

        /// Staging runs the adopted revision, which has a pipeline that looks at it from outside.
        private func project() async throws -> Project {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try project.write(pipeline(port: project.port), to: "pipelines/outside.yaml")
            try await project.commit("look from outside")
            try await project.deploy()
            let adopted = try await project.pawl("log", "adopt", "HEAD", "--pipeline", "outside")
            try #require(adopted.status == 0, "\(adopted)")
            return project
        }

        private func pipeline(port: UInt16) -> String {
            """
            pawl: 1
            name: outside
            environment: staging
            external: { url: "http://127.0.0.1:\(port)" }
            values:
              id: 1..50
            operations:
              read: "GET /items/{id}"
            metrics:
              queries: { header: X-Query-Count, unit: count }
            stages:
              - \(ItemsPipeline.regress.replacing("cpu: +400%, ", with: ""))
              - scale: { users: 2, operations_per_user: 4, rules: [ max(queries) <= 10, errors == 0 ] }

            """
        }
    }
}

extension Project {
    /// Deploys what is checked out, past Pawl.
    fileprivate func deploy() async throws {
        let deployed = try await run(
            ["./deploy"], variables: ["PAWL_REVISION": try await git("rev-parse", "HEAD")])
        try #require(deployed.status == 0, "\(deployed)")
    }
}
