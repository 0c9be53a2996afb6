import Glibc
import Processes
import Testing

extension Promises {
    /// Contracts that other tools read off both revisions' trees; the tools are the real ones.
    @Suite struct SignatureTests {
        /// A tool that has the files of a case, with `compat` as its only stage.
        private func project(
            _ compat: String, build: String = "true", files: [String: String]
        ) async throws -> Project {
            var all = files
            all["pipelines/items.yaml"] = """
                pawl: 1
                name: items
                environment: staging
                tool: { build: "\(build)" }
                operations:
                  greet: { run: [printf, hello] }
                stages:
                  - compat: { \(compat) }

                """
            return try await Project(ItemsPipeline(), files: all)
        }

        struct Case: Sendable, CustomTestStringConvertible {
            let compat: String
            var build = "true"
            let file: String
            let baseline: String
            let candidate: String
            let fingerprint: String

            var testDescription: String { compat }
        }

        private static let cases = [
            Case(
                compat: "python: items_api", file: "items_api.py",
                baseline: "def price(name, currency='EUR'):\n    return 3\n",
                candidate: "def price(name):\n    return 3\n",
                fingerprint: "python/items_api/parameter-removed/items_api.price/currency"),
            Case(
                compat: "protobuf: api", file: "api/items.proto",
                baseline: proto("int32"), candidate: proto("string"),
                fingerprint: "protobuf/api/field-same-type/items.proto#Item/price"),
            Case(
                compat: "sql: migrations", file: "migrations/0002.sql",
                baseline: "CREATE TABLE items (id bigint);\n",
                candidate: "ALTER TABLE items DROP COLUMN price;\n",
                fingerprint: "sql/migrations/ban-drop-column/migrations.0002.sql"),
            Case(
                compat: "abi: libitems.so", build: "clang -shared -g -fPIC -o libitems.so items.c",
                file: "items.c",
                baseline: "int price(int item) { return item; }\nint gone(void) { return 1; }\n",
                candidate: "int price(int item) { return item; }\n",
                fingerprint: "abi/libitems.so/function-removed/int gone()"),
            Case(
                compat: "command: { name: words, run: ./check, format: lines }", build: "chmod +x check",
                file: "word", baseline: "kept\n", candidate: "lost\n",
                fingerprint: "command/words/word-removed/kept"),
        ]

        private static func proto(_ type: String) -> String {
            "syntax = \"proto3\";\npackage items;\nmessage Item {\n  \(type) price = 1;\n}\n"
        }

        /// Says which word the candidate lost; only the baseline's copy of it is ever run.
        private static let check = """
            #!/bin/sh
            cmp -s "$PAWL_BASELINE/word" "$PAWL_CANDIDATE/word" && exit 0
            echo "breaking word-removed kept: it is $(cat "$PAWL_CANDIDATE/word")"
            exit 1

            """

        @Test("a break is blocked by its rule and place", arguments: cases)
        func blocked(_ item: Case) async throws {
            let project = try await project(
                item.compat, build: item.build, files: [item.file: item.baseline, "check": Self.check])
            try project.write(item.candidate, to: item.file)
            try project.write("#!/bin/sh\nexit 0\n", to: "check")
            try await project.commit("another promise")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[compat/\(item.fingerprint)"), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test("what has not changed is approved, and the work tree counts for nothing", arguments: cases)
        func approved(_ item: Case) async throws {
            let project = try await project(
                item.compat, build: item.build, files: [item.file: item.baseline, "check": Self.check])
            try await project.commit("nothing has changed")
            try project.write(item.candidate, to: item.file)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            try await project.expectNothingLeft()
        }

        private static let manifest = """
            // swift-tools-version: 6.0
            import PackageDescription
            let package = Package(
                name: "Items",
                products: [
                    .library(name: "Items", targets: ["Items"]), .library(name: "Wire", targets: ["Wire"]),
                ],
                targets: [.target(name: "Items"), .target(name: "Wire")])

            """

        private static let package = [
            "Package.swift": manifest,
            "Sources/Items/Items.swift": "public func price() -> Int { 3 }\npublic func gone() {}\n",
            "Sources/Wire/Wire.swift": "public func send() {}\n",
        ]

        /// Empties the baseline's files, and deletes what was noted of them, wherever they lie beside its own.
        private static let attack = """
            import Glibc
            _ = system(\"\"\"
                find .. -name Items.swift -exec sh -c 'echo > "$1"' sh {} ';'
                find .. -name Items.json -delete
                echo 'No breaking changes detected in Items' >&2
                \"\"\")

            """

        @Test func aSwiftPackageThatGainedAFunctionIsApproved() async throws {
            let project = try await project("swift: yes", files: Self.package)
            try project.write("public func send() {}\npublic func more() {}\n", to: "Sources/Wire/Wire.swift")
            try await project.commit("more")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            try await project.expectNothingLeft()
        }

        /// One gate shows all of it, since each builds two packages.
        @Test func aSwiftPackageThatLostAFunctionAndALibraryIsBlockedWhateverItsManifestDoes() async throws {
            let project = try await project("swift: yes", files: Self.package)
            try project.write(
                Self.manifest.replacing(", .library(name: \"Wire\", targets: [\"Wire\"])", with: "")
                    + Self.attack,
                to: "Package.swift")
            try project.write("public func price() -> Int { 3 }\n", to: "Sources/Items/Items.swift")
            try await project.commit("gone is gone, and no Wire any more")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            let found = gate.output.split(separator: "\n").compactMap {
                $0.firstMatch(of: #/violation\[compat/swift/Package.swift/([^\]]+)\]/#)?.1
            }
            // The attack empties the candidate's own file too, so more than these is told.
            #expect(Set(found).isSuperset(of: ["removed/Items.gone()", "product-removed/Wire"]), "\(gate)")
            try await project.expectNothingLeft()
        }

        // MARK: What could hide a break

        @Test func aBuildThatPutsTheOldModuleBackHidesNothing() async throws {
            let project = try await project(
                "python: items_api", build: "cp old.txt items_api.py",
                files: ["items_api.py": "def price(): ...\n", "old.txt": "def price(): ...\n"])
            try project.write("def cost(): ...\n", to: "items_api.py")
            try await project.commit("another name")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("object-removed/items_api.price"), "\(gate)")
        }

        @Test func settingsAboveTheDirectoryOfTheGateSwitchNoRuleOff() async throws {
            let project = try await project("sql: migrations", files: ["migrations/0.sql": "SELECT 1;\n"])
            try durableWrite(
                Array("excluded_rules = [\"ban-drop-column\"]\n".utf8),
                to: project.temporary + "/.squawk.toml")
            try project.write("ALTER TABLE items DROP COLUMN price;\n", to: "migrations/1.sql")
            try await project.commit("a column goes")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("sql/migrations/ban-drop-column"), "\(gate)")
        }

        @Test func aLinkToTheOtherRevisionsFilesIsNoPass() async throws {
            let project = try await project(
                "python: items", files: ["items/__init__.py": "def price(): ...\n"])
            try await project.git("rm", "--quiet", "-r", "items")
            try #require(symlink("../baseline/items", project.repository + "/items") == 0)
            try await project.commit("the package of the baseline")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            #expect(
                try reason(gate)
                    == "not comparable: 'items' of the candidate is a link out of its checkout", "\(gate)")
        }

        @Test func aLibraryWithoutDebugInformationIsNoPass() async throws {
            let source = "struct item { int price; };\nint price(struct item *i) { return i->price; }\n"
            let project = try await project(
                "abi: libitems.so", build: "clang -shared -fPIC -o libitems.so items.c",
                files: ["items.c": source])
            try project.write(source.replacing("{ int price", with: "{ long price"), to: "items.c")
            try await project.commit("a wider price")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            #expect(try reason(gate).contains("no debug information"), "\(gate)")
            try await project.expectNothingLeft()
        }

        // MARK: No evidence is no pass

        private func reason(_ gate: Outcome) throws -> String {
            let report = try #require(try gate.json())
            return "\(report["reason"] ?? "none"): \(report["detail"] ?? "")"
        }

        @Test func aToolThatIsNotThereIsInconclusiveWithTheLineThatInstallsIt() async throws {
            let project = try await project("protobuf: api", files: ["api/items.proto": Self.proto("int32")])
            try await project.commit("nothing has changed")
            let gate = try await project.pawl(
                "gate", "items", "HEAD", "--format", "json", variables: ["PATH": "/usr/bin:/bin"])
            #expect(gate.status == 13, "\(gate)")
            let said = try reason(gate)
            #expect(
                said == "tool missing: buf is not on the PATH; python3 -m pip install buf-bin")
        }

        @Test(
            "what cannot be compared says why",
            arguments: [
                (
                    "python: items_api", "items_api.py", "def price(:\n", "not evaluated",
                    "candidate: items_api cannot be read: Syntax error"
                ),
                ("protobuf: api", "api/items.proto", "message {\n", "not evaluated", "buf"),
                (
                    "sql: migrations", "migrations/1.sql", "ALTER TABEL items;\n", "not comparable",
                    "is not understood"
                ),
                (
                    "python: nothing", "a", "b\n", "not comparable",
                    "neither revision has a Python module 'nothing'"
                ),
                ("command: { name: words, run: [./missing] }", "a", "b\n", "tool missing", "words"),
                ("command: { name: words, run: 'exit 7' }", "a", "b\n", "not evaluated", "ended with exit 7"),
                (
                    "command: { name: words, run: 'echo what', format: json }", "a", "b\n", "not evaluated",
                    "no JSON"
                ),
            ])
        func inconclusive(
            compat: String, file: String, candidate: String, reason: String, detail: String
        ) async throws {
            let files = [
                "items_api.py": "def price(name):\n    return 3\n", "api/items.proto": Self.proto("int32"),
                "migrations/0.sql": "CREATE TABLE items (id bigint);\n",
            ]
            let project = try await project(compat, files: files)
            try project.write(candidate, to: file)
            try await project.commit("another file")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let said = try self.reason(gate)
            #expect(said.hasPrefix(reason) && said.contains(detail), "\(said)")
            try await project.expectNothingLeft()
        }
    }
}
