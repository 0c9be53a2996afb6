import Foundation
import Glibc
import Processes
import Testing

extension Mishaps {
    @Suite(.enabled(if: isLocustInstalled, "locust is not installed"))
    struct LocustGateTests {
        private func pipeline(_ rules: String) -> ItemsPipeline {
            ItemsPipeline(
                "scale: { users: 3, operations_per_user: 4, engine: locust, rules: [ \(rules) ] }")
        }

        @Test func theVerdictComesFromLocustAndThePlanShowsItsScript() async throws {
            let project = try await Project(pipeline("max(queries) <= 10, errors == 0"))
            let plan = try await project.pawl("plan", "items")
            #expect(plan.status == 0, "\(plan)")
            let settings = "\n    3 users × 4 operations of each kind, by 2 Locust workers\n"
            #expect(plan.output.contains(settings), "\(plan)")
            let script = try #require(plan.output.components(separatedBy: "\nlocustfile of scale\n").last)
            #expect(script.contains("\nclass PawlUser(User):\n"), "\(plan)")
            #expect(script.contains(#"["/items/999999"]"#), "\(plan)")

            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.contains("\nscale: load by locust 2.47.0, 2 workers: "), "\(gate)")
            let verified = try await project.pawl("log", "verify")
            #expect(verified.status == 0, "\(verified)")
            try await project.expectNothingLeft()
        }

        @Test func whatItsWorkersSawBlocks() async throws {
            let project = try await Project(pipeline("max(queries) <= 10, errors == 0"))
            try await project.commit(fault: "failing")
            let gate = try await project.pawl("gate", "items", "--format", "json")
            #expect(gate.status == 10, "\(gate)")
            let stages = try #require(try gate.json()?["stages"] as? [[String: Any]])
            #expect(stages.map { $0["engine"] as? String } == ["locust 2.47.0, 2 workers"], "\(gate)")
            #expect(stages.map { $0["verdict"] as? String } == ["violation"], "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func anExternalServiceIsLoadedToo() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let outside = """
                pawl: 1
                name: outside
                environment: staging
                external: { url: "http://127.0.0.1:\(project.port)" }
                values:
                  id: 1..50
                operations:
                  read: "GET /items/{id}"
                metrics:
                  queries: { header: X-Query-Count, unit: count }
                stages:
                  - scale: { users: 2, operations_per_user: 4, engine: locust, rules: [ max(queries) <= 10, errors == 0 ] }

                """
            try project.write(outside, to: "pipelines/outside.yaml")
            try await project.commit("look from outside")
            let deployed = try await project.run(
                ["./deploy"], variables: ["PAWL_REVISION": try await project.git("rev-parse", "HEAD")])
            try #require(deployed.status == 0, "\(deployed)")
            let adopted = try await project.pawl("log", "adopt", "HEAD", "--pipeline", "outside")
            try #require(adopted.status == 0, "\(adopted)")
            let gate = try await project.pawl("gate", "outside")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.contains("\nscale: load by locust 2.47.0, 2 workers: "), "\(gate)")
        }

        @Test("neither master nor workers outlive their gate", arguments: [SIGKILL, SIGINT])
        func killed(signal: Int32) async throws {
            let project = try await Project(
                ItemsPipeline(
                    "scale: { users: 2, operations_per_user: 50000, engine: locust, rules: [ errors == 0 ] }")
            )
            let gate = try await project.start("gate", "items")
            try await eventually("it is under load") {
                gate.errorOutput.text.contains("2 users × 50000 operations of each kind")
            }
            #expect(gate.hasEnded == nil, "\(gate.output.text)")
            #expect(kill(gate.processID, signal) == 0)
            try await eventually("the gate has ended") { gate.hasEnded != nil }
            #expect(gate.hasEnded == (signal == SIGKILL ? .signalled(SIGKILL) : .exited(130)))
            if signal == SIGKILL {
                try await project.expectNoProcessLeft()
            } else {
                try await project.expectNothingLeft()
            }
            #expect(try await project.pawl("log", "verify").status == 0)
        }
    }

    @Suite struct MissingLocustTests {
        @Test func aLoadByLocustWithoutItIsInconclusive() async throws {
            let project = try await Project(
                ItemsPipeline("scale: { engine: locust, rules: [ errors == 0 ] }"))
            let gate = try await project.pawl("gate", "items", variables: ["PATH": "/usr/bin:/bin"])
            #expect(gate.status == 13, "\(gate)")
            let words = gate.output.split { " \n│".contains($0) }.joined(separator: " ")
            #expect(
                words.contains(" ^ locust is not on the PATH; python3 -m pip install locust "),
                "\(gate)")
            try await project.expectNothingLeft()
        }
    }
}

/// On the PATH that these tests were started with.
private let isLocustInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/locust") }
