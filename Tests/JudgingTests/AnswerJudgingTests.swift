import GateModel
import Testing

@testable import Judging

struct AnswerJudgingTests {
    private let compat = stage(.compat(Stage.Compat(probesErrors: true)), operations: ["search", "history"])

    private func difference(_ severity: Difference.Severity, place: String = "/items/*/id") -> Difference {
        Difference(
            kind: .fieldRemoved, severity: severity, operation: "search", place: place, baseline: "number",
            candidate: "nothing", seen: 3, compared: 12)
    }

    private func result(
        _ differences: [Difference] = [], probes: [Probe], failure: Inconclusive? = nil
    ) -> StageResult {
        let run = StageRun(
            .compat(CompatRun(probes: probes, differences: differences)),
            common: StageRun.Common(failure: failure))
        return judge(run, of: compat, in: pipeline(compat, hasData: false), after: [])
    }

    private let both = [Probe(operation: "search", inputs: 12), Probe(operation: "history", inputs: 12)]

    @Test("answers without a difference pass, and say how many were compared")
    func same() {
        let result = result(probes: both)
        #expect(result.judgements.map(\.id) == ["compat/answers/search", "compat/answers/history"])
        #expect(result.verdict == .pass)
        #expect(result.judgements[0].numbers.samples == .inputs(count: 12))
    }

    @Test("a breaking difference is a violation of its own")
    func breaking() {
        let result = result([difference(.breaking)], probes: both)
        #expect(
            result.judgements.map(\.id) == [
                "compat/field-removed/search/.items.*.id", "compat/answers/search", "compat/answers/history",
            ])
        #expect(result.judgements.map(\.verdict) == [.violation, .violation, .pass])
        #expect(
            result.judgements[0].said == ["baseline: number, candidate: nothing", "in 3 of 12 answers"])
        #expect(result.judgements[0].saidLimit == "no breaking difference at /items/*/id")
    }

    @Test("the repeat of a write that is declared idempotent must have been compared too")
    func repeats() {
        let write = DeclaredOperation(
            name: "pay", request: RequestTemplate(method: "POST", target: "/payments"), expect: .success,
            then: nil,
            promises: .idempotent, weight: 1, position: here)
        let compat = stage(.compat(Stage.Compat(probesErrors: false)), operations: ["pay"])
        let run = StageRun(.compat(CompatRun(probes: [Probe(operation: "pay", inputs: 12)])))
        let result = judge(
            run, of: compat, in: pipeline(compat, operations: [write], hasData: false), after: [])
        #expect(result.judgements.map(\.id) == ["compat/answers/pay", "compat/answers/pay/repeat"])
        #expect(
            result.judgements.map(\.verdict) == [
                .pass, .inconclusive(Inconclusive(.noSamples, "no answer was compared")),
            ])
    }

    @Test("other differences are noted", arguments: [Difference.Severity.warning, .info])
    func noted(severity: Difference.Severity) {
        let result = result([difference(severity)], probes: both)
        #expect(result.verdict == .pass)
        #expect(
            result.judgements[0].said == [
                "\(severity.rawValue): field-removed /items/*/id: number → nothing"
            ])
    }

    @Test(
        "an operation that was not compared is inconclusive",
        arguments: [[], [Probe(operation: "history", inputs: 0)]])
    func notCompared(more: [Probe]) {
        let result = result(probes: [both[0]] + more)
        #expect(result.judgements[1].verdict.inWords == inconclusive(.noSamples, "no answer was compared"))
        #expect(result.verdict.reason == .noSamples)
    }

    @Test("an operation that shows nothing says why, and the others pass")
    func ownFailure() {
        let why = Inconclusive(.notRepeatable, "the baseline gave two answers (1 of 12 inputs)")
        let result = result(probes: [both[0], Probe(operation: "history", inputs: 0, failure: why)])
        #expect(result.judgements.map(\.verdict) == [.pass, .inconclusive(why)])
        #expect(result.judgements[1].blocks && result.verdict.inWords == .inconclusive(why))
    }

    @Test("a break of an operation is one, though other inputs showed nothing")
    func ownFailureAndBreak() {
        let why = Inconclusive(.notRepeatable, "the baseline gave two answers (1 of 12 inputs)")
        let result = result(
            [difference(.breaking)], probes: [Probe(operation: "search", inputs: 0, failure: why), both[1]])
        #expect(result.judgements.map(\.verdict) == [.violation, .violation, .pass])
    }

    @Test("an error probe is judged like an operation")
    func errorProbe() {
        let result = result(probes: both + [Probe(operation: "error unknown-path", inputs: 1)])
        #expect(result.judgements[2].id == "compat/answers/error unknown-path")
        #expect(result.judgements[2].verdict == .pass)
    }

    private func changed(
        _ operation: String, _ kind: Difference.Kind, place: String = "", change: String = "",
        _ values: (String, String)
    ) -> Difference {
        Difference(
            kind: kind, severity: .breaking, operation: operation, place: place, change: change,
            baseline: values.0,
            candidate: values.1)
    }

    private func shown(_ differences: [Difference]) -> [String] {
        let cases = Set(differences.map(\.operation)).subtracting(["search", "history"])
        let probes = both + cases.sorted().map { Probe(operation: $0, inputs: 1) }
        return result(differences, probes: probes).judgements.filter { $0.demand.broken != nil }
            .map { ([$0.id] + $0.said.filter { $0.hasPrefix("the same") }).joined(separator: " | ") }
    }

    @Test("the same change in the same error case of other operations is told once, with their names")
    func collapsedCases() {
        let found = ["search", "history"].map {
            changed("\($0)/wrong-method", .statusChanged, change: "405-404", ("status 405", "status 404"))
        }
        #expect(
            shown(found) == [
                "compat/status-changed/search/wrong-method/405-404 | the same in 1 other case: history/wrong-method"
            ])
    }

    @Test("what an operation shows itself, its error cases only follow")
    func collapsedUnderTheOperation() {
        let all = ["search/wrong-method", "service/unknown-path", "history"]
        let found = all.map { changed($0, .headerRemoved, place: "x-version", ($0, "absent")) }
        #expect(
            shown(found) == [
                "compat/header-removed/history/x-version | the same in 2 other cases: search/wrong-method, "
                    + "service/unknown-path"
            ])
    }

    @Test("other changes are not taken for the same")
    func notCollapsed() {
        let found = [
            changed("search/wrong-method", .statusChanged, change: "405-404", ("status 405", "status 404")),
            changed("history/wrong-method", .statusChanged, change: "405-500", ("status 405", "status 500")),
            changed("history/bad-input", .statusChanged, change: "405-404", ("status 405", "status 404")),
            changed("list/unknown-option", .init(rawValue: "exit-status-changed"), ("exit 2", "exit 0")),
            changed("show/unknown-option", .init(rawValue: "exit-status-changed"), ("exit 2", "signal 11")),
            changed("search", .dataChanged, place: "/version", ("1", "2")),
            changed("history", .dataChanged, place: "/version", ("1", "2")),
        ]
        #expect(shown(found).count == 7)
    }

    @Test("an error case that only follows is a violation itself, and says of what")
    func follower() throws {
        let found = ["search/wrong-method", "history/wrong-method"].map {
            changed($0, .statusChanged, change: "405-404", ("status 405", "status 404"))
        }
        let probes = both + found.map { Probe(operation: $0.operation, inputs: 1) }
        let result = result(found, probes: probes)
        let follower = try #require(
            result.judgements.first { $0.id == "compat/answers/history/wrong-method" })
        #expect(follower.verdict == .violation)
        #expect(follower.said == ["follows from 'compat/status-changed/search/wrong-method/405-404'"])
    }

    @Test(
        "what a failed command printed is shown, the candidate's where it breaks and the baseline's where it shows nothing"
    )
    func printed() {
        let broken = Difference(
            kind: .init(rawValue: "exit-status-changed"), severity: .breaking, operation: "search", place: "",
            baseline: "exit 0", candidate: "exit 1", output: "no such table")
        let why = Inconclusive(.failedOperations, "the baseline ended with exit 3, and exit 0 is declared")
        let silent = Probe(operation: "history", inputs: 0, failure: why, output: "no licence")
        let result = result([broken], probes: [both[0], silent])
        #expect(result.judgements[0].said.contains("no such table"))
        #expect(result.judgements.last?.said == ["no licence"])
    }

    @Test("what ended the stage takes away passes, and leaves what was seen")
    func failed() {
        let why = Inconclusive(.notRepeatable, "history: the baseline gave two answers")
        #expect(
            result(probes: both, failure: why).judgements.map(\.verdict.inWords)
                == repeated([.inconclusive(why)], 2))
        #expect(result([difference(.breaking)], probes: both, failure: why).verdict == .violation)
    }
}
