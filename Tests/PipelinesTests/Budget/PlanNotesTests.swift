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
        """, path: "pipelines/small.yaml"
    ).pipeline
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
            "scale: { users: 5, rules: [ errors <= 1% ] }",
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
        (
            // One look at .05: (1.645 / 1.895)² · 72 = 54.2
            "regress: { blocks: 8, pairs: 9, rules: [ p95(response_time) <= 1s ] }",
            "p95 needs 59 operations to pass, and 72 from 8 blocks count as 54, since those of one process are alike",
            "raise 'pairs' or 'blocks'"
        ),
        (
            "scale: { users: 9, rules: [ mean(response_time) <= 1s ] }",
            "mean needs 8 blocks to pass, and 'scale' has one",
            "judge the mean in 'regress', and here the median, a percentile or max"
        ),
        (
            "scale: { users: 9, rules: [ mean(throughput) >= 1/s ] }",
            "mean needs 8 blocks to pass, and 'scale' has one", "write it without 'mean'"
        ),
        (
            "scale: { users: 9, rules: [ median(cpu_time) <= 1ms ] }",
            "median needs 5 samples to pass, and 'scale' takes one",
            "write it without a statistic, or judge it in 'regress'"
        ),
        (
            "regress: { blocks: 4, rules: [ median(cpu_time) <= 1ms ] }",
            "it needs 8 blocks to pass, 4 are planned", "raise 'blocks' to at least 8"
        ),
        (
            // The looks before leave .0253 for the last one: 0.99^366.
            "regress: { pairs: 10, blocks: 29, rules: [ errors <= 1% ] }",
            "errors needs 366 operations to pass, 290 are planned", "raise 'pairs' or 'blocks'"
        ),
        (
            // 40 blocks of 10 pairs; .0270 is left for the last look: 0.999^3611
            "baseline: { rules: [ p99.9(response_time) <= 1s ] }",
            "p99.9 needs 3611 operations to pass, 400 are planned", "raise 'pairs' of 'regress'"
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
        "regress: { blocks: 8, pairs: 1, rules: [ median(response_time) <= 1s ] }",
        "regress: { blocks: 8, pairs: 1, rules: [ median(cpu_time) <= 1ms ] }",
        "regress: { blocks: 8, pairs: 40, rules: [ mean(response_time) <= 1s, mean(cpu_time) <= 1ms ] }",
        "regress: { blocks: 40, pairs: 10, rules: [ errors <= 1% ] }",
        "regress: { blocks: 1, pairs: 1, rules: [ max(response_time) <= 1s, cpu_time <= 1s, errors == 0 ] }",
        "scale: { users: 1, operations_per_user: 1, rules: [ throughput >= 1/s, cpu_time <= 1s ] }",
        "baseline: { rules: [ p99(response_time) <= 1s, mean(response_time) <= 1s ] } }, { compat: {}",
    ])
func provable(stage: String) throws {
    #expect(planNotes(try small(stage)) == [])
}

@Test("a rule that only observes may prove nothing, and the plan says so")
func observedShortfall() throws {
    let pipeline = try small(
        "scale: { users: 5, rules: [ { rule: p99(response_time) <= 1s, mode: observe } ] }")
    #expect(
        planNotes(pipeline) == [
            "scale/p99-response_time-abs: p99 needs 299 operations to pass, 100 are planned"
        ])
}

// ln 1.05 / 3.97 × √(12 / 1.1) = .0406
@Test("the plan says what its blocks can show")
func resolution() throws {
    let pipeline = try small("regress: { blocks: 12, cpu: off, rules: [ median(response_time) <= +5% ] }")
    #expect(
        planNotes(pipeline) == [
            "regress/median-response_time-rel: 12 blocks show 5 % where the noise between blocks is at most 4.1 %"
        ])
}

@Test("the plan warns of relative percentiles from few pairs, and of small changes far out")
func percentiles() throws {
    let pipeline = try small("regress: { pairs: 10, rules: [ p99(response_time) <= +10% ] }")
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

@Test("the median needs no more pairs under another name")
func medianAsPercentile() throws {
    #expect(planNotes(try small("regress: { rules: [ p50(response_time) <= +10% ] }")) == [])
}

// e^(3.97 · .1 · √(1.1 / 10)) − 1 = .1407; ln 1.05 / 3.97 × √(10 / 1.1) = .0371
@Test("a hundred requests a side are too few for 5 %, and the plan says what they show")
func fewRequests() throws {
    let pipeline = try small(
        "regress: { pairs: 10, blocks: 10, cpu: off, rules: [ median(response_time) <= +5% ] }")
    #expect(
        planNotes(pipeline) == [
            "regress/median-response_time-rel: 10 blocks show 5 % where the noise between blocks is at most 3.7 %",
            "regress/median-response_time-rel: 100 requests a side are too few for 5 %: "
                + "where the noise is 10 %, the smallest change they show is 14.1 %",
        ])
    let wide = try small(
        "regress: { pairs: 10, blocks: 10, cpu: off, rules: [ median(response_time) <= +15% ] }")
    // ln 1.15 / 3.97 × √(10 / 1.1) = .1061
    #expect(
        planNotes(wide) == [
            "regress/median-response_time-rel: 10 blocks show 15 % where the noise between blocks is at most 10.6 %"
        ])
}

// 13 judgements: .98 · .05 / 13 = .00377 < 2^−8 = .00391, so that eight blocks on one side are not rare enough.
@Test("the plan says where so many judgements share the level that no violation can be shown")
func undecidable() throws {
    let rules = (1...13).map { "{ rule: median(response_time) <= +\($0 * 100)%, id: r\($0) }" }
    let many = try small(
        "regress: { blocks: 8, pairs: 20, cpu: off, rules: [ \(rules.joined(separator: ", ")) ] }")
    #expect(
        planNotes(many).last
            == "regress: with 13 judgements, 8 blocks cannot show that a comparison is violated; 12 are needed"
    )
    let few = try small(
        "regress: { blocks: 8, pairs: 20, cpu: off, rules: [ \(rules.dropLast().joined(separator: ", ")) ] }")
    #expect(planNotes(few).count == 12)
}

@Test("operations that are too few for a leak are told")
func tooFewForALeak() throws {
    let rules = "rules: [ growth(memory) <= 1KB/op, peak(memory) <= 1GB ]"
    #expect(
        planNotes(try small("memory: { max_operations: 600, \(rules) }")) == [
            "memory/growth-memory-abs: 600 operations cannot show a leak, which takes more than 600; growth stays inconclusive"
        ])
    #expect(planNotes(try small("memory: { max_operations: 601, \(rules) }")) == [])
}

@Test("levels of the process tree are judged in 'memory', in their own units")
func levels() throws {
    let stage = try #require(
        try small(
            "memory: { rules: [ growth(descriptors) <= 0.01/op, peak(threads) <= 20, steady(disk) <= +5% ] }"
        )
        .stages.first)
    #expect(
        stage.rules.map(\.condition) == [
            .compare(.lessOrEqual, .absolute(0.01), or: nil), .compare(.lessOrEqual, .absolute(20), or: nil),
            .compare(.lessOrEqual, .relativeShare(0.05), or: nil),
        ])
    #expect(stage.rules.map(\.metric.unit) == [.count, .count, .bytes])
}

@Test("of a tail the plan says what its limit counts, and where the budget seldom shows it")
func tailNotes() throws {
    let id = "regress/tail-response_time-rel"
    let points =
        "\(id): +1 % is points: so many more of all requests may take more than twice the baseline's median"
    #expect(planNotes(try small("regress: { rules: [ tail(response_time) <= +1% ] }")) == [points])
    #expect(
        planNotes(try small("regress: { blocks: 40, pairs: 10, rules: [ tail(response_time) <= +1% ] }"))
            == [points, "\(id): 400 requests a side seldom show +1 %, which takes some 600"])
}
