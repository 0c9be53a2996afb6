import Contracts
import GateModel
import Testing

private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

/// Help texts laid out as the libraries and tools that people use lay them out.
@Suite("Help is read as it is laid out by") struct HelpStyleTests {
    @Test("Typer: frames, with columns that are broken each by itself")
    func frames() {
        let help = HelpText(
            """
             Usage: tool list [OPTIONS] NAME

             Lists things.

            ╭─ Arguments ──────────────────────────────────────────────╮
            │ *    name      TEXT  [required]                          │
            ╰──────────────────────────────────────────────────────────╯
            ╭─ Options ────────────────────────────────────────────────╮
            │    --format  -f            [json|text|  How to print     │
            │                            xml]         what was found,  │
            │                                         see              │
            │                                         --limit          │
            │                                         [default:        │
            │                                         json]            │
            │    --limit                 INTEGER      [default: 10]    │
            │ *  --out                   TEXT         where [required] │
            │    --color   --no-color                 paint            │
            ╰──────────────────────────────────────────────────────────╯
            ╭─ Commands ───────────────────────────────────────────────╮
            │ all     Everything                                       │
            │ one     One thing                                        │
            ╰──────────────────────────────────────────────────────────╯
            """)
        #expect(help.commands == ["all", "one"])
        #expect(
            help.options.mapValues(\.choices) == [
                "--format": ["json", "text", "xml"], "-f": ["json", "text", "xml"], "--limit": [],
                "--out": [],
                "--color": [], "--no-color": [],
            ])
        #expect(
            help.options.compactMapValues(\.defaultValue) == [
                "--format": "json", "-f": "json", "--limit": "10",
            ])
        #expect(help.options.filter(\.value.isRequired).map(\.key) == ["--out"])
    }

    @Test("git: a synopsis with all options, and commands in groups")
    func git() {
        let help = HelpText(
            """
            usage: vcs [-v | --version] [-C <path>] [--exec-path[=<path>]]
                       [-p | --paginate | --no-pager] [--bare]
                       <command> [<args>]

            These are the vcs commands used most:

            start something (see also: vcs help intro)
               clone     Copy it
               init      Make a new one

            go on
               add       Take a file in

            'vcs help -a' lists all commands. See 'vcs help <command>'.
            """)
        #expect(help.commands == ["clone", "init", "add"])
        #expect(
            Set(help.options.keys) == [
                "-v", "--version", "-C", "--exec-path", "-p", "--paginate", "--no-pager", "--bare",
            ])
    }

    @Test("git: forms of a synopsis, each with a command, and options that may be negated")
    func forms() {
        let help = HelpText(
            """
            usage: vcs remote [-v | --verbose]
               or: vcs remote add [-t <branch>] <name> <url>
               or: vcs remote rename <old> <new>

                -v, --[no-]verbose    say more
                --track[=(direct|inherit)]
                                      how to follow
            """)
        #expect(help.commands == ["add", "rename"])
        #expect(
            help.options.mapValues(\.choices) == [
                "-v": [], "--verbose": [], "--no-verbose": [], "-t": [], "--track": ["direct", "inherit"],
            ])
    }

    @Test("BusyBox: letters together, one option a line behind tabs, and a list of functions")
    func busybox() {
        let applet = HelpText(
            "Usage: tar c|x|t [-zv] [-f FILE] [FILE]...\n\n\t-f FILE\tName\n\t-z\tZip\n\t--keep\t\tKeep\n")
        #expect(Set(applet.options.keys) == ["-f", "-z", "-v", "--keep"])
        #expect(applet.commands == ["c", "x", "t"])
        let list = HelpText(
            "Usage: box [function [arguments]...]\n\nCurrently defined functions:\n\t[, [[, ar, cat,\n\tmd5sum, zcat\n"
        )
        #expect(list.commands == ["[", "[[", "ar", "cat", "md5sum", "zcat"])
    }

    @Test("cobra and docker: commands in several lists, and quoted choices")
    func cobra() {
        let help = HelpText(
            """
            Usage:  ship [OPTIONS] COMMAND

            Common Commands:
              run         Start one
              ps*         List

            Management Commands:
              image       Manage images

            Global Options:
                  --config string      Where it is (default "/etc/ship")
              -D, --debug              Say more
              -l, --log-level string   Level ("debug", "info", "warn") (default "info")

            Run 'ship COMMAND --help' for more information on a command.
            """)
        #expect(help.commands == ["run", "ps", "image"])
        #expect(help.options["--log-level"]?.choices == ["debug", "info", "warn"])
        #expect(
            help.options.compactMapValues(\.defaultValue)
                == ["--config": "/etc/ship", "-l": "info", "--log-level": "info"])
    }

    @Test("kubectl: defaults behind the name, and choices in a sentence")
    func kubectl() {
        let help = HelpText(
            """
            Options:
                -A, --all=false:
            \tAll of them. See --one for one.

                -o, --output='':
            \tHow to print. One of: (json, yaml, name).

            Usage:
              ctl get [(-o|--output=)json|yaml|name] (TYPE | TYPE/NAME) [flags]
            """)
        #expect(
            help.options.mapValues(\.choices) == [
                "-A": [], "--all": [], "-o": ["json", "yaml", "name"], "--output": ["json", "yaml", "name"],
            ])
        #expect(help.options["--all"]?.defaultValue == "false")
        #expect(help.commands == [])
    }

    @Test("clap at length: blank lines within, and choices as a list")
    func clapAtLength() {
        let help = HelpText(
            """
            Usage: tool [OPTIONS] <MODE>

            Arguments:
              <MODE>
                      How to go

                      Possible values:
                      - fast: at once
                      - slow: with care

            Options:
              -v, --verbose...
                      Say more

                  --color <WHEN>
                      Paint it

                      [default: auto]
                      [possible values: auto, always, never]

              -h, --help
                      Print help
            """)
        #expect(Set(help.options.keys) == ["-v", "--verbose", "--color", "-h", "--help"])
        #expect(help.options["--color"]?.choices == ["auto", "always", "never"])
        #expect(help.options["--color"]?.defaultValue == "auto")
        #expect(help.arguments["<MODE>"]?.choices == ["fast", "slow"])
    }

    @Test("getopt and by hand: one blank before the description, or a dash")
    func byHand() {
        let help = HelpText(
            """
            Usage: tool [-hv] [-o FILE] file

            Options:
            -h show this, as --long would
            -o FILE write to FILE
              --level=low|high - how much
              -v: say more
              --with-care / --without-care
                    go slowly

            Exits with 1 where nothing was found. The flags
            -x and -y are gone.
            """)
        #expect(Set(help.options.keys) == ["-h", "-o", "--level", "-v", "--with-care", "--without-care"])
        #expect(help.options["--level"]?.choices == ["low", "high"])
    }

    @Test("npm and OpenSSL: commands in a list with commas, and in columns")
    func lists() {
        #expect(
            HelpText("All commands:\n\n    access, add,\n    view, who\n\nMore in the manual.\n").commands
                == ["access", "add", "view", "who"])
        #expect(
            HelpText("Standard commands\nasn1 ca ciphers\n\n").commands == [])
        #expect(
            HelpText("Standard commands\nasn1        ca          ciphers\nverify      version\n\n").commands
                == ["asn1", "ca", "ciphers", "verify", "version"])
    }

    @Test("apt, Go and others: a dash behind the name, capitals as headings, names with colons")
    func otherLists() {
        #expect(
            HelpText("Most used commands:\n  list - list packages\n  show - show one\n").commands == [
                "list", "show",
            ])
        #expect(
            HelpText(
                "CORE COMMANDS\n  auth:        Sign in\n  pr:          Requests\n\nFLAGS\n  --help   Help\n"
            ).commands == ["auth", "pr"])
        #expect(
            HelpText("Available commands:\n  about        About\n cache\n  cache:clear  Clear\n").commands
                .contains("cache:clear"))
        #expect(
            HelpText("commands:\n  COMMAND\n    list      list things\n    add       add one\n").commands == [
                "list", "add",
            ])
    }

    @Test("docopt: commands in the forms of the synopsis")
    func docopt() {
        let help = HelpText(
            "Usage:\n  fleet ship new <name>...\n  fleet mine (set|remove) <x>\n  fleet --version\n\nOptions:\n  -h --help  Help.\n"
        )
        #expect(help.commands == ["ship", "mine", "set", "remove"])
        #expect(Set(help.options.keys) == ["--version", "-h", "--help"])
    }

    @Test(
        "a description names choices and defaults in many ways",
        arguments: [
            ("[choices: \"a\", \"b\"] [default: \"a\"]", ["a", "b"], "a"),
            ("(choices: \"a\", \"b\", default: \"a\")", ["a", "b"], "a"),
            ("(values: a, b; default: b)", ["a", "b"], "b"),
            ("One of a, b or c (default b)", ["a", "b", "c"], "b"),
            ("WHEN can be 'a' (the default), 'b', or 'c'", ["a", "b", "c"], nil),
            ("must be a|b. Defaults to b.", ["a", "b"], "b"),
            ("(\"a\"|\"b\") (default=a)", ["a", "b"], "a"), ("Default: 10 seconds", [], "10"),
            ("one of the files, or none; the default file is used", [], nil),
            ("Defaults to the current directory.", [], nil),
            ("[env var: X; default: a b]", [], "a b"), ("(default: 16384 (16KB))", [], "16384 (16KB)"),
            ("with 5 (default) or more", [], nil),
        ] as [(String, Set<String>, String?)])
    func descriptions(text: String, choices: Set<String>, value: String?) {
        let help = HelpText("  --x VALUE  \(text)\n")
        #expect(help.options["--x"]?.choices == choices)
        #expect(help.options["--x"]?.defaultValue == value)
    }

    @Test("colours and letters that are struck over are no part of it")
    func colours() {
        let help = HelpText(
            "\u{1B}[1musage:\u{1B}[0m tool\n\n  \u{1B}[32m--f\u{1B}[0mast  Go\n  -\u{8}-s\u{8}slow  Wait\n")
        #expect(Set(help.options.keys) == ["--fast", "-slow"])
    }

    @Test(
        "what is meant to take forever does not",
        arguments: [
            "usage: t " + repeated("(", 100_000), "  --x  " + repeated("default ", 30_000),
            "  --x  " + repeated("(one of: [a| ", 20_000), repeated("-a  b  ", 30_000),
            "  " + repeated("--[no-]x,", 30_000),
            "Commands:\n  " + repeated("a, ", 50_000), "usage: t " + repeated("[-a|b {c,d} ", 20_000),
            repeated("  -a\n", 30_000), repeated("usage:\n", 30_000), "  --x " + repeated("{", 100_000),
            "  --x  " + repeated("[", 100_000), repeated("\u{1B}[", 50_000),
            "  --x  values: " + repeated("a, ", 30_000),
            "  --x  a\n" + repeated("     word\n", 30_000),
        ])
    func hostile(text: String) { _ = HelpText(text) }

    // MARK: Where lines are broken

    private static let definitions: [(names: String, text: String)] = [
        (
            "-f {json,text}, --format {json,text}",
            "how to print what was found; see --limit, -q and --everything for how much of it"
        ),
        ("--limit LIMIT", "at most so many of them, which --all switches off (default: 25)"),
        ("-q, --quiet", "say nothing but what was asked for, and that in one line, as --format text would"),
        ("--level LEVEL", "how careful to be, one of low, middle or high (default: middle)"),
    ]

    /// As argparse prints it in so many columns.
    private func text(_ width: Int, order: [Int] = [0, 1, 2, 3]) -> String {
        var text = "usage: tool [-h]\n\noptions:\n"
        for (names, description) in order.map({ Self.definitions[$0] }) {
            var line = ""
            var lines: [String] = []
            for word in description.split(separator: " ") {
                if !line.isEmpty, line.count + 1 + word.count > max(11, width - 24) {
                    lines.append(line)
                    line = ""
                }
                line += (line.isEmpty ? "" : " ") + word
            }
            lines.append(line)
            text += "  " + names
            text +=
                names.count > 20
                ? "\n" + String(repeating: " ", count: 24) : String(repeating: " ", count: 22 - names.count)
            text += lines.joined(separator: "\n" + String(repeating: " ", count: 24)) + "\n"
        }
        return text
    }

    @Test("means the same in every width and in every order")
    func broken() {
        let help = HelpText(text(80))
        #expect(help.options.count == 7 && help.options["--level"]?.choices == ["low", "middle", "high"])
        for width in 30...140 {
            #expect(HelpText(text(width)) == help, "\(text(width))")
            #expect(HelpText(text(width, order: [3, 1, 0, 2])) == help)
        }
    }

    @Test("every definition that is gone is missed, in every width", arguments: [30, 47, 80, 120])
    func gone(width: Int) {
        for index in Self.definitions.indices {
            let rest = Array(Self.definitions.indices).filter { $0 != index }
            let found = compareHelp(
                "tool --help", baseline: HelpText(text(80)), candidate: HelpText(text(width, order: rest)))
            let names = Set(
                Self.definitions[index].names.split { " ,".contains($0) }.filter { $0.hasPrefix("-") }.map(
                    String.init))
            #expect(Set(found.map(\.place)) == names)
            #expect(found.allSatisfy { $0.kind == .optionRemoved && $0.severity == .breaking })
        }
    }
}
