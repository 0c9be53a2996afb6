import GateModel
import Testing

@testable import Contracts

@Suite("The program that a command runs") struct CommandWordsTests {
    @Test(
        "is found behind what starts it, and asked for help there",
        arguments: [
            ("./tool list", "tool", "./tool --help"),
            ("env -i A=1 B=2 ./tool list", "tool", "env -i A=1 B=2 ./tool --help"),
            ("env -u HOME tool list", "tool", "env -u HOME tool --help"),
            ("A=1 ./tool list", "tool", "A=1 ./tool --help"),
            ("timeout -s KILL 5 nice -n 5 ./tool list", "tool", "timeout -s KILL 5 nice -n 5 ./tool --help"),
            ("timeout --kill-after=1 5s ./tool", "tool", "timeout --kill-after=1 5s ./tool --help"),
            ("nice -10 ./tool list", "tool", "nice -10 ./tool --help"),
            ("ionice -c2 -n 7 ./tool", "tool", "ionice -c2 -n 7 ./tool --help"),
            ("taskset -c 0,1 ./tool", "tool", "taskset -c 0,1 ./tool --help"),
            ("stdbuf -oL -e 0 ./tool", "tool", "stdbuf -oL -e 0 ./tool --help"),
            ("nohup setsid -w ./tool list", "tool", "nohup setsid -w ./tool --help"),
            ("/usr/bin/time -f %e ./tool list", "tool", "/usr/bin/time -f %e ./tool --help"),
            ("sudo -n -u nobody ./tool", "tool", "sudo -n -u nobody ./tool --help"),
            ("python3 -W error -X dev tool.py list", "tool.py", "python3 -W error -X dev tool.py --help"),
            (
                "python3.11 -Wignore -B -m pkg.tool list", "pkg.tool",
                "python3.11 -Wignore -B -m pkg.tool --help"
            ),
            (".venv/bin/python -Im tool list", "tool", ".venv/bin/python -Im tool --help"),
            (
                "node --require ./x.js --no-warnings cli.js list", "cli.js",
                "node --require ./x.js --no-warnings cli.js --help"
            ),
            ("ruby -I lib -rjson tool.rb", "tool.rb", "ruby -I lib -rjson tool.rb --help"),
            ("perl -Ilib -MFoo -w tool.pl", "tool.pl", "perl -Ilib -MFoo -w tool.pl --help"),
            ("php -d x=1 -f tool.php", "tool.php", "php -d x=1 -f tool.php --help"),
            (
                "java -Xmx1g -cp a.jar:b.jar app.Main list", "app.Main",
                "java -Xmx1g -cp a.jar:b.jar app.Main --help"
            ),
            ("java -ea -jar tool.jar list", "tool.jar", "java -ea -jar tool.jar --help"),
            ("bash -euo pipefail tool.sh list", "tool.sh", "bash -euo pipefail tool.sh --help"),
            ("uv run --with click -p 3.12 tool list", "tool", "uv run --with click -p 3.12 tool --help"),
            ("uv run -- python -m tool list", "tool", "uv run -- python -m tool --help"),
            ("uvx --from pkg tool list", "tool", "uvx --from pkg tool --help"),
            ("poetry run tool list", "tool", "poetry run tool --help"),
            ("pipx run --spec pkg tool list", "tool", "pipx run --spec pkg tool --help"),
            ("bundle exec tool list", "tool", "bundle exec tool --help"),
            ("npx --yes -p pkg tool list", "tool", "npx --yes -p pkg tool --help"),
            ("npm run tool -- list", "tool", "npm run tool -- --help"),
            ("npm run tool list", "tool", "npm run tool -- --help"),
            ("go run -race -tags x . list", "go run", "go run -race -tags x . --help"),
            ("go run a.go b.go list", "go run", "go run a.go b.go --help"),
            ("cargo run --release -p tool -- list", "cargo run", "cargo run --release -p tool -- --help"),
            ("cargo run -q list", "cargo run", "cargo run -q -- --help"),
            ("dotnet run --project app -- list", "dotnet run", "dotnet run --project app -- --help"),
            ("dotnet bin/tool.dll list", "bin/tool.dll", "dotnet bin/tool.dll --help"),
            ("swift run -c release tool list", "tool", "swift run -c release tool --help"),
            ("busybox ls -l", "ls", "busybox ls --help"),
            ("flock /tmp/l ./tool", "tool", "flock /tmp/l ./tool --help"),
            ("strace -f -o /tmp/t ./tool", "tool", "strace -f -o /tmp/t ./tool --help"),
            ("./time list", "time", "./time --help"),
        ])
    func found(line: String, program: String, help: String) throws {
        let words = line.split(separator: " ").map(String.init)
        for command in [DeclaredCommand.direct(words), .shell(line)] {
            let found = try #require(CommandWords(command), "\(command)")
            #expect(found.program == program)
            #expect("\(found.with(["--help"]))" == help)
        }
    }

    @Test("is found in the line that a shell is given")
    func lineOfAShell() throws {
        let direct = try #require(
            CommandWords(.direct(["timeout", "5", "sh", "-ec", "cd a && ./tool list x"])))
        #expect(direct.with(["--help"]) == .direct(["timeout", "5", "sh", "-ec", "cd a && ./tool --help"]))
        #expect(direct.leading == ["list", "x"])
        let shell = try #require(CommandWords(.shell("A=1 bash -c './tool \"$X\" list'")))
        #expect(shell.with(["--help"]) == .shell("A=1 bash -c './tool --help'"))
    }

    @Test(
        "is not told where it is written on the line, chosen elsewhere, or one of several",
        arguments: [
            "python3 -c pass", "python3 -Sc pass", "node -e 1", "perl -ne print", "sh -c \"./tool $X\"",
            "sh -c './a | ./b'", "sh -c ./tool arg", "xargs ./tool", "make run", "./gradlew run",
            "docker run image tool",
            "ssh host tool", "env -S tool", "sudo -i", "timeout 5", "uv run --unknown x tool",
            "cargo +nightly run",
            "timeout --unknown 5 ./tool", "ionice -p 12", "java @arguments", "npm start", "python3", "env",
            "./a | ./b", "./a; ./b", "./tool > out", "eval ./tool", "python3 -", "./a && ./b",
            "for i in a; do ./tool; done",
        ])
    func notTold(line: String) { #expect(CommandWords(.shell(line)) == nil) }

    private func operation(_ name: String, _ line: String) -> DeclaredOperation {
        DeclaredOperation(
            name: name, action: .run(.init(command: .shell(line), standardInput: "", status: 0)), weight: 1,
            position: FilePosition(file: "p.yaml", line: 1, column: 1))
    }

    @Test("operations whose program is not told are without help, unless another one asks or prints it")
    func withoutHelp() {
        let piped = operation("piped", "./tool list | sort")
        let made = operation("made", "make run")
        #expect(operationsWithoutHelp([piped, made]).map(\.name) == ["piped", "made"])
        #expect(
            operationsWithoutHelp([piped, made, operation("plain", "./tool add")]).map(\.name) == ["made"])
        #expect(operationsWithoutHelp([piped, operation("usage", "./tool --help | cat")]).map(\.name) == [])
        #expect(
            operationsWithoutHelp([piped, operation("usage", "./other --help | cat")]).map(\.name) == [
                "piped"
            ])
    }

    @Test(
        "commands that ask for help are known",
        arguments: [
            ("./tool --help", HelpRequest.certain), ("./tool help list", .certain),
            ("./tool --help-all", .certain),
            ("./tool list --help | cat", .certain), ("./tool -h", .possible), ("./tool", .possible),
            ("./tool list", .none), ("help list", .none),
        ])
    func helpRequests(line: String, request: HelpRequest) {
        #expect(operation("a", line).helpRequest == request)
    }

    @Test("an operation that is the question for help is not asked twice")
    func askedByOperation() {
        let operations = [operation("list", "./tool list"), operation("usage", "./tool --help")]
        #expect(HelpQuestion.all(for: operations).map { $0.isAsked(by: operations) } == [true])
        #expect(HelpQuestion.all(for: operations).map { $0.isAsked(by: [operations[0]]) } == [false])
        #expect(HelpQuestion.all(for: operations).compactMap(\.shorter).map(\.name) == ["tool -h"])
    }
}
