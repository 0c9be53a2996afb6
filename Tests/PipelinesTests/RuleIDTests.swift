import GateModel
import Testing

@testable import Pipelines

/// Ids of the regression stage's rules, in the file's order.
private func ids(_ rules: [String], before: String = "") throws(PipelineErrors) -> [String] {
    try parsePipeline(
        """
        pawl: 1
        name: ids
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { one: GET /1, two: GET /2 }
        metrics: { queries: { header: X-Queries, unit: count } }
        \(before)
        stages:
          - regress:
              cpu: off
              rules:
        \(rules.map { "        - \($0)" }.joined(separator: "\n"))
        """, path: "pipelines/ids.yaml"
    ).pipeline.stages[0].rules.map(\.id)
}

@Test(
    "a rule's id is its statistic, its metric and its kind",
    arguments: [
        ("median(response_time) <= 5ms", "regress/median-response_time-abs"),
        ("median(response_time) <= +5%", "regress/median-response_time-rel"),
        ("median(response_time) <= +5% or +1ms", "regress/median-response_time-rel"),
        ("median(response_time) in 1ms..5ms", "regress/median-response_time-in"),
        ("median(response_time) <= +5% vs one", "regress/median-response_time-vs"),
        ("p99.5(response_time) <= 5s", "regress/p99.5-response_time-abs"),
        ("p(95)(http_req_duration) <= 5s", "regress/p95-response_time-abs"),
        ("med(response_time) <= 5ms", "regress/median-response_time-abs"),
        ("avg(queries) <= +0", "regress/mean-queries-rel"),
        ("errors == 0", "regress/errors-abs"),
        ("{ rule: errors == 0, id: none-fails }", "regress/none-fails"),
    ])
func ruleID(rule: String, id: String) throws {
    #expect(try ids([rule]) == [id])
}

@Test("four kinds of rules about one statistic have four ids")
func fourKinds() throws {
    let rules = [
        "median(response_time) <= 5ms", "median(response_time) <= +5%", "median(response_time) in 1ms..5ms",
        "median(response_time) <= +5% vs one",
    ]
    #expect(Set(try ids(rules)).count == 4)
}

@Test("ids stay when rules move, change their spacing or change their limit")
func stableIDs() throws {
    let first = try ids(["median(response_time) <= +5%", "errors == 0", "mean(queries) in 1..5"])
    let second = try ids(
        ["mean( queries )  in 1..6", "'errors==0 for one,two'", "med(response_time)<=+7%"],
        before: "\n# a comment\n\nvalues: { item: 1..5 }\n")
    #expect(
        first == ["regress/median-response_time-rel", "regress/errors-abs", "regress/mean-queries-in"])
    #expect(second == first.reversed())
}

@Test(
    "the same id twice asks for a name",
    arguments: [
        ("median(response_time) <= +5%", "median(response_time) <= +1ms"),
        ("median(response_time) <= +5% vs one", "med(response_time) <= +9% vs one"),
        ("mean(queries) in 1..5", "avg(queries) in 1..6 for one"),
        ("{ rule: errors <= 1%, id: errors-abs }", "errors <= 2%"),
    ])
func sameID(first: String, second: String) throws {
    let errors = try #require(throws: PipelineErrors.self) { try ids([first, second]) }
    let error = errors.errors[0]
    #expect(errors.errors.count == 1)
    #expect(error.message.hasPrefix("the rule on line 12 has the same id, 'regress/"))
    #expect(error.position.line == 13)
    #expect(error.hint == "write { rule: \"\(second)\", id: a-name-of-its-own }")
}

@Test("a name of its own keeps two rules apart")
func ownID() throws {
    let rules = ["median(response_time) <= +5%", "{ rule: median(response_time) <= +1ms, id: floor }"]
    #expect(try ids(rules) == ["regress/median-response_time-rel", "regress/floor"])
}

@Test("the ids of what regress demands itself are no rule's own", arguments: ["cpu", "level", "drift-a"])
func takenID(id: String) throws {
    let errors = try #require(throws: PipelineErrors.self) { try ids(["{ rule: errors == 0, id: \(id) }"]) }
    #expect(errors.errors.map(\.message) == ["'\(id)' is the id of a rule that 'regress' brings itself"])
}
