import Glibc
import Processes
import Testing

extension Mishaps {
    /// What a gate that was killed could not clean up, the next one does.
    @Suite struct SweptTests {
        /// Where states leave their names, as databases do in a server.
        private let register: TemporaryDirectory

        init() throws {
            register = try TemporaryDirectory(prefix: "pawl-register-")
        }

        private func pipeline(_ stage: String, registered: Bool) -> ItemsPipeline {
            var pipeline = ItemsPipeline(stage)
            pipeline.isRegistered = registered
            pipeline.passed = "[ITEMS_REGISTER]"
            pipeline.sandbox = "{ write: [\(register.path)] }"
            return pipeline
        }

        private func project(registered: Bool = false) async throws -> Project {
            try await Project(pipeline(Self.longMemory, registered: registered))
        }

        /// For gates to which something happens meanwhile.
        private static let longMemory = "memory: { at_least: 60s, rules: [ growth(memory) <= 20KB/op ] }"

        /// The next gate need not measure for long.
        private func commitShortPipeline(_ project: Project, registered: Bool = false) async throws {
            let pipeline = pipeline(ItemsPipeline.compat, registered: registered)
            try project.write(pipeline.text(port: project.port), to: "pipelines/items.yaml")
            try await project.commit(fault: "none")
        }

        private func variables(_ project: Project) -> [String: String?] {
            ["ITEMS_REGISTER": register.path]
        }

        @Test func directoriesAndStatesOfAKilledGateAreSweptByTheNext() async throws {
            let project = try await project(registered: true)
            try await project.commit(fault: "none")
            let gate = try await project.start("gate", "items", variables: variables(project))
            try await eventually("it measures") { gate.errorOutput.text.contains("==> memory") }
            try #require(kill(gate.processID, SIGKILL) == 0)
            try await project.expectNoProcessLeft()
            #expect(names(in: project.temporary).contains { $0.hasPrefix("pawl-gate-") })
            #expect(names(in: register.path).count >= 3)

            try await commitShortPipeline(project, registered: true)
            let next = try await project.pawl("gate", "items", variables: variables(project))
            #expect(next.status == 0, "\(next)")
            #expect(
                next.errors.contains("removed what pid \(gate.processID), which was killed, had left"),
                "\(next)")
            #expect(names(in: register.path) == [])
            try await project.expectNothingLeft()
        }

        @Test func aMarkThatTheKeyHasNotSealedDropsNothing() async throws {
            let project = try await project(registered: true)
            try await project.commit(fault: "none")
            let gate = try await project.start("gate", "items", variables: variables(project))
            try await eventually("it measures") { gate.errorOutput.text.contains("==> memory") }
            try #require(kill(gate.processID, SIGKILL) == 0)
            try await project.expectNoProcessLeft()
            let marked = try #require(
                names(in: project.temporary).first { $0.hasPrefix("pawl-run-") && !$0.hasSuffix(".owner") })
            let mark = "\(project.temporary)/\(marked)/mark"
            let text = try #require(contents(mark))
            try durableWrite(Array(text.replacing("items.yaml", with: "other.yaml").utf8), to: mark)
            let before = names(in: register.path).sorted()

            try await commitShortPipeline(project, registered: true)
            let next = try await project.pawl("gate", "items", variables: variables(project))
            #expect(next.status == 0, "\(next)")
            #expect(names(in: register.path).sorted() == before)
            try await project.expectNothingLeft()
        }

        @Test func processesThatLostTheirShepherdAreKilledByTheNext() async throws {
            let project = try await project()
            try await project.commit(fault: "has-a-child")
            // In a process namespace nothing outlives its shepherd.
            let gate = try await project.start("gate", "items", variables: ["PAWL_ISOLATION": "weak"])
            try await eventually("a child of the service runs") { !project.processes(named: "sleep").isEmpty }
            // Its shepherds die before it can see that, and with them the services, but not what those have started.
            try #require(kill(gate.processID, SIGSTOP) == 0)
            let children = project.processes(named: "sleep")
            try #require(!children.isEmpty)
            for shepherd in project.processes(named: "pawl-shepherd") { kill(shepherd, SIGKILL) }
            try #require(kill(gate.processID, SIGKILL) == 0)
            try await eventually("the gate is dead") { gate.hasEnded != nil }

            try await commitShortPipeline(project)
            let next = try await project.pawl("gate", "items")
            #expect(next.status == 0, "\(next)")
            // Any gate of this user may have been the next.
            #expect(!children.contains(where: isAlive))
            try await project.expectNothingLeft()
        }

        @Test func gatesThatRunAtTheSameTimeDoNotSweepEachOther() async throws {
            let project = try await project()
            try await project.commit(fault: "none")
            let other = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await other.commit(fault: "none")
            let gate = try await project.start("gate", "items")
            try await eventually("it measures") { gate.errorOutput.text.contains("==> memory") }
            let before = names(in: project.temporary).filter { $0.hasPrefix("pawl-gate-") }.sorted()
            let second = try await other.pawl("gate", "items", variables: ["TMPDIR": project.temporary])
            #expect(second.status == 0, "\(second)")
            #expect(!second.errors.contains("removed what"), "\(second)")
            #expect(names(in: project.temporary).filter { $0.hasPrefix("pawl-gate-") }.sorted() == before)
            try #require(kill(gate.processID, SIGINT) == 0)
            try await eventually("the first ends too") { gate.hasEnded != nil }
            #expect(gate.hasEnded == .exited(130), "\(gate.errorOutput.text)")
            try await project.expectNothingLeft()
        }
    }
}
