import Glibc
import Processes
import Testing

extension Gates {
    /// Everything around a pipeline file that can be wrong: names, repositories, keys, trust.
    @Suite struct BadSurroundingsTests {
        private func expect(
            _ outcome: Outcome, _ status: Int32, _ message: String,
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            #expect(outcome.status == status, sourceLocation: sourceLocation)
            #expect(outcome.errors == message + "\n", sourceLocation: sourceLocation)
            #expect(outcome.output == "", sourceLocation: sourceLocation)
        }

        @Test func namesThatLeadNowhere() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            expect(
                try await project.pawl("gate", "items", "v2.4"), 65,
                """
                git: error: could not resolve 'v2.4' to a commit: revspec 'v2.4' not found
                  hint: fetch tags, or name a commit
                """)
            expect(
                try await project.pawl("gate", "items", "--environment", "../production"), 65,
                """
                log: error: '../production' cannot be an environment's name
                  hint: use letters, digits, '-', '_' and '.', beginning with a letter or digit
                """)
            expect(
                try await project.pawl("log", "show", "7"), 65,
                """
                log: error: no entry '7'
                  hint: 'pawl log list' shows what there is
                """)
        }

        @Test func nothingAdopted() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat), adopts: false)
            let nothing =
                "log: error: nothing is known to run in staging for pipeline 'items', so there is no baseline"
            let adopt =
                "pawl log adopt COMMIT --pipeline items --environment staging, where COMMIT is what runs there now"
            expect(
                try await project.pawl("gate", "items"), 78,
                """
                \(nothing)
                  hint: say what runs there: \(adopt)
                """)
            try await project.git("remote", "add", "origin", "../elsewhere")
            let fetch = "pawl log sync --environment staging --log-remote origin"
            let silent =
                "fatal: '../elsewhere' does not appear to be a git repository; fatal: Could not read from remote repository."
            let gate = try await project.pawl("gate", "items")
            #expect(
                gate.errors.contains(
                    "note: whether 'origin' has the log of staging is not known: 'origin': \(silent)\n"))
            expect(
                Outcome(status: gate.status, output: gate.output, errors: gate.errors.afterNotes), 78,
                """
                \(nothing)
                  hint: look for the log at 'origin' first: \(fetch)
                  hint: only if there is none, begin it: \(adopt)
                """)
            try await project.git("update-ref", "refs/remotes/origin/pawl/log/staging", "HEAD")
            let unreachable = try await project.pawl("gate", "items")
            expect(
                Outcome(
                    status: unreachable.status, output: unreachable.output,
                    errors: unreachable.errors.afterNotes),
                69,
                """
                log: error: 'origin', where the log is shared, cannot be reached: \(silent)
                  hint: 'git ls-remote' with that name shows the same; run the command again once it answers
                """)
            try await project.git("update-ref", "-d", "refs/remotes/origin/pawl/log/staging")
            expect(
                try await project.pawl("log", "list"), 78,
                """
                log: error: this repository has no decision log
                  hint: bring it from where it is shared: pawl log sync
                  hint: only if there is none, begin it: pawl log adopt COMMIT --pipeline NAME, where COMMIT is what runs now
                """)
            #expect(
                try await project.git("for-each-ref", "--format=%(refname)", "refs/heads/pawl", "refs/pawl")
                    == "")
        }

        @Test("keys and trust that are missing or wrong", arguments: ["gate", "adopt"])
        func keysAndTrust(command: String) async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let words =
                command == "gate" ? ["gate", "items"] : ["log", "adopt", "HEAD", "--pipeline", "items"]
            expect(
                try await project.pawl(words, variables: ["PAWL_KEY_FILE": nil]), 78,
                """
                key: error: no signing key, and every decision is signed
                  hint: make one with 'pawl key new'; name one with --key or PAWL_KEY_FILE, or add one that is trusted to an ssh-agent
                """)
            expect(
                try await project.pawl(words, variables: ["PAWL_TRUST": nil]), 78,
                """
                trust: error: nothing says whose signatures the log may carry
                  hint: 'pawl key new' writes such a file; or name one with --trust or PAWL_TRUST
                """)
            expect(
                try await project.pawl(words, variables: ["PAWL_TRUST": "/nonexistent"]), 78,
                """
                trust: error: could not read '/nonexistent': there is no such file
                  hint: 'pawl key new' writes one; name it with --trust or PAWL_TRUST
                """)
            let locked = project.path + "/keys/locked"
            try await project.keygen(locked, passphrase: "open sesame")
            let outcome = try await project.pawl(words, variables: ["PAWL_KEY_FILE": locked])
            #expect(outcome.status == 78)
            #expect(outcome.errors.hasPrefix("\(locked): error: the private key is encrypted\n"))
            #expect(try await project.entryKinds == ["adopted"])
            try await project.expectNothingLeft()
        }

        @Test func aKeyThatIsNotTrustedIsRefusedBeforeAnythingIsMeasured() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let other = project.path + "/keys/other"
            try await project.keygen(other, passphrase: "")
            let print = try await project.run(["ssh-keygen", "-lf", other], variables: [:]).output
                .split(separator: " ")[1]
            expect(
                try await project.pawl("gate", "items", "--key", other), 78,
                """
                log: error: the signing key \(print) is not allowed by '\(project.trust)', so nobody would believe its entries
                  hint: add its line to that file, or sign with another key: --key or PAWL_KEY_FILE
                """)
        }

        @Test func aFormOfIsolationThatThereIsNotNeverMeansAnotherOne() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let variables = ["PAWL_ISOLATION": "wek"]
            expect(
                try await project.pawl("gate", "items", variables: variables), 78,
                """
                PAWL_ISOLATION: error: unknown form of isolation 'wek'
                  hint: 'strong', 'weak' or 'none'; the first two also with a version of Landlock, such as 'weak 3'
                """)
            let doctor = try await project.pawl("doctor", variables: variables)
            #expect(doctor.status == 78, "\(doctor)")
            #expect(doctor.output.contains("unknown form of isolation 'wek'"), "\(doctor)")
        }

        @Test func inCITheTrustFileHasToBeNamed() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            // A remembered one would do on a person's machine.
            let made = try await project.pawl(
                "key", "new", variables: ["PAWL_KEY_FILE": nil, "PAWL_TRUST": nil])
            #expect(made.status == 0)
            #expect(made.output.contains("\(project.home)/.config/pawl/allowed_signers"))
            expect(
                try await project.pawl("plan", "items", variables: ["CI": "true", "PAWL_TRUST": nil]), 78,
                """
                trust: error: nothing says whose signatures the log may carry
                  hint: in CI name the file with --trust or PAWL_TRUST, or put its content into PAWL_TRUST
                """)
        }

        @Test func aKeyIsNeverMadeInsideAWorkTreeOrOverAnother() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let inside = try await project.pawl("key", "new", "--directory", "keys")
            #expect(inside.status == 78)
            #expect(inside.errors.contains("the work tree"), "\(inside)")
            let over = try await project.pawl("key", "new", "--directory", project.path + "/keys")
            #expect(over.status == 78)
            #expect(over.errors.contains("exists already, and is not overwritten"), "\(over)")
        }

        @Test func outsideOfARepository() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            for words in [
                ["gate", "items"], ["log", "list"], ["rollback", "items", "--environment", "staging"],
            ] {
                expect(
                    try await project.pawl(words, in: project.home), 78,
                    """
                    git: error: '.' is not inside a git repository
                      hint: change to a directory of your repository, or make one with 'git init'
                    """)
            }
        }

        @Test func aBareRepositoryHasAllThatAGateNeeds() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let bare = project.path + "/bare"
            try await project.git("clone", "--quiet", "--bare", ".", bare)
            let gate = try await project.pawl("gate", "items", "work", "-C", bare)
            #expect(gate.status == 0, "\(gate)")
            #expect(try await project.pawl("log", "verify", "-C", bare).status == 0)
        }

        @Test func aShallowCloneSaysHowToGetWhatItLacks() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            let shallow = project.path + "/shallow"
            try await project.git("clone", "--quiet", "--depth=1", "file://\(project.repository)", shallow)
            let main = try await project.git("rev-parse", "main")
            expect(
                try await project.pawl("gate", "items", "HEAD~1", "-C", shallow), 65,
                """
                git: error: could not resolve 'HEAD~1' to a commit: object not found - no match for id (\(main))
                  hint: this clone is shallow: run 'git fetch --unshallow --tags', or name a commit
                """)
            // The log came with everything that it refers to but the baseline.
            try await project.git(
                "-C", shallow, "fetch", "--quiet", "origin", "pawl/log/staging:pawl/log/staging")
            expect(
                try await project.pawl("gate", "items", "-C", shallow, "--log-remote", "none"), 65,
                """
                git: error: could not read commit \(main.prefix(7)): the history of this shallow clone ends too early
                  hint: run 'git fetch --unshallow'
                """)
            // A gate that shares the log fetches that too.
            #expect(try await project.pawl("gate", "items", "-C", shallow).status == 0)
        }

        @Test(
            "a command line that makes no sense",
            arguments: [
                ["gate"], ["gate", "items", "HEAD", "more"], ["gate", "items", "--format", "yaml"],
                ["frobnicate"],
                ["rollback", "items"],
            ])
        func usage(words: [String]) async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let outcome = try await project.pawl(words)
            #expect(outcome.status == 64, "\(outcome)")
            #expect(outcome.errors.contains("Error: "))
        }
    }
}

extension String {
    /// Without the lines of progress before an error.
    fileprivate var afterNotes: String {
        String(self[(firstRange(of: "log: error:")?.lowerBound ?? startIndex)...])
    }
}
