import Glibc
import Processes
import Testing

extension Mishaps {
    /// Deploy scripts are code of the candidate, and run with the rights of whoever runs the gate.
    @Suite struct HostileDeployTests {
        /// A project whose candidate deploys as it should, and then does something else.
        ///
        /// - Parameter act: lines of shell; `REPOSITORY`, `LOG`, `EVIDENCE`, `MARK` and `KEY` stand for what they attack.
        private func project(_ act: String, watch: String? = nil) async throws -> Project {
            let project = try await Project(.deploying(watch: watch))
            try await project.deployBaseline()
            let lines = act.replacing("REPOSITORY", with: project.repository)
                .replacing("LOG", with: "refs/heads/pawl/log/staging")
                .replacing("EVIDENCE", with: "refs/pawl/evidence/staging")
                .replacing("MARK", with: "\(project.repository)/.git/pawl/log-staging.seen")
                .replacing("KEY", with: project.key).replacing("PROJECT", with: project.path)
            try project.write(
                "#!/bin/sh\nset -eu\npython3 -S staging.py run \"$PAWL_REVISION\"\n\(lines)\n", to: "deploy")
            try project.makeExecutable("deploy")
            try await project.commit("a deploy script that does more than deploy")
            return project
        }

        @Test(
            "what a deploy script does to the log is noticed, and nothing is appended to it",
            arguments: [
                (
                    "git -C 'REPOSITORY' update-ref LOG LOG~2", 1,
                    "log, entry 1: error: it is gone: this run has seen 3 entries"
                ),
                (
                    "git -C 'REPOSITORY' update-ref LOG LOG~2; rm 'MARK'", 1,
                    "log, entry 1: error: it is gone: this run has seen 3 entries"
                ),
                (
                    "git -C 'REPOSITORY' update-ref -d LOG; git -C 'REPOSITORY' update-ref -d EVIDENCE; rm 'MARK'",
                    0,
                    "log, entry 0: error: it is gone: this run has seen 3 entries"
                ),
                (
                    "rm 'MARK'; git -C 'REPOSITORY' fetch --quiet 'PROJECT/other' +LOG:LOG", 4,
                    "log, entry 2: error: the log up to it is another than this run has seen"
                ),
                (
                    "echo torn > 'REPOSITORY/.git/LOG'", 0,
                    "log: error: the log cannot be read: could not read 'refs/heads/pawl/log/staging': "
                ),
                (
                    "git -C 'REPOSITORY' update-ref -d EVIDENCE", 3,
                    "log: error: the evidence in 'refs/pawl/evidence/staging' was taken away while this ran"
                ),
                (
                    "rm 'MARK'", 3,
                    "log: error: what this machine remembers of it, 3 entries, was taken away while this ran"
                ),
                ("chmod 644 'KEY'", 3, "was changed while this ran: its mode was 600, and is 644 now"),
            ])
        func attacksOnTheLog(act: String, left: Int, message: String) async throws {
            let project = try await project(act)
            if act.contains("fetch") { try await makeOtherLog(project) }
            let gate = try await project.pawl("gate", "items")
            // 12 where it was rolled back and that could not be recorded.
            #expect([12, 14].contains(gate.status), "\(gate)")
            #expect(gate.errors.contains(message), "\(gate)")
            let count =
                try await project.git("for-each-ref", "--format=%(refname)", "refs/heads/pawl/log/staging")
                .isEmpty ? "0" : project.git("rev-list", "--count", "pawl/log/staging")
            #expect(count == String(left), "\(gate)")

            // The message says how to bring the log back; nothing of it is lost.
            if left != 3 {
                let start = try #require(
                    gate.errors.firstRange(of: "git update-ref refs/heads/pawl/log/staging "), "\(gate)")
                if act.contains("torn") {
                    try #require(unlink(project.repository + "/.git/refs/heads/pawl/log/staging") == 0)
                }
                let tip = String(gate.errors[start.upperBound...].prefix(40))
                try await project.git("update-ref", "refs/heads/pawl/log/staging", tip)
                let verify = try await project.pawl("log", "verify")
                #expect(verify.output.hasPrefix("staging: 3 entries verified"), "\(verify)")
            }
        }

        @Test func anObjectThatADeployScriptTookAwayIsMissedWhenItIsThrough() async throws {
            let project = try await project(
                """
                first=$(git -C 'REPOSITORY' rev-list --max-parents=0 LOG)
                rm -f "REPOSITORY/.git/objects/$(echo $first | cut -c1-2)/$(echo $first | cut -c3-)"
                """)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 14, "\(gate)")
            #expect(gate.errors.contains(": error: git cannot read it: could not read commit "), "\(gate)")
            // All of it is recorded all the same.
            #expect(
                try await project.git("log", "-1", "--format=%s", "pawl/log/staging").hasPrefix("deployed "))
        }

        @Test func aRollbackThatCouldNotBeRecordedIsNoneThatIsFinished() async throws {
            let project = try await project(
                "git -C 'REPOSITORY' update-ref LOG LOG~2; rm 'MARK'", watch: ItemsPipeline.watch)
            try await project.commit(fault: "failing-in-staging")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 12, "\(gate)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            #expect(try await project.git("rev-list", "--count", "pawl/log/staging") == "1")
            #expect(gate.errors.contains("it is gone: this run has seen 3 entries"), "\(gate)")
        }

        @Test func aRollbackByHandWhoseScriptsTouchTheLogEndsWithThat() async throws {
            let project = try await Project(.deploying(watch: nil))
            let redeploy = try #require(contents(project.repository + "/rollback/items/redeploy"))
            let attack =
                "git -C '\(project.repository)' update-ref refs/heads/pawl/log/staging refs/heads/pawl/log/staging~1"
            try await project.deployBaseline()
            try project.write(
                redeploy.replacing("exec python3", with: "\(attack)\nexec python3"),
                to: "rollback/items/redeploy")
            try project.makeExecutable("rollback/items/redeploy")
            let attacked = try await project.commit(fault: "none")
            try #require(try await project.pawl("gate", "items").status == 0)
            try await project.commit(fault: "none")
            try #require(try await project.pawl("gate", "items").status == 0)

            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 14, "\(rollback)")
            #expect(project.stagingRevision == attacked)
            #expect(rollback.errors.contains("it is gone: this run has seen 8 entries"), "\(rollback)")
            #expect(try await project.git("rev-list", "--count", "pawl/log/staging") == "7")
        }

        /// Four entries, signed by the same key, of a clone that began its log again.
        private func makeOtherLog(_ project: Project) async throws {
            let other = project.path + "/other"
            try await project.git("clone", "--quiet", "--bare", ".", other)
            try await project.git("-C", other, "update-ref", "-d", "refs/heads/pawl/log/staging")
            for _ in 0..<4 {
                let adopted = try await project.pawl(
                    "log", "adopt", "main", "--pipeline", "items", "-C", other, "--log-remote", "none")
                try #require(adopted.status == 0, "\(adopted)")
            }
        }

        @Test func theKeyIsInNoEnvironmentFromTheScriptUpToPawl() async throws {
            let project = try await project("exec python3 -S spy.py")
            let key = try #require(contents(project.key))
            let secret = try #require(key.split(separator: "\n").dropFirst().first)
            try project.write(
                """
                import os
                pid = os.getpid()
                with open("\(project.staging)/walked", "w") as walked:
                    while pid > 1:
                        with open(f"/proc/{pid}/comm") as file:
                            name = file.read().strip()
                        try:
                            with open(f"/proc/{pid}/environ", "rb") as file:
                                found = file.read()
                            print(name, b"PATH=" in found, b"PAWL_KEY" in found, b"\(secret)" in found, file=walked)
                        except PermissionError:
                            print(name, "closed", file=walked)
                        if name == "pawl":
                            break
                        with open(f"/proc/{pid}/stat") as file:
                            pid = int(file.read().rsplit(")", 1)[1].split()[1])

                """, to: "spy.py")
            try await project.commit("a spy")
            let gate = try await project.pawl(
                "gate", "items", variables: ["PAWL_KEY_FILE": nil, "PAWL_KEY": key])
            #expect(gate.status == 0, "\(gate)")
            let walked = try #require(contents(project.staging + "/walked")).split(separator: "\n")
            // To root it is open, and has the other variables in it.
            #expect(["pawl True False False", "pawl closed"].contains(walked.last), "\(walked)")
            #expect(walked.count > 2, "\(walked)")
            #expect(!walked.contains { $0.hasSuffix("True") }, "\(walked)")
        }

        @Test func aRollbackIsNotHeldUpByAKeyThatWasMadeReadable() async throws {
            let project = try await Project(.deploying(watch: nil))
            try await project.deployBaseline()
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items")
            try #require(gate.status == 0, "\(gate)")
            try #require(chmod(project.key, 0o644) == 0)
            let rollback = try await project.pawl("rollback", "items", "--environment", "staging")
            #expect(rollback.status == 0, "\(rollback)")
            #expect(
                rollback.errors.contains(
                    """
                    key: error: '\(project.key)' can be read by other users (mode 644)
                      hint: chmod 600 '\(project.key)'; whoever has read it can sign
                      note: going back all the same; only its owner may change it from now on

                    """), "\(rollback)")
            #expect(project.stagingRevision == (try await project.git("rev-parse", "main")))
            #expect(try await project.lastEntry.contains("rolled-back"))
        }
    }
}
