import GateModel
import JSON
import Testing

/// How the parts of a judgement are written, and that they are read back as the same.
@Suite struct JudgementCodingTests {
    private func check<Value: Codable & Equatable>(_ value: Value, _ text: String) throws {
        #expect(String(decoding: try JCS.bytes(value), as: UTF8.self) == text)
        #expect(try JCS.read(Value.self, from: Array(text.utf8)) == value)
    }

    @Test(
        "a demand is written under the name of its kind",
        arguments: [
            (
                Demand.rule(
                    RuleDemand(
                        text: "p99.9(response_time) <= +5% or +0.5ms", statistic: .quantile(0.999),
                        metric: "response_time", unit: .time,
                        condition: .compare(
                            .lessOrEqual, .relativeShare(0.05), or: .relativeAmount(0.0005)))),
                #"{"condition":{"comparison":"<=","limit":{"share":0.05},"or":{"amount":0.0005}},"kind":"rule","#
                    + #""metric":"response_time","statistic":"p99.9","text":"p99.9(response_time) <= +5% or +0.5ms","#
                    + #""unit":"time"}"#
            ),
            (
                .rule(
                    RuleDemand(
                        text: "health in 1..10", statistic: nil, metric: "health", unit: .plain,
                        condition: .range(1, 10))),
                #"{"condition":{"high":10,"low":1},"kind":"rule","metric":"health","text":"health in 1..10","unit":"plain"}"#
            ),
            (
                .promise(
                    PromiseDemand(
                        .openapi, subject: "api.yaml",
                        broken: PromiseDemand.Break(kind: .statusChanged, place: "/a"))),
                #"{"broken":{"kind":"status-changed","place":"/a"},"contract":"openapi","kind":"promise","subject":"api.yaml"}"#
            ),
            (.stage(.deployExit), #"{"demand":{"kind":"deploy-exit"},"kind":"stage"}"#),
            (
                .stage(.checkCase(name: "sum")),
                #"{"demand":{"kind":"check-case","name":"sum"},"kind":"stage"}"#
            ),
            (
                .stage(.noDrift(rule: nil, tolerated: 0.025)),
                #"{"demand":{"kind":"no-drift","tolerated":0.025},"kind":"stage"}"#
            ),
        ])
    func demand(demand: Demand, text: String) throws {
        try check(demand, text)
    }

    @Test(
        "a note is written under its name, its parts under theirs",
        arguments: [
            (
                Note.limitInForce(change: 0.05, block: 12),
                #"{"block":12,"change":0.05,"kind":"limit-in-force"}"#
            ),
            (.leaning, #"{"kind":"leaning"}"#),
            (.because(text: "\u{1b}[2J"), #"{"kind":"because","text":"\u001b[2J"}"#),
            (
                .slowStarts(Note.SlowStarts(count: 3, of: 12, change: 0.5, baseline: 1), shown: true),
                #"{"kind":"slow-starts","shown":true,"starts":{"baseline":1,"change":0.5,"count":3,"of":12}}"#
            ),
            (
                .warning(.crossed(limit: .compare(.less, .absolute(2), or: nil))),
                #"{"kind":"warning","of":{"kind":"crossed","limit":{"comparison":"<","limit":{"absolute":2}}}}"#
            ),
            (.hint(.failTheDeploy), #"{"kind":"hint","to":{"kind":"fail-the-deploy"}}"#),
            (
                .windows(verdicts: [.good, .bad], violated: 3, of: 5),
                #"{"kind":"windows","of":5,"verdicts":["good","bad"],"violated":3}"#
            ),
        ])
    func note(note: Note, text: String) throws {
        try check(note, text)
    }

    @Test(
        "why no limit changes a verdict is a name",
        arguments: [
            (
                LimitSensitivity.never(.undecided(.noSamples)),
                #"{"because":{"kind":"undecided","reason":"no samples"},"kind":"never"}"#
            ),
            (.never(.undecided(nil)), #"{"because":{"kind":"undecided"},"kind":"never"}"#),
            (.never(.singleStarts), #"{"because":{"kind":"single-starts"},"kind":"never"}"#),
        ])
    func fixed(flip: LimitSensitivity, text: String) throws {
        try check(flip, text)
    }

    @Test("what is no statistic is refused", arguments: ["mode", "p", "p101", "p-1", "pinf"])
    func statistic(word: String) {
        #expect(throws: JCSError.self) {
            try JCS.read(Statistic.self, from: Array("\"\(word)\"".utf8))
        }
    }
}
