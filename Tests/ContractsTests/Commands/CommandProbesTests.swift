import Contracts
import GateModel
import Testing

private func operation(_ command: DeclaredCommand, name: String = "list") -> DeclaredOperation {
    DeclaredOperation(
        name: name,
        action: .run(DeclaredOperation.Run(command: command, standardInput: "in", status: 0)), weight: 1,
        position: FilePosition(file: "pipelines/tool.yaml", line: 1, column: 1))
}

private func probes(_ command: DeclaredCommand) -> [String] {
    commandProbes(for: [operation(command)]).map { "\($0.name): \($0.run.command)" }
}

@Suite("Error cases of a command") struct CommandProbesTests {
    @Test("are an option that does not exist, and an argument too few")
    func words() {
        #expect(
            probes(.direct(["./tool", "list", "fruit"])) == [
                "list/unknown-option: ./tool list fruit --no-such-option-as-this",
                "list/missing-argument: ./tool list",
            ])
    }

    @Test("are made from a shell's line where it is one plain command")
    func shell() {
        #expect(
            probes(.shell(#"exec python3 -S tool.py find "$PAWL_VALUE_TERM""#)) == [
                #"list/unknown-option: exec python3 -S tool.py find "$PAWL_VALUE_TERM" --no-such-option-as-this"#,
                "list/missing-argument: exec python3 -S tool.py find",
            ])
    }

    @Test(
        "are none of a line that a shell has more to do with",
        arguments: [
            "./tool list | head", "./tool list > \"$PAWL_STATE/out\"", "./make && ./tool", "./tool || true",
            "./tool &",
            "./tool $(cat names)",
            "./tool \"$(cat names)\"", "./tool `cat names`", "./tool 'open", "python3 -c 'print(1)'", "X=1",
        ])
    func notPlain(line: String) { #expect(probes(.shell(line)) == []) }

    @Test("are made from a line's last command, where those before it only prepare")
    func prepared() {
        #expect(
            probes(.shell("cd build && X=1; export Y=2; ./tool list")) == [
                "list/unknown-option: cd build && X=1; export Y=2; ./tool list --no-such-option-as-this",
                "list/missing-argument: cd build && X=1; export Y=2; ./tool",
            ])
    }

    @Test("leave the program whole, and options at the end")
    func short() {
        #expect(
            probes(.direct(["python3", "tool.py"]))
                == ["list/unknown-option: python3 tool.py --no-such-option-as-this"])
        #expect(
            probes(.direct(["./tool", "--all"]))
                == ["list/unknown-option: ./tool --all --no-such-option-as-this"])
    }

    @Test("put no option behind '--', where it is none")
    func terminator() {
        #expect(
            probes(.direct(["./tool", "-q", "--", "a"])).first
                == "list/unknown-option: ./tool -q --no-such-option-as-this")
    }

    @Test("are never a command that is declared, or one twice")
    func once() {
        let all = commandProbes(for: [
            operation(.direct(["./tool", "list"])), operation(.direct(["./tool"]), name: "plain"),
            operation(.direct(["./tool", "show"]), name: "show"),
        ])
        #expect(
            all.map(\.name) == ["list/unknown-option", "plain/unknown-option", "show/unknown-option"])
    }

    @Test("keep what the command reads")
    func standardInput() {
        #expect(
            commandProbes(for: [operation(.direct(["./tool"]))]).map(\.run.standardInput) == ["in"])
    }

    @Test("beside them each program is asked for help, and the commands that are used")
    func help() {
        let operations = [
            operation(.direct(["./tool", "list", "fruit"])), operation(.shell("./tool add \"$X\"")),
            operation(.shell("./other | cat")),
        ]
        let questions = HelpQuestion.all(for: operations)
        #expect(questions.map(\.name) == ["tool --help"])
        let text = HelpText("Commands:\n  list  Lists\n  add  Adds\n  drop  Drops\n")
        #expect(
            questions[0].next(after: text, for: operations).map(\.name)
                == ["tool list --help", "tool add --help"])
        #expect(questions[0].next(after: HelpText(""), for: operations) == [])
    }
}
