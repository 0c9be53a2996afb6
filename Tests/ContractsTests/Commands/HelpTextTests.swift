import Contracts
import GateModel
import Testing

/// Of all options.
private func choices(_ help: HelpText) -> [String: Set<String>] { help.options.mapValues(\.choices) }

/// Of options that have one.
private func defaults(_ help: HelpText) -> [String: String] { help.options.compactMapValues(\.defaultValue) }

@Suite("A help text") struct HelpTextTests {
    @Test("is read as argparse prints it")
    func argparse() {
        let help = HelpText(
            """
            usage: tool [-h] [--format {json,text}] [--limit LIMIT]
                        {list,add} ...

            Lists things; see --everything for more.

            positional arguments:
              {list,add}
                list                list things
                add                 add a thing

            options:
              -h, --help            show this help message and exit
              -f {json,text}, --format {json,text}
                                    how to print {id}
              --limit LIMIT         at most so many
            """)
        #expect(help.commands == ["list", "add"])
        #expect(
            choices(help) == [
                "-h": [], "--help": [], "-f": ["json", "text"], "--format": ["json", "text"], "--limit": [],
            ])
    }

    @Test("is read as swift-argument-parser prints it")
    func swiftArgumentParser() {
        let help = HelpText(
            """
            OVERVIEW: Things.

            USAGE: tool [--format <format>] <subcommand>

            OPTIONS:
              --format <format>       How to print. (values: json,
                                      text; default: text)
              --color/--no-color      Paint.
              -h, --help              Show help information.

            SUBCOMMANDS:
              list (default)          List things.
              add                     Add a thing.

              See 'tool help <subcommand>' for detailed help.
            """)
        #expect(help.commands == ["list", "add"])
        #expect(
            choices(help) == [
                "--format": ["json", "text"], "--color": [], "--no-color": [], "-h": [], "--help": [],
            ])
    }

    @Test("is read as clap prints it")
    func clap() {
        let help = HelpText(
            """
            Usage: tool [OPTIONS] <COMMAND>

            Commands:
              list, ls  List things
              help      Print this message or the help of the given subcommand(s)

            Options:
                  --format <FORMAT>  How to print [default: text] [possible values: json, text]
              -h, --help             Print help
            """)
        #expect(help.commands == ["list", "ls", "help"])
        #expect(choices(help) == ["--format": ["json", "text"], "-h": [], "--help": []])
    }

    @Test("is read as click prints it")
    func click() {
        let help = HelpText(
            """
            Usage: tool [OPTIONS] COMMAND [ARGS]...

            Options:
              --format [json|text]  How to print.
              --help                Show this message and exit.

            Commands:
              list  List things.
            """)
        #expect(help.commands == ["list"])
        #expect(choices(help) == ["--format": ["json", "text"], "--help": []])
    }

    @Test("is read as cobra and Go's flag print it")
    func go() {
        let help = HelpText(
            "Available Commands:\n  list        List things\n\nFlags:\n  -l, --limit int   at most\n"
                + "  -name string\n    \tthe name")
        #expect(help.commands == ["list"])
        #expect(choices(help) == ["-l": [], "--limit": [], "-name": []])
    }

    @Test("that defines nothing is empty", arguments: ["", "no such thing", "- one\n- two\n", "{\"a\": 1}"])
    func nothing(text: String) { #expect(HelpText(text).isEmpty) }

    private func changes(_ baseline: String, _ candidate: String?) -> [String] {
        compareHelp("tool --help", baseline: HelpText(baseline), candidate: candidate.map { HelpText($0) })
            .map { "\($0.severity.rawValue) \($0.fingerprint)" }
    }

    @Test("that names an option no more is a break")
    func optionRemoved() {
        #expect(
            changes("  -f, --format F  how\n  --limit N  most\n", "  -f, --form F  how\n  --limit N  most\n")
                == [
                    "breaking option-removed/tool --help/--format", "info option-added/tool --help/--form",
                ])
    }

    @Test("that has one choice less is a break")
    func choiceRemoved() {
        #expect(
            changes("  --format {json,text,xml}\n", "  --format {yaml,text,json}\n") == [
                "breaking choice-removed/tool --help/--format/xml",
                "info choice-added/tool --help/--format/yaml",
            ])
    }

    @Test("that names no choices any more leaves them open, which is said")
    func openChoices() {
        #expect(
            changes("  --format {json,text}\n", "  --format FORMAT\n")
                == ["warning choices-not-named/tool --help/--format"])
    }

    @Test(
        "that has another default, or names none any more, is a break",
        arguments: [("(default: 9)", "default-changed"), ("", "default-removed")])
    func defaultChanged(now: String, kind: String) {
        #expect(
            changes("  -l, --limit N  most (default: 5)\n", "  -l, --limit N  most \(now)\n")
                == ["breaking \(kind)/tool --help/--limit"])
    }

    @Test("that demands an option which it did not is a break")
    func required() {
        #expect(
            changes("  --out F  where\n", "  --out F  where [required]\n  --key K  who (required)\n") == [
                "breaking option-required/tool --help/--out",
                "breaking required-option-added/tool --help/--key",
            ])
    }

    @Test("that has a choice of an argument less is a break")
    func argumentChoice() {
        #expect(
            changes(
                "Arguments:\n  <MODE>  How [possible values: fast, slow]\n",
                "Arguments:\n  <MODE>  How [possible values: fast]\n")
                == ["breaking choice-removed/tool --help/<MODE>/slow"])
    }

    @Test("that describes an option no more and names it still is a warning")
    func notDescribed() {
        #expect(
            changes("Usage: t [-av]\n\n  -a  All\n  -v  More\n", "Usage: t [-av]\n\n  -a  All\n")
                == ["warning option-not-described/tool --help/-v"])
    }

    @Test("names every removal, however many")
    func everyRemoval() {
        let many = (1...120).map { "  --option-\($0)  text\n" }.joined()
        #expect(changes(many, "  --option-1  text\n").count == 119)
    }

    @Test("that has one command less is a break")
    func commandRemoved() {
        #expect(
            changes("Commands:\n  list  a\n  add  b\n", "Commands:\n  list  a\n  create  b\n") == [
                "breaking command-removed/tool --help/add", "info command-added/tool --help/create",
            ])
    }

    @Test("that is gone is a break")
    func removed() { #expect(changes("  --limit N\n", nil) == ["breaking help-removed/tool --help"]) }

    @Test("may have its lines in another order, and say other words")
    func moved() { #expect(changes("  -a  one\n  -b  two\n", "  -b  zwei\n\n  -a  eins\n") == []) }

    /// Each option of a line gets all of its choices: thousands of both would be millions.
    @Test("that defines more options in a line than anybody reads is read up to there")
    func manyOptions() {
        let line = (1...1000).map { "--option-\($0)" }.joined(separator: ", ")
        #expect(HelpText("  \(line)\n").options.count == 64)
    }
}
