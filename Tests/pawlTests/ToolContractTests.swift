import Testing

extension Promises {
    /// A tool whose commands, refusals and help are the contract; its fault is in its own tree.
    @Suite struct ToolContractTests {
        private func project(_ operations: String? = nil, fault: String = "none") async throws -> Project {
            try await Project(
                ItemsPipeline(),
                files: [
                    "tool.py": toolScript, "short.sh": shortScript, "fault": fault + "\n",
                    "pipelines/items.yaml": """
                    pawl: 1
                    name: items
                    environment: staging
                    tool: { secrets: [TOKEN] }
                    values: { term: [pear, plum] }
                    operations:
                      \(operations ?? Self.operations)
                    stages:
                      - compat: { errors: probe }

                    """,
                ])
        }

        private static let list = "list: { run: 'python3 -S tool.py list --format json' }"
        private static let find = "find: { run: 'python3 -S tool.py find \"$PAWL_VALUE_TERM\"' }"
        private static let none = "none: { run: [python3, -S, tool.py, find, nothing], expect: 3 }"
        private static let wrapped =
            "list: { run: [env, LANG=C, timeout, --signal=KILL, '60', python3, -W, ignore, -S, tool.py, list, --format, json] }"
        private static let line = "list: { run: 'cd . && LANG=C python3 -S tool.py list --format json' }"
        private static let usage = "usage: { run: 'python3 -S tool.py list --help' }"
        private static let short = "short: { run: [sh, short.sh, -a] }"
        private static let piped = "list: { run: 'python3 -S tool.py list --format json | cat' }"
        private static let operations = [list, find, none].joined(separator: "\n  ")

        @Test("what keeps all promises is approved", arguments: ["none", "faster"])
        func approved(fault: String) async throws {
            let project = try await project()
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test(
            "each broken promise is named",
            arguments: [
                ("no-option", Self.list, "option-removed/tool.py list --help/--limit"),
                ("no-choice", Self.list, "choice-removed/tool.py list --help/--format/text"),
                ("no-command", Self.list, "command-removed/tool.py --help/count"),
                ("no-field", Self.list, "field-removed/list/.*.price"),
                ("other-status", Self.none, "exit-status-changed/none"),
                ("other-words", Self.find, "output-changed/find/stdout"),
                ("takes-anything", Self.list, "exit-status-changed/list/unknown-option"),
                ("no-option", Self.wrapped, "option-removed/tool.py list --help/--limit"),
                ("no-option", Self.line, "option-removed/tool.py list --help/--limit"),
                ("no-letter", Self.short, "option-removed/short.sh -h/-b"),
                ("no-choice", Self.usage, "choice-removed/usage/--format/text"),
            ])
        func blocked(fault: String, operation: String, fingerprint: String) async throws {
            let project = try await project(operation)
            try await project.commit(fault: fault)
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[compat/\(fingerprint)]"), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func aLineWhoseProgramCannotBeToldIsInconclusive() async throws {
            let project = try await project(Self.piped)
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let detail = try #require(try gate.json()?["detail"] as? String)
            #expect(
                detail.hasPrefix("help was not asked: it cannot be told which program the command runs; "),
                "\(gate)")
        }

        @Test func anOperationThatPrintsTheHelpMakesUpForThat() async throws {
            let project = try await project(
                Self.piped + "\n  usage: { run: 'python3 -S tool.py list --help' }")
            try await project.commit(fault: "more")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 0, "\(gate)")
            #expect(gate.output.contains("info: option-added --all: absent → present"), "\(gate)")
        }

        @Test func whatAFailedCommandPrintedIsShown() async throws {
            let project = try await project(Self.list)
            try await project.commit(fault: "raises")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("violation[compat/exit-status-changed/list]"), "\(gate)")
            #expect(gate.output.contains("tool.py: no such table: fruit"), "\(gate)")
        }

        @Test func whatIsNewIsNoBreak() async throws {
            let project = try await project(Self.list)
            try await project.commit(fault: "more")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 0, "\(gate)")
            let stages = try #require(try gate.json()?["stages"] as? [[String: Any]])
            let judgements = stages.compactMap { $0["judgements"] as? [[String: Any]] }.flatMap(\.self)
            let notes = judgements.compactMap { $0["notes"] as? [String] }.flatMap(\.self)
            #expect(notes.contains("info: option-added --all: absent → present"), "\(notes)")
            #expect(notes.contains { $0.hasPrefix("info: field-added /*/colour: ") }, "\(notes)")
        }

        @Test func aBaselineThatFailsItsOwnOperationsShowsNothing() async throws {
            let project = try await project("find: { run: [python3, -S, tool.py, find, nothing] }")
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["reason"] as? String == "failed operations")
            #expect(
                report["detail"] as? String
                    == "find: the baseline ended with exit 3, and exit 0 is declared (4 of 4 inputs)")
        }

        @Test func aBaselineWhoseHelpDiesShowsNothing() async throws {
            let project = try await project(fault: "dies")
            try await project.commit(fault: "none")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["reason"] as? String == "failed operations")
            #expect(report["detail"] as? String == "tool.py --help: the baseline ended with exit 137")
        }

        @Test func secretsInWhatIsPrintedAreMasked() async throws {
            let project = try await project(Self.find)
            try await project.commit(fault: "tells")
            let gate = try await project.pawl("gate", "items", variables: ["TOKEN": "swordfish"])
            #expect(gate.status == 10, "\(gate)")
            #expect(!gate.output.contains("swordfish") && !gate.errors.contains("swordfish"), "\(gate)")
            #expect(gate.output.contains("***"), "\(gate)")
        }
    }
}

/// Finds fruit. It prints where it is, when, and at which revision, which are no part of its contract.
private let toolScript = #"""
    import argparse, json, os, sys, time

    fault = open("fault").read().strip()
    if fault == "dies" and "--help" in sys.argv:
        os.kill(os.getpid(), 9)
    parser = argparse.ArgumentParser(prog="tool.py")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("list")
    listing.add_argument("--format", choices=["json"] if fault == "no-choice" else ["json", "text"])
    if fault != "no-option":
        listing.add_argument("--limit", type=int, default=9)
    if fault == "more":
        listing.add_argument("--all", action="store_true")
    finding = commands.add_parser("find")
    finding.add_argument("term")
    if fault != "no-command":
        commands.add_parser("count")
    arguments = parser.parse_known_args()[0] if fault == "takes-anything" else parser.parse_args()
    if fault == "raises":
        sys.exit("tool.py: no such table: fruit")
    fruit = [{"name": "pear", "price": 3}, {"name": "plum", "price": 4}]
    if arguments.command == "list":
        for item in fruit:
            if fault == "no-field":
                del item["price"]
            if fault == "more":
                item["colour"] = "green"
        print(json.dumps(fruit))
    else:
        found = [item for item in fruit if item["name"] == arguments.term]
        print("from", os.getcwd(), "with", os.environ["PAWL_STATE"], "of", os.environ["PAWL_REVISION"])
        print("at", time.monotonic())
        for item in found:
            verb = "costs" if fault == "other-words" else os.environ["TOKEN"] if fault == "tells" else "is"
            print(item["name"], verb, item["price"])
        if not found:
            sys.exit(4 if fault == "other-status" else 3)

    """#

/// Knows short options only, as getopts reads them.
private let shortScript = #"""
    read fault < fault
    usage="usage: short.sh [-ab]"
    [ "$fault" = no-letter ] && usage="usage: short.sh [-a]"
    while getopts abh option; do
        case $option in
        h) printf '%s\n\n  -a  all\n' "$usage"; exit 0 ;;
        '?') echo "$usage" >&2; exit 2 ;;
        esac
    done
    echo finished

    """#
