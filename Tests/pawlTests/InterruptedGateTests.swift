import Glibc
import Processes
import Testing

extension Mishaps {
    @Suite struct InterruptedGateTests {
        @Test(
            "a signal stops the measuring, and that is recorded",
            arguments: [
                (SIGINT, Int32(130)), (SIGTERM, Int32(143)),
            ])
        func measuring(signal: Int32, status: Int32) async throws {
            let project = try await Project(
                ItemsPipeline("memory: { at_least: 60s, rules: [ growth(memory) <= 20KB/op ] }"))
            try await project.commit(fault: "none")
            let gate = try await project.start("gate", "items")
            try await eventually("memory is measured") { gate.errorOutput.text.contains("==> memory") }
            #expect(kill(gate.processID, signal) == 0)
            try await eventually("the gate ends") { gate.hasEnded != nil }
            #expect(gate.hasEnded == .exited(status), "\(gate.errorOutput.text)")
            #expect(gate.output.text.contains("interrupted"))
            #expect(try await project.entryKinds == ["adopted", "block"])
            try await project.expectNothingLeft()
        }

        @Test func aSignalBeforeAnythingIsMeasuredRecordsNothing() async throws {
            var pipeline = ItemsPipeline.deploying()
            pipeline.deployed = "touch asked-$$; mv asked-$$ \"$TMPDIR/asked\"; sleep 1000"
            let project = try await Project(pipeline)
            try await project.commit(fault: "none")
            let gate = try await project.start("gate", "items")
            try await eventually("the environment is asked") {
                names(in: project.temporary).contains("asked")
            }
            #expect(kill(gate.processID, SIGINT) == 0)
            try await eventually("the gate ends") { gate.hasEnded != nil }
            #expect(gate.hasEnded == .exited(130), "\(gate.errorOutput.text)")
            #expect(
                gate.errorOutput.text.hasSuffix("interrupted: nothing was measured, decided or recorded\n"))
            #expect(try await project.entryKinds == ["adopted"])
            try await project.expectNoProcessLeft()
        }

        @Test func aSignalWhileItWatchesRollsBack() async throws {
            let project = try await Project(
                .deploying(watch: ItemsPipeline.longWatch))
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let gate = try await project.start("gate", "items")
            try await eventually("it watches") { gate.errorOutput.text.contains("watch: after the deploy") }
            #expect(kill(gate.processID, SIGINT) == 0)
            try await eventually("the gate ends") { gate.hasEnded != nil }
            #expect(gate.hasEnded == .exited(11), "\(gate.errorOutput.text)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            #expect(project.stagingProcess != nil)
            #expect(try await project.entryKinds.last == "rolled-back")
            try await project.expectNothingLeft()
        }

        @Test func aSecondSignalInTheRollbackLetsTheStepEndAndLeavesTheRest() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try await project.addChange(
                "20260714-flag", reverting: "while [ -e '\(project.staging)/hold' ]; do sleep 0.01; done")
            try await project.commit(fault: "failing-in-staging")
            try durableWrite([], to: project.staging + "/hold")
            let gate = try await project.start("gate", "items")
            try await eventually("it reverts") { gate.errorOutput.text.contains("rollback, step 3 of 5") }
            #expect(kill(gate.processID, SIGINT) == 0)
            try await Task.sleep(for: .milliseconds(200))
            #expect(gate.hasEnded == nil)
            #expect(unlink(project.staging + "/hold") == 0)
            try await eventually("the gate ends") { gate.hasEnded != nil }
            #expect(gate.hasEnded == .exited(12), "\(gate.errorOutput.text)")
            #expect(contents(project.staging + "/steps") == "applied\nrevert\n")

            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
        }

        @Test func ofTwoGatesAtOnceTheSecondIsTurnedAwayAndRecordsNothing() async throws {
            let project = try await Project(
                .deploying(watch: ItemsPipeline.longWatch))
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let first = try await project.start("gate", "items")
            for said in ["==> compat", "watch: after the deploy"] {
                try await eventually("the first says '\(said)'") { first.errorOutput.text.contains(said) }
                for words in [["gate", "items"], ["rollback", "items", "--environment", "staging"]] {
                    let second = try await project.pawl(words)
                    #expect(second.status == 75, "\(second)")
                    #expect(
                        second.errors.hasPrefix(
                            "lock: error: another run is in progress (pid \(first.processID), gate, since "))
                    #expect(second.errors.hasSuffix(")\n  hint: wait until it has ended\n"))
                }
            }
            #expect(try await project.entryKinds == ["adopted", "approve", "deploy-started"])
            #expect(kill(first.processID, SIGKILL) == 0)
        }
    }
}
