import Foundation
import GateModel
import Glibc
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

/// A suite in the files of two revisions, with real commands.
@Suite struct CheckStageTests {
    private func check(
        _ run: DeclaredCommand, _ report: Stage.Check.Report? = nil, environment: [String] = [],
        secrets: [String] = [], within: Duration? = nil
    ) -> Stage {
        stage(
            .check(
                Stage.Check(run: run, report: report, environment: environment, secrets: secrets)),
            operations: [], within: within)
    }

    private static let passed = ScriptEnd.exited(status: 0)

    @Test func aSuiteThatPassesOnBothIsAPassAndRunsOnceEach() async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let check = check(.direct(["test", "-f", "service.py"]))
        let run = try await repository.run(check)
        #expect(run.common.failure == nil)
        #expect(run.check.baseline?.end == Self.passed)
        #expect(run.check.candidate?.end == Self.passed)
        #expect(run.check.again == nil)
        #expect(repository.judged(run, check).verdict == .pass)
        // No service was started for it.
        #expect(repository.traces.count == 0)
    }

    @Test(
        "the judged revision does not bring the judge: a script of the command is the baseline's",
        arguments: [
            DeclaredCommand.direct(["./lint", "word"]), .shell("./lint word"), .shell("true && sh lint word"),
            .direct(["sh", "-e", "./lint", "word"]), .direct(["sh", "-c", "timeout 60 ./lint word"]),
        ])
    func judge(run: DeclaredCommand) async throws {
        let repository = try await ItemRepository(
            common: ["lint": "#!/bin/sh\ncat \"$1\"\n! grep -q bad \"$1\"\n", "word": "good\n"],
            changed: ["lint": "#!/bin/sh\nexit 0\n", "word": "bad\n"])
        let check = check(run)
        let result = try await repository.run(check, service: itemService(build: .shell("chmod +x lint")))
        #expect(result.common.failure == nil)
        #expect(result.check.baseline == CheckRun.Execution(end: Self.passed, output: "good\n"))
        let failed = CheckRun.Execution(end: .exited(status: 1), output: "bad\n")
        #expect(result.check.candidate == failed)
        #expect(result.check.again == failed)
        #expect(result.check.scripts == ["lint"])
        #expect(repository.judged(result, check).verdict == .violation)
    }

    @Test func aScriptThatLooksAroundItselfSeesTheCandidatesFiles() async throws {
        let script = "#!/bin/sh\ncd \"$(dirname \"$0\")\" && ! grep -q bad word\n"
        let repository = try await ItemRepository(
            common: ["lint": script, "word": "good\n"], changed: ["word": "bad\n"])
        let check = check(.direct(["./lint"]))
        let run = try await repository.run(check, service: itemService(build: .shell("chmod +x lint")))
        #expect(run.check.scripts == [])
        #expect(repository.judged(run, check).verdict == .violation)
    }

    @Test func aScriptThatOnlyTheCandidateHasIsNotRun() async throws {
        let repository = try await ItemRepository(changed: ["lint": "#!/bin/sh\nexit 0\n"])
        let build = itemService(build: .shell("! [ -e lint ] || chmod +x lint"))
        let direct = try await repository.run(check(.direct(["./lint"])), service: build)
        #expect(direct.common.failure?.reason == .toolMissing)
        let shell = check(.shell("./lint"))
        let run = try await repository.run(shell, service: build)
        #expect(run.check.candidate?.end == .exited(status: 127))
        #expect(repository.judged(run, shell).verdict.reason == .baselineFails)
    }

    @Test func aProgramThatABuildMadeIsEachRevisionsOwn() async throws {
        let repository = try await ItemRepository(common: ["word": "good\n"], changed: ["word": "bad\n"])
        let build = "printf '#!/bin/sh\necho %s' \"$(cat word)\" > suite; chmod +x suite"
        let run = try await repository.run(
            check(.direct(["./suite"])), service: itemService(build: .shell(build)))
        #expect(run.check.baseline?.output == "good\n")
        #expect(run.check.candidate?.output == "bad\n")
    }

    @Test func aLinkOfTheCandidateLeadsNothingOutOfTheCopy() async throws {
        let repository = try await ItemRepository(
            common: ["lint": "#!/bin/sh\necho fine\n"], changed: ["lint": "#!/bin/sh\nexit 3\n"])
        // The build of the candidate puts a link where the script was.
        let target = repository.traces.path + "/kept"
        let build =
            "chmod +x lint; ! grep -q 'exit 3' lint || { echo kept > \"$TRACES/kept\"; ln -sf \"$TRACES/kept\" lint; }"
        let run = try await repository.run(
            check(.direct(["./lint"])), service: itemService(build: .shell(build)))
        #expect(run.check.candidate == CheckRun.Execution(end: Self.passed, output: "fine\n"))
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "kept\n")
    }

    @Test func itRunsInACopyAndKnowsWhereTheBaselineIs() async throws {
        let repository = try await ItemRepository()
        let line = """
            [ "$PWD" = "$PAWL_CHECKOUT" ] && [ -f service.py ] && rm service.py && [ -f "$PAWL_BASELINE/service.py" ] \
            && [ -n "$PAWL_REVISION" ] && [ ! -e "$PAWL_OUT" ] && touch "$PAWL_OUT" && echo "$PAWL_BASELINE"
            """
        let run = try await repository.run(check(.shell(line)))
        #expect(run.check.baseline?.end == Self.passed)
        #expect(run.check.candidate?.end == Self.passed)
        #expect(run.check.baseline?.output == run.check.candidate?.output)
    }

    @Test func whatFailsOnceAndPassesThenIsInconclusive() async throws {
        let repository = try await ItemRepository(candidate: "flaky")
        let line = "[ ! -s behaviour ] || [ -e \"$HOME/seen\" ] || { touch \"$HOME/seen\"; exit 1; }"
        let check = check(.shell(line))
        let run = try await repository.run(check)
        #expect(run.check.candidate?.end == .exited(status: 1))
        #expect(run.check.again?.end == Self.passed)
        #expect(repository.judged(run, check).verdict.reason == .notRepeatable)
    }

    @Test func whatFailsOnBothShowsNothing() async throws {
        let repository = try await ItemRepository()
        let check = check(.shell("echo broken; exit 2"))
        let run = try await repository.run(check)
        #expect(run.check.again == nil)
        let judged = repository.judged(run, check)
        #expect(judged.verdict.reason == .baselineFails)
        #expect(judged.judgements[0].notes.contains(.output(text: "broken\n")))
    }

    @Test func whatCannotBeStartedOrTakesTooLongIsInconclusive() async throws {
        let repository = try await ItemRepository()
        let missing = try await repository.run(check(.direct(["./missing"])))
        #expect(missing.common.failure?.reason == .toolMissing)
        #expect(missing.check.baseline == nil)
        let endless = try await repository.run(check(.shell("sleep 600"), within: .milliseconds(200)))
        #expect(endless.common.failure?.reason == .budgetSpent)
    }

    @Test func aSuiteThatIsInterruptedSaysSo() async throws {
        let repository = try await ItemRepository()
        let begun = repository.traces.path + "/begun"
        let run = try await repository.run(
            check(.shell("touch \"$TRACES/begun\"; sleep 600"), environment: ["TRACES"]),
            cancelledWhen: { access(begun, F_OK) == 0 })
        #expect(run.common.failure?.reason == .interrupted)
        #expect(run.check.candidate == nil)
    }

    @Test func onlyNamedVariablesPassAndSecretsAreMasked() async throws {
        let repository = try await ItemRepository(
            passing: ["LINT_TOKEN": "t0ken", "COLOUR": "green", "OTHER": "blue"])
        let line = """
            echo "$LINT_TOKEN $COLOUR [$OTHER$SECRET]"
            echo '<testsuite><testcase name="t0ken" time="1"><failure/></testcase></testsuite>' > "$PAWL_OUT"
            exit 1
            """
        let run = try await repository.run(
            check(.shell(line), .junit, environment: ["COLOUR"], secrets: ["LINT_TOKEN"]))
        #expect(run.check.candidate?.output == "*** green []\n")
        #expect(run.check.candidate?.cases?.failed == CheckRun.Names(["***"]))
    }

    private static let suite = "cp report.xml \"$PAWL_OUT\"; ! grep -q '<failure' report.xml"

    private static func xml(_ cases: [String: Bool]) -> String {
        let lines = cases.sorted { $0.key < $1.key }.map { name, passes in
            "<testcase name=\"\(name)\" time=\"0.1\">\(passes ? "" : "<failure/>")</testcase>"
        }
        return "<testsuite>\(lines.joined(separator: "\n"))</testsuite>\n"
    }

    @Test("the cases of a report are compared by name")
    func cases() async throws {
        let repository = try await ItemRepository(
            common: ["report.xml": Self.xml(["a": true, "b": false, "gone": true])],
            changed: ["report.xml": Self.xml(["a": false, "b": false, "new": true])])
        let check = check(.shell(Self.suite), .junit)
        let run = try await repository.run(check)
        #expect(run.check.baseline?.cases == CheckRun.Cases(count: 3, failed: CheckRun.Names(["b"])))
        #expect(run.check.candidate?.cases == CheckRun.Cases(count: 3, failed: CheckRun.Names(["a", "b"])))
        #expect(run.check.again?.cases == run.check.candidate?.cases)
        #expect(run.check.absent == CheckRun.Names(["gone"]))
        let judged = repository.judged(run, check)
        #expect(judged.violations.map(\.id) == ["check/exit", "check/a"])
    }

    @Test(
        "a report that is not there, or not whole, is no evidence",
        arguments: [
            ("true", "nothing was written to PAWL_OUT"),
            ("echo '<testsuite><testcase' > \"$PAWL_OUT\"", "PAWL_OUT"),
            ("echo '<testsuite></testsuite>' > \"$PAWL_OUT\"", "PAWL_OUT: error: "),
            ("ln -s /etc/hostname \"$PAWL_OUT\"", "PAWL_OUT: "),
            ("mkfifo \"$PAWL_OUT\"", "PAWL_OUT: "),
        ])
    func noReport(line: String, why: String) async throws {
        let repository = try await ItemRepository()
        let check = check(.shell(line), .junit)
        let run = try await repository.run(check)
        guard case .unread(let found) = run.check.candidate?.report else {
            Issue.record("\(run.check)")
            return
        }
        #expect(found.hasPrefix(why), "\(found)")
        #expect(repository.judged(run, check).verdict.reason == .noSamples)
    }
}

extension Verdict {
    fileprivate var reason: Inconclusive.Reason? {
        if case .inconclusive(let why) = self { why.reason } else { nil }
    }
}
