import Glibc
import Processes
import Testing

extension Mishaps {
    /// Machines that offer less than this one, and places that do not do: what, where, and what to do is said.
    @Suite struct RefusedConfinementTests {
        private func project() async throws -> Project {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit(fault: "none")
            return project
        }

        private func pawl(
            _ project: Project, below words: [String], _ own: [String], _ others: [String: String] = [:]
        ) async throws -> Outcome {
            let variables = ["PAWL_KEY_FILE": project.key, "PAWL_TRUST": project.trust]
            return try await project.run(
                words + [try pawlPath()] + own, variables: variables.merging(others) { $1 })
        }

        #if arch(x86_64)
            /// Refuses calls to everything that it starts, as container runtimes do.
            private static let refusing = #"""
                import ctypes, os, struct, sys
                calls = {"seccomp": [(317, None), (157, 22)], "unshare": [(272, None), (56, "spaces")]}[sys.argv[1]]
                error, code = int(sys.argv[2]), []
                def add(kind, yes, no, value): code.append(struct.pack("HBBI", kind, yes, no, value))
                for number, first in calls:
                    add(0x20, 0, 0, 0)
                    if first is None:
                        add(0x15, 0, 1, number)
                    elif first == "spaces":
                        add(0x15, 0, 3, number); add(0x20, 0, 0, 16); add(0x45, 0, 1, 0x7e020000)
                    else:
                        add(0x15, 0, 3, number); add(0x20, 0, 0, 16); add(0x15, 0, 1, first)
                    add(0x06, 0, 0, 0x00050000 | error)
                add(0x06, 0, 0, 0x7fff0000)
                text = ctypes.create_string_buffer(b"".join(code))
                class Program(ctypes.Structure): _fields_ = [("count", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
                program, libc = Program(len(code), ctypes.addressof(text)), ctypes.CDLL(None, use_errno=True)
                assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, ctypes.byref(program), 0, 0) == 0
                os.execv(sys.argv[3], sys.argv[3:])
                """#

            @Test(
                "what a container refuses is named, and a gate takes the best form that is left",
                arguments: [
                    ("seccomp", EPERM, "isolation none", "strong: seccomp: operation not permitted"),
                    ("seccomp", ENOSYS, "isolation none", "strong: seccomp: function not implemented"),
                    ("unshare", EPERM, "isolation weak (", "strong: namespaces: operation not permitted"),
                    ("unshare", ENOSYS, "isolation weak (", "strong: namespaces: function not implemented"),
                ])
            func refusedCalls(name: String, code: Int32, form: String, why: String) async throws {
                let project = try await project()
                let words = ["python3", "-S", "-c", Self.refusing, name, "\(code)"]
                let gate = try await pawl(project, below: words, ["gate", "items"])
                #expect(gate.status == 0, "\(gate)")
                #expect(gate.output.contains("\n\(form)"), "\(gate)")
                let doctor = try await pawl(project, below: words, ["doctor", "--format", "json"])
                let findings = try #require(try doctor.json()?["findings"] as? [[String: Any]])
                let isolation = try #require(findings.first { $0["topic"] as? String == "isolation" })
                #expect(
                    (isolation["text"] as? String)?.contains("\nrefused here: \(why)") == true, "\(isolation)"
                )
                try await project.expectNothingLeft()
            }

            @Test func whereNothingCanBeConfinedAPipelineThatDemandsItIsInconclusive() async throws {
                var pipeline = ItemsPipeline(ItemsPipeline.compat)
                pipeline.isolation = "required"
                let project = try await Project(pipeline)
                try await project.commit(fault: "none")
                let words = ["python3", "-S", "-c", Self.refusing, "seccomp", "\(EPERM)"]
                let gate = try await pawl(project, below: words, ["gate", "items"])
                #expect(gate.status == 13, "\(gate)")
                #expect(gate.output.contains("isolation missing"), "\(gate)")
            }
        #endif

        @Test(
            "without /proc nothing is done, and that is said", .enabled("needs the right to mount", mayMount),
            arguments: [["gate", "items"], ["doctor"], ["log", "verify"]])
        func noProc(own: [String]) async throws {
            let project = try await project()
            let outcome = try await pawl(
                project, below: ["unshare", "--mount", "sh", "-c", "umount -l /proc && exec \"$@\"", "sh"],
                own)
            #expect(outcome.status == 78, "\(outcome)")
            #expect(
                outcome.errors == """
                    /proc: error: it is not mounted here, and arguments and processes are read from it
                      hint: mount it ('mount -t proc proc /proc'), or start the container with it

                    """)
            #expect(outcome.output == "")
            #expect(try await project.entryKinds == ["adopted"])
        }

        @Test func aTemporaryDirectoryThatCommandsCannotHaveIsNamed() async throws {
            let project = try await project()
            let place = try TemporaryDirectory(prefix: "pawl-test-", below: "/dev/shm")
            let gate = try await pawl(project, below: [], ["gate", "items"], ["TMPDIR": place.path])
            #expect(gate.status == 13, "\(gate)")
            #expect(
                gate.errors.contains("TMPDIR '\(place.path)'")
                    || gate.output.contains("TMPDIR '\(place.path)'"),
                "\(gate)")
        }

        @Test(
            "a home that is a link, and a TMPDIR on another file system, change nothing",
            .enabled("needs the right to mount", mayMount))
        func linkedHome() async throws {
            let project = try await project()
            try #require(symlink(project.home, project.path + "/linked-home") == 0)
            let other = project.path + "/other"
            let mounting = "mkdir '\(other)' && mount -t tmpfs -o size=64m tmpfs '\(other)' && exec \"$@\""
            let gate = try await pawl(
                project, below: ["unshare", "--mount", "sh", "-c", mounting, "sh"], ["gate", "items"],
                ["HOME": project.path + "/linked-home", "TMPDIR": other])
            #expect(gate.status == 0, "\(gate)")
        }

        @Test(
            "a build that fills the disk says so, with where to make room",
            .enabled("needs the right to mount", mayMount))
        func fullDisk() async throws {
            let project = try await project()
            try project.write("#!/bin/sh\ncat /dev/zero > filler\n", to: "build")
            try #require(chmod(project.repository + "/build", 0o755) == 0)
            try await project.commit("fills the disk")
            let other = project.path + "/other"
            let mounting = "mkdir '\(other)' && mount -t tmpfs -o size=8m tmpfs '\(other)' && exec \"$@\""
            let gate = try await pawl(
                project, below: ["unshare", "--mount", "sh", "-c", mounting, "sh"],
                ["gate", "items", "--format", "json"],
                ["TMPDIR": other, "PAWL_CACHE": "off"])
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.contains("No space left on device"), "\(gate)")
            #expect(gate.output.contains("make room where gates work: TMPDIR and PAWL_CACHE"), "\(gate)")
        }
    }
}
