import GateModel
import Testing

@testable import Pipelines

private func small(_ stage: String) throws(PipelineErrors) -> Pipeline {
    try parsePipeline(
        """
        pawl: 1
        name: small
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { home: GET / }
        stages: [ { \(stage) } ]
        """, path: "pipelines/small.yaml")
}

// 0.5^5 = .031, 0.95^58 = .051, 0.95^59 = .048, 0.99^299 = .0495, 0.999^2995 = .04996
@Test(
    "the smallest sample is the first n with share^n ≤ .05",
    arguments: [
        (0.5, 5), (0.95, 59), (0.99, 299), (0.999, 2995), (1 - 0.95, 1), (0, 1),
    ])
func smallest(share: Double, n: Int) {
    #expect(smallestSample(share: share) == n)
}

@Test(
    "a budget that can prove nothing is an error at the rule",
    arguments: [
        (
            "scale: { users: 5, operations_per_user: 59, rules: [ p99(response_time) <= 1s ] }",
            "p99 needs 299 operations to pass, 295 are planned", "raise 'operations_per_user' to at least 60"
        ),
        (
            "scale: { users: 1, operations_per_user: 4, rules: [ median(response_time) <= 1s ] }",
            "median needs 5 operations to pass, 4 are planned", "raise 'operations_per_user' to at least 5"
        ),
        (
            "scale: { rules: [ errors <= 1% ] }",
            "errors needs 299 operations to pass, 100 are planned",
            "raise 'operations_per_user' to at least 60"
        ),
        (
            "regress: { blocks: 7, rules: [ median(response_time) <= +5% ] }",
            "it needs 8 blocks to pass, 7 are planned", "raise 'blocks' to at least 8"
        ),
        (
            "regress: { blocks: 7, rules: [ mean(response_time) <= 1s ] }",
            "it needs 8 blocks to pass, 7 are planned", "raise 'blocks' to at least 8"
        ),
        (
            "regress: { blocks: 8, pairs: 7, rules: [ p95(response_time) <= 1s ] }",
            "p95 needs 59 operations to pass, 56 are planned", "raise 'pairs' or 'blocks'"
        ),
    ])
func unprovable(stage: String, message: String, hint: String) throws {
    let errors = try #require(throws: PipelineErrors.self) { try small(stage) }
    #expect(errors.errors.map(\.message) == [message])
    #expect(errors.errors.map(\.hint) == [hint])
    let rule = try #require(stage.firstRange(of: "[ "))
    let column = "stages: [ { ".count + stage.distance(from: stage.startIndex, to: rule.upperBound) + 1
    #expect(errors.errors[0].position == FilePosition(file: "pipelines/small.yaml", line: 6, column: column))
}

@Test(
    "enough is enough, to the operation",
    arguments: [
        "scale: { users: 1, operations_per_user: 299, rules: [ p99(response_time) <= 1s, errors <= 1% ] }",
        "scale: { users: 1, operations_per_user: 59, rules: [ p95(response_time) <= 1s ] }",
        "scale: { users: 1, operations_per_user: 1, rules: [ p95(response_time) >= 1ms, errors == 0 ] }",
        "regress: { blocks: 1, pairs: 5, rules: [ median(response_time) <= 1s ] }",
    ])
func provable(stage: String) throws {
    #expect(planNotes(try small(stage)) == [])
}

@Test("a rule that only observes may prove nothing, and the plan says so")
func observedShortfall() throws {
    let pipeline = try small("scale: { rules: [ { rule: p99(response_time) <= 1s, mode: observe } ] }")
    #expect(
        planNotes(pipeline) == [
            "scale/p99-response_time-abs: p99 needs 299 operations to pass, 100 are planned"
        ])
}

// ln 1.05 / 3.97 × √(12 / 1.1) = .0406
@Test("the plan says what its blocks can show")
func resolution() throws {
    let pipeline = try small("regress: { blocks: 12, rules: [ median(response_time) <= +5% ] }")
    #expect(
        planNotes(pipeline) == [
            "regress/median-response_time-rel: 12 blocks show 5 % where the noise between blocks is at most 4.1 %"
        ])
}

@Test("the plan warns of relative percentiles from few pairs, and of small changes far out")
func percentiles() throws {
    let pipeline = try small("regress: { rules: [ p99(response_time) <= +10% ] }")
    #expect(
        planNotes(pipeline) == [
            "regress/p99-response_time-rel: percentiles of a block need 100 pairs, 10 are planned",
            "regress/p99-response_time-rel: a change of 10 % is seldom seen at p99 and above",
        ])
}

@Test("the example needs no notes")
func noNotes() throws {
    #expect(planNotes(try parsedMembership()) == [])
}
