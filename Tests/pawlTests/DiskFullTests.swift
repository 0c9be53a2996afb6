import Testing

extension Mishaps {
    @Suite struct DiskFullTests {
        /// Runs a gate in a clone on a file system of its own, which is nearly full and goes away with the command.
        ///
        /// - Parameter free: bytes that are left there.
        @Test(
            "what cannot be recorded is said, and nothing is half written",
            .enabled("needs the right to mount", mayMount), arguments: [0, 8192])
        func noRoomForTheLog(free: Int) async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let small = project.path + "/small"
            let script = """
                set -e
                mkdir '\(small)'
                mount -t tmpfs -o size=4m tmpfs '\(small)'
                git clone --quiet --bare . '\(small)/repository'
                cat /dev/zero > '\(small)/filler' 2> '\(project.path)/full' || true
                truncate --size=-\(free) '\(small)/filler'
                cd '\(small)/repository'
                status=0
                '\(try pawlPath())' gate items work || status=$?
                rm '\(small)/filler'
                '\(try pawlPath())' log verify
                '\(try pawlPath())' gate items work >&2
                exit $status
                """
            let variables = ["PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust]
            let gate = try await project.run(
                ["unshare", "--mount", "sh", "-c", script], variables: variables)
            #expect(gate.status == 70, "\(gate)")
            #expect(gate.errors.lowercased().contains(": no space left on device\n  hint: "), "\(gate)")
            #expect(gate.output.hasPrefix("staging: 1 entry verified, root "), "\(gate)")
            #expect(contents(project.path + "/full")?.contains("No space left on device") == true)
            try await project.expectNothingLeft()
        }

        @Test(
            "a full disk does not hold a rollback up", .enabled("needs the right to mount", mayMount))
        func noRoomForTheRollback() async throws {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            let small = project.path + "/small"
            let script = """
                set -e
                mkdir '\(small)'
                mount -t tmpfs -o size=4m tmpfs '\(small)'
                git clone --quiet --bare . '\(small)/repository'
                mount -t tmpfs -o size=16k tmpfs "$TMPDIR"
                cat /dev/zero > '\(small)/filler' 2> '\(project.path)/full' || true
                cd '\(small)/repository'
                '\(try pawlPath())' rollback items --environment staging --to main --reason 'the disk is full'
                """
            let variables = ["PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust]
            let rollback = try await project.run(
                ["unshare", "--mount", "sh", "-c", script], variables: variables)
            #expect(rollback.status == 0, "\(rollback)")
            #expect(rollback.errors.contains("the scripts run below /"), "\(rollback)")
            #expect(rollback.errors.contains("entry 'rollback-started' could not be recorded"), "\(rollback)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
        }

        @Test(
            "a disk that fills up during a deploy keeps nothing from going back, and the report from nobody",
            .enabled("needs the right to mount", mayMount))
        func noRoomAfterTheDeploy() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try project.write(
                "cat /dev/zero >\"$staging/../small/filler\" || true\n", to: "before-the-end")
            try await project.commit(fault: "failing-in-staging")
            let small = project.path + "/small"
            let script = """
                mkdir '\(small)' && mount -t tmpfs -o size=8m tmpfs '\(small)' &&
                git clone --quiet --bare . '\(small)/repository' && cd '\(small)/repository' &&
                exec '\(try pawlPath())' gate items work
                """
            let variables = ["PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust]
            let gate = try await project.run(
                ["unshare", "--mount", "sh", "-c", script], variables: variables)
            #expect(gate.status == 11, "\(gate)")
            #expect(gate.output.hasPrefix("ROLLED BACK"), "\(gate)")
            #expect(gate.output.contains("error: entry 'rolled-back' could not be recorded"), "\(gate)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            try await project.expectNothingLeft()
        }

        @Test(
            "a clean-up that fails is no failed deploy", .enabled("needs the right to mount", mayMount))
        func cleanUpFails() async throws {
            let project = try await Project(.deploying())
            try await project.deployBaseline()
            try project.write("mkdir mounted\nmount -t tmpfs tmpfs mounted\n", to: "before-the-end")
            try await project.commit(fault: "none")
            let variables = ["PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust]
            let gate = try await project.run(
                ["unshare", "--mount", try pawlPath(), "gate", "items"], variables: variables)
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.hasPrefix("DEPLOYED"), "\(gate)")
            #expect(
                gate.errors.contains("the deploy has ended, and what it needed could not be removed"),
                "\(gate)")
            #expect(try await project.entryKinds.last == "deployed")
        }

        @Test(
            "a full TMPDIR is said, and blocks", .enabled("needs the right to mount", mayMount))
        func noRoomForMeasuring() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let script = """
                mount -t tmpfs -o size=16k tmpfs "$TMPDIR" && exec '\(try pawlPath())' gate items --format json
                """
            let variables = [
                "PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust, "PAWL_CACHE": "off",
            ]
            let gate = try await project.run(
                ["unshare", "--mount", "sh", "-c", script], variables: variables)
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.contains("No space left on device"), "\(gate)")
            #expect(try await project.entryKinds == ["adopted", "block"])
        }
    }
}

@Sendable func mayMount() async throws -> Bool {
    let project = try await Project(ItemsPipeline(ItemsPipeline.compat), adopts: false)
    let script = "mount -t tmpfs tmpfs /mnt"
    return try await project.run(["unshare", "--mount", "sh", "-c", script], variables: [:]).status == 0
}
