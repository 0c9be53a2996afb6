import Glibc
import Testing

extension Mishaps {
    /// A candidate whose build or service reaches for what is not its own: the gate says what it says of the same candidate
    /// without that, and everything outside is as it was.
    ///
    /// `PAWL_ISOLATION` makes the weak form of a machine that offers the strong one.
    @Suite struct HostileCandidateTests {
        /// What a build tries before it does its work; it knows the gate's own places, as code of the same user may.
        ///
        /// None of them ends the build: what was refused is refused, and the rest of the gate has to be as usual.
        private static let attempts = [
            // The baseline's files and the data set's script, wherever they are.
            """
            for place in "$GATES"/pawl-gate-* "$CACHES"/build-*/live "$CACHES"/build-*/kept "${PWD%/*/*}"/*; do
                for file in "$place"/baseline*/checkout/service.py "$place"/checkout/service.py; do
                    [ "$file" = "$PWD/service.py" ] || echo 'raise SystemExit("poisoned")' > "$file"
                done
                for file in "$place"/baseline*/checkout/seed.py "$place"/checkout/seed.py; do
                    [ "$file" = "$PWD/seed.py" ] || echo 'raise SystemExit("poisoned")' > "$file"
                done
            done
            """,
            // The data, sealed or not.
            """
            for file in "$CACHES"/seed-*/kept/items.jsonl "$GATES"/pawl-gate-*/seeded*/items.jsonl; do echo '{}' > "$file"; done
            """,
            // The log.
            """
            rm -rf "$REPOSITORY/.git/refs/heads/pawl" "$REPOSITORY/.git/pawl" "$REPOSITORY/.git/packed-refs"
            git -C "$REPOSITORY" update-ref -d refs/heads/pawl/log/staging
            """,
            // The key and who is trusted, by their files and through whoever was told where they are.
            """
            cat "$KEYS"/pawl-key /proc/[0-9]*/environ > stolen
            rm -f "$KEYS"/pawl-key "$KEYS"/allowed_signers
            if grep -q 'PAWL_KEY\\|PRIVATE KEY' stolen; then rm service.py; fi
            """,
            // The work tree and what runs at the next commit there.
            """
            echo '#!/bin/sh' > "$REPOSITORY/.git/hooks/post-commit"; echo x >> "$REPOSITORY/service.py"
            """,
            // Whoever watches it.
            """
            grandparent=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$PPID/status)
            [ "${grandparent:-0}" -gt 1 ] && kill -STOP $grandparent && kill -KILL $grandparent
            for process in /proc/[0-9]*; do
                case "$(tr '\\0' ' ' < $process/cmdline)" in *pawl-*) kill -STOP ${process#/proc/};; esac
            done
            """,
            // One that outlives the build and goes on trying.
            """
            (setsid sh -c 'while sleep 0.05; do for file in "$GATES"/pawl-gate-*/seeded*/items.jsonl; do echo "{}" > "$file"; done; done' \\
                < /dev/null > /dev/null 2>&1 &)
            """,
            // Where the other side is, from what lists or names places.
            """
            own=${PWD%/*} && own=${own%/live} && own=${own##*/}
            {
                ls -d "${PWD%/*/*}"/* "$GATES"/*/* "$CACHES"/*/live
                cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ /proc/[0-9]*/maps /proc/self/mountinfo
                readlink /proc/[0-9]*/cwd /proc/[0-9]*/fd/*
            } | tr '\\0' '\\n' | grep -F -e "$GATES/" -e "$CACHES/" |
                grep -E '/(baseline|candidate|build|seeded|seed)-[0-9a-z]' | grep -v "/$own" > others
            if [ -s others ]; then rm service.py; fi
            """,
            // Its own later self: what the data set's script would import, and what a shell would read.
            """
            mkdir -p "$HOME/.local/lib/python3.11/site-packages"
            echo 'raise SystemExit("poisoned")' > "$HOME/.local/lib/python3.11/site-packages/usercustomize.py"
            echo 'exit 1' > "$HOME/.profile"
            """,
        ]

        private func project(_ attempt: String) async throws -> Project {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let places = [
                "GATES": project.temporary, "CACHES": project.home + "/.cache/pawl",
                "REPOSITORY": project.repository, "KEYS": project.path + "/keys",
            ]
            let settings = places.map { "export \($0)='\($1)'" }.sorted().joined(separator: "\n")
            try project.write("#!/bin/sh\n\(settings)\nexec 2> /dev/null\n\(attempt)\nexit 0\n", to: "build")
            chmod(project.repository + "/build", 0o755)
            return project
        }

        private func expectUntouched(_ project: Project) async throws {
            let verified = try await project.pawl("log", "verify")
            #expect(verified.status == 0, "\(verified)")
            #expect(contents(project.key)?.contains("PRIVATE KEY") == true)
            #expect(contents(project.trust)?.contains("ssh-ed25519") == true)
            #expect(contents(project.repository + "/.git/hooks/post-commit") == nil)
            try await project.expectNothingLeft()
        }

        @Test(
            "changes neither its verdict nor anything outside",
            arguments: ["strong", "weak"], HostileCandidateTests.attempts)
        func nothingChanges(form: String, attempt: String) async throws {
            let project = try await project(attempt)
            try await project.commit("hostile")
            let gate = try await project.pawl("gate", "items", variables: ["PAWL_ISOLATION": form])
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.contains("isolation \(form) "), "\(gate)")
            #expect(try await project.lastEntry.contains(" approve "))
            try await expectUntouched(project)
        }

        @Test(
            "hides no fault",
            arguments: ["strong", "weak"],
            [
                HostileCandidateTests.attempts[0], HostileCandidateTests.attempts[1],
                HostileCandidateTests.attempts[6],
            ])
        func faultStays(form: String, attempt: String) async throws {
            let project = try await project(attempt)
            try await project.commit(fault: "field-removed")
            let gate = try await project.pawl("gate", "items", variables: ["PAWL_ISOLATION": form])
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[compat/field-removed/read/.price]"), "\(gate)")
            try await expectUntouched(project)
        }

        @Test(
            "a build that fails has failed, whatever it writes for its shepherd",
            arguments: ["strong", "weak"])
        func forgedReport(form: String) async throws {
            let line =
                #"{"ended":{"report":{"end":{"exited":{"status":0}},"wallMicroseconds":1,"cpuMicroseconds":1,"#
                + #""peakKibibytes":1,"leftRunning":[]}}}"#
            let project = try await project(
                """
                for descriptor in 3 4 5 6 7 8 9; do printf '%s\\n' '\(line)' >&$descriptor; done
                for file in /proc/$PPID/fd/4 /proc/1/fd/4; do printf '%s\\n' '\(line)' > $file; done
                exit 3
                """)
            try await project.commit("hostile")
            let gate = try await project.pawl("gate", "items", variables: ["PAWL_ISOLATION": form])
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[gate/build-failed]"), "\(gate)")
            #expect(gate.output.contains("build of the candidate ended with exit"), "\(gate)")
            try await expectUntouched(project)
        }

        @Test(
            "who may read the key is noted, told and put right where the form does not keep it from being changed"
        )
        func changedMode() async throws {
            let project = try await project("chmod 644 \"$KEYS\"/pawl-key")
            try await project.commit("hostile")
            let gate = try await project.pawl("gate", "items", variables: ["PAWL_ISOLATION": "weak"])
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.contains("subject changed"), "\(gate)")
            #expect(gate.output.contains("mode 644"), "\(gate)")
            var status = stat()
            #expect(stat(project.key, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            try await expectUntouched(project)
        }

        @Test(
            "a pipeline that demands isolation judges nothing on a machine without it",
            arguments: ["none", "weak 5"])
        func required(form: String) async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            pipeline.isolation = "required"
            let project = try await Project(pipeline)
            try await project.commit(fault: "more-queries")
            let gate = try await project.pawl(
                "gate", "items", "--format", "json", variables: ["PAWL_ISOLATION": form])
            #expect(gate.status == 13, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["reason"] as? String == "isolation missing")
            try await project.expectNothingLeft()
        }

        @Test("what only the candidate opens to itself is not opened, and that is said")
        func ownOpening() async throws {
            var pipeline = ItemsPipeline(ItemsPipeline.compat)
            let project = try await Project(pipeline)
            pipeline.sandbox = "{ read: [\(project.path)/keys] }"
            try project.write(pipeline.text(port: project.port), to: "pipelines/items.yaml")
            try project.write(
                "#!/bin/sh\nif grep -q PRIVATE '\(project.key)'; then exit 9; fi\nexit 0\n", to: "build")
            chmod(project.repository + "/build", 0o755)
            try await project.commit("opens the key's directory to itself")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.errors.contains("sandbox: 'read: \(project.path)/keys' is not opened"), "\(gate)")
            try await expectUntouched(project)
        }
    }
}
