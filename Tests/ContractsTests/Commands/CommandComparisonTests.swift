import Contracts
import GateModel
import Testing

/// A run that exits with a status, and prints.
private func ran(_ output: String = "", exit status: Int = 0, errors: String = "") -> ObservedRun {
    ObservedRun(end: .exited(status), output: Array(output.utf8), errorOutput: Array(errors.utf8))
}

private func input(
    _ baseline: ObservedRun, again: ObservedRun? = nil, _ candidate: ObservedRun
) -> ProbedCommand.Input {
    ProbedCommand.Input(baseline: baseline, again: again ?? baseline, candidate: candidate)
}

private func compared(
    _ inputs: ProbedCommand.Input..., promise: ProbedCommand.Promise = .answer(status: 0)
) -> AnswerComparison {
    compare([ProbedCommand(operation: "list", promise: promise, inputs: inputs)])
}

private func lines(
    _ inputs: ProbedCommand.Input..., promise: ProbedCommand.Promise = .answer(status: 0)
) -> [String] {
    compare([ProbedCommand(operation: "list", promise: promise, inputs: inputs)]).differences.map(\.line)
}

@Suite("Two runs of a command") struct CommandComparisonTests {
    @Test("are alike where they print the same, however its columns are aligned")
    func same() {
        #expect(lines(input(ran("a  1\nbb 2\n"), ran("a   1\nbb  2\n\n"))) == [])
    }

    @Test("differ in their exit status, and then in nothing else")
    func exitStatus() {
        let found = lines(input(ran("a"), ran("usage: …", exit: 2, errors: "?")))
        #expect(found == ["breaking exit-status-changed: exit 0 -> exit 2 (1 of 1)"])
    }

    @Test("differ where one ends by a signal")
    func signal() {
        let crashed = ObservedRun(end: .otherwise("signal 11"))
        #expect(
            lines(input(ran(), crashed)) == ["breaking exit-status-changed: exit 0 -> signal 11 (1 of 1)"])
    }

    @Test("may refuse with another failure status, and say so")
    func refusal() {
        let found = lines(input(ran(exit: 1), ran(exit: 2)), promise: .refusal)
        #expect(found == ["warning exit-status-changed: exit 1 -> exit 2 (1 of 1)"])
    }

    @Test("may not begin to refuse, or cease to", arguments: [(0, 2), (2, 0)])
    func refusalClass(baseline: Int, candidate: Int) {
        let found = lines(input(ran(exit: baseline), ran(exit: candidate)), promise: .refusal)
        #expect(
            found == ["breaking exit-status-changed: exit \(baseline) -> exit \(candidate) (1 of 1)"])
    }

    @Test("are compared as JSON where they print it")
    func json() {
        let found = lines(
            input(ran(#"{"id":7,"name":"Ann"}"#), ran(#"{"id":"7"}"#)),
            input(ran(#"{"id":8,"name":"Bob"}"#), ran(#"{"id":"8"}"#)))
        #expect(
            found == [
                #"breaking field-removed /name: "Ann" -> absent (2 of 2)"#,
                "breaking type-changed /id: integer -> string (2 of 2)",
            ])
    }

    @Test("are compared as an array where each line is JSON")
    func jsonLines() {
        let found = lines(input(ran("{\"id\":1}\n{\"id\":2}\n"), ran("{\"id\":1}\n{\"key\":2}\n")))
        #expect(
            found == [
                "breaking field-removed /*/id: 1 -> absent (1 of 1)",
                "info field-added /*/key: absent -> 2 (1 of 1)",
            ])
    }

    @Test("differ where JSON becomes text")
    func noJSON() {
        #expect(
            lines(input(ran(#"{"id":7}"#), ran("7"))) == ["breaking not-json stdout: object -> 7 (1 of 1)"])
    }

    @Test("are told by the first line that changed")
    func text() {
        #expect(
            lines(input(ran("pear 3\nplum 4\n"), ran("pear 3\nplum EUR 4\n")))
                == ["breaking output-changed stdout: plum 4 -> plum EUR 4 (1 of 1)"])
    }

    @Test("that only print more are worth a warning")
    func added() {
        #expect(
            lines(input(ran("pear\n"), ran("fruit:\npear\n")))
                == ["warning output-added stdout: pear -> fruit: (1 of 1)"])
    }

    @Test("differ where one says nothing")
    func silent() {
        #expect(
            lines(input(ran("pear\n"), ran()))
                == ["breaking output-changed stdout: pear -> nothing (1 of 1)"])
    }

    @Test("may differ in words that the baseline itself prints otherwise, in every line of the kind")
    func volatileWords() {
        let found = lines(
            input(ran("took 3ms\n"), again: ran("took 4ms\n"), ran("took 9ms\n")),
            // Here both runs of the baseline happened to take as long.
            input(ran("took 3ms\n"), ran("took 5ms\n")))
        #expect(found == [])
    }

    @Test("differ in the words beside a volatile one")
    func besideVolatile() {
        #expect(
            lines(input(ran("took 3ms\n"), again: ran("took 4ms\n"), ran("lasted 9ms\n")))
                == ["breaking output-changed stdout: took … -> lasted … (1 of 1)"])
    }

    @Test(
        "are held to printing something where the baseline prints more or fewer lines each time, and that is told"
    )
    func volatileCount() {
        #expect(
            lines(input(ran("a\nb\n"), again: ran("a\n"), ran("c\nd\ne\n")))
                == ["info output-not-compared stdout: 2 lines -> 3 lines (1 of 1)"])
        #expect(
            lines(input(ran("a\nb\n"), again: ran("a\n"), ran("")))
                == ["breaking output-changed stdout: a -> nothing (1 of 1)"])
    }

    @Test("may differ in an order that the baseline does not keep")
    func order() {
        #expect(lines(input(ran("a\nb\nc\n"), again: ran("b\na\nc\n"), ran("c\nb\na\n"))) == [])
        #expect(
            lines(input(ran("a\nb\n"), again: ran("b\na\n"), ran("b\nd\n")))
                == ["breaking output-changed stdout: a -> b (1 of 1)"])
    }

    @Test("that differ in whether they complain are worth a warning")
    func complains() {
        #expect(
            lines(input(ran("a"), ran("a", errors: "?")))
                == ["warning stderr-changed stderr: nothing -> something (1 of 1)"])
    }

    @Test("of a benchmark are held to their exit status alone")
    func reported() {
        #expect(lines(input(ran("1.3 s"), ran("fast")), promise: .status(0)) == [])
    }

    @Test("show nothing where the baseline fails what is declared")
    func failing() {
        let found = compared(input(ran(exit: 3), ran(exit: 3)))
        #expect(
            found.unusable == [
                AnswerComparison.Unusable(
                    operation: "list",
                    reason: .failedOperations,
                    why: "the baseline ended with exit 3, and exit 0 is declared (1 of 1 inputs)")
            ])
    }

    @Test("show nothing where the baseline ends in two ways")
    func notRepeatable() {
        let found = compared(input(ran(), again: ran(exit: 1), ran()))
        #expect(
            found.unusable.map(\.why) == [
                "the baseline ends the same input with exit 0 or exit 1 (1 of 1 inputs)"
            ])
    }

    @Test("show nothing where more is printed than is kept")
    func cut() {
        let cut = ObservedRun(end: .exited(0), output: Array("a".utf8), isWhole: false)
        #expect(compared(input(cut, cut)).unusable.map(\.reason) == [.notComparable])
    }

    @Test("show nothing where there are none")
    func none() { #expect(compared().unusable.map(\.why) == ["no input was compared"]) }

    @Test("have a fingerprint without data")
    func fingerprint() {
        let found = compared(input(ran("at 10:03"), ran("at half past"))).differences
        #expect(found.map(\.fingerprint) == ["output-changed/list/stdout"])
    }

    @Test("of bytes that are no text are compared all the same")
    func bytes() {
        let (one, other) = ([UInt8]([0xFF, 0xFE]), [UInt8]([0x00, 0x41]))
        let found = compared(
            input(ObservedRun(end: .exited(0), output: one), ObservedRun(end: .exited(0), output: other)))
        #expect(found.differences.map(\.kind) == [.outputChanged])
    }

    @Test("where the candidate fails, the last lines of its standard error are kept")
    func errors() throws {
        let lines = (1...40).map { "line \($0)" }.joined(separator: "\n")
        let found = compared(input(ran("a"), ran(exit: 1, errors: lines + "\n"))).differences
        #expect(found.map(\.output) == [(29...40).map { "line \($0)" }.joined(separator: "\n")])
        #expect(
            compared(input(ran("a", errors: "x"), ran("b", errors: "y"))).differences.map(\.output) == [nil])
    }

    @Test("where the baseline fails, that it says why is kept")
    func baselineErrors() {
        let failed = ran(exit: 3, errors: "no licence\n")
        #expect(compared(input(failed, ran("a"))).output(of: "list") == "no licence")
    }

    private func help(
        _ baseline: ObservedRun, _ candidate: ObservedRun, _ request: HelpRequest = .certain
    ) -> [String] {
        compare([
            ProbedCommand(
                operation: "usage", promise: .answer(status: 0), helpRequest: request,
                inputs: [input(baseline, candidate)])
        ]).differences.map { "\($0.severity.rawValue) \($0.fingerprint)" }
    }

    private static let usage =
        "usage: tool [-v] {list,add}\n\n  -v, --verbose  say more\n  --top N  most (default: 5)\n"

    @Test(
        "where both print help it is compared as such: what is gone is named, what is new is for information")
    func helpTexts() {
        let now = "usage: tool [-q] {list,drop}\n\n  -q, --quiet  say less\n  --top N  most (default: 9)\n"
        #expect(
            help(ran(Self.usage), ran(now)) == [
                "breaking command-removed/usage/add", "breaking default-changed/usage/--top",
                "breaking option-removed/usage/--verbose", "breaking option-removed/usage/-v",
                "info command-added/usage/drop", "info option-added/usage/--quiet",
                "info option-added/usage/-q",
            ])
    }

    @Test(
        "of help, lines that are broken or stand elsewhere are no difference, and other words only information"
    )
    func helpWords() {
        let moved =
            "usage: tool {list,add}\n            [-v]\n\n  --top N  most\n           (default: 5)\n  -v, --verbose  say more\n"
        #expect(help(ran(Self.usage), ran(moved)) == [])
        #expect(
            help(ran(Self.usage), ran(Self.usage.replacing("say more", with: "tell more")))
                == ["info help-reworded/usage/stdout"])
    }

    @Test("help may come on either stream, and may not go")
    func helpStreams() {
        let onErrors = ran(errors: Self.usage)
        #expect(help(onErrors, onErrors) == [])
        #expect(
            help(onErrors, ran(errors: "usage: tool {list,add}\n  --top N  most (default: 5)\n")) == [
                "breaking option-removed/usage/--verbose", "breaking option-removed/usage/-v",
            ])
        #expect(help(ran(Self.usage), ran("See the manual.\n")) == ["breaking help-removed/usage"])
    }

    @Test("what only may be help is, if it has a synopsis")
    func possibleHelp() {
        let listing = "-rw-r--r-- 1 root  root  12 a\n"
        #expect(
            help(ran(listing), ran("-rw-r--r-- 1 root  root  13 a\n"), .possible) == [
                "breaking output-changed/usage/stdout"
            ])
        #expect(
            help(ran(Self.usage), ran(Self.usage + "  --new  thing\n"), .possible) == [
                "info option-added/usage/--new"
            ])
    }
}
