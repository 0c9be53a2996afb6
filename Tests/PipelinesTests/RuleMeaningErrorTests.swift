import Testing

@testable import Pipelines

@Test("a rule that means nothing is shown where it is wrong", arguments: meaninglessRules)
func meaningless(bad: BadRule) {
    #expect(report(replacing: "median(response_time) <= +5% or +0.02ms", with: bad.rule) == bad.report)
}

private let meaninglessRules = [
    BadRule(
        "median(respons_time) <= +5%",
        #"""
        pipelines/membership.yaml:47:18: error: unknown metric 'respons_time'
          47 |         - median(respons_time) <= +5%
             |                  ^^^^^^^^^^^^
          hint: did you mean 'response_time'?
        """#),
    BadRule(
        "median <= 5ms",
        #"""
        pipelines/membership.yaml:47:11: error: 'median' is a statistic, not a metric
          47 |         - median <= 5ms
             |           ^^^^^^
          hint: write median(response_time)
        """#),
    BadRule(
        "p95 <= 5ms",
        #"""
        pipelines/membership.yaml:47:11: error: 'p95' is a statistic, not a metric
          47 |         - p95 <= 5ms
             |           ^^^
          hint: write p95(response_time)
        """#),
    BadRule(
        "median(response_time) <= 5%",
        #"""
        pipelines/membership.yaml:47:36: error: '5%' has no sign, and a missing sign is not guessed
          47 |         - median(response_time) <= 5%
             |                                    ^^
          hint: write '+5%' for 5 % more than the baseline, or an amount such as 50ms
        """#),
    BadRule(
        "median(response_time) >= 5%",
        #"""
        pipelines/membership.yaml:47:36: error: '5%' has no sign, and a missing sign is not guessed
          47 |         - median(response_time) >= 5%
             |                                    ^^
          hint: write '-5%' for 5 % less than the baseline, or an amount such as 50ms
        """#),
    BadRule(
        "median(response_time) <= 50",
        #"""
        pipelines/membership.yaml:47:36: error: '50' needs a unit: 'response_time' is a time
          47 |         - median(response_time) <= 50
             |                                    ^^
          hint: write an amount such as 50ms
        """#),
    BadRule(
        "median(response_time) <= 50KB",
        #"""
        pipelines/membership.yaml:47:36: error: '50KB' is no limit for 'response_time': it is a time
          47 |         - median(response_time) <= 50KB
             |                                    ^^^^
          hint: write an amount such as 50ms
        """#),
    BadRule(
        "median(response_time) <= +0",
        #"""
        pipelines/membership.yaml:47:36: error: '+0' can be shown only for a count; 'response_time' is a time
          47 |         - median(response_time) <= +0
             |                                    ^^
          hint: write a tolerance such as '+5%'
        """#),
    BadRule(
        "median(response_time) <= +0%",
        #"""
        pipelines/membership.yaml:47:36: error: '+0%' can be shown only for a count; 'response_time' is a time
          47 |         - median(response_time) <= +0%
             |                                    ^^^
          hint: write a tolerance such as '+5%'
        """#),
    BadRule(
        "median(response_time) <= -100%",
        #"""
        pipelines/membership.yaml:47:36: error: a value cannot be 100% lower
          47 |         - median(response_time) <= -100%
             |                                    ^^^^^
        """#),
    BadRule(
        "mean(queries) <= 5ms",
        #"""
        pipelines/membership.yaml:47:28: error: '5ms' is no limit for 'queries': it is a count
          47 |         - mean(queries) <= 5ms
             |                            ^^^
          hint: write an amount such as 5
        """#),
    BadRule(
        "growth(response_time) <= 5ms",
        #"""
        pipelines/membership.yaml:47:11: error: 'growth' does not suit 'response_time'
          47 |         - growth(response_time) <= 5ms
             |           ^^^^^^
          hint: use mean, median, min, max or p50 … p99.9; in 'regress' tail, worst or warmup too
        """#),
    BadRule(
        "p95(health_score) >= 5",
        #"""
        pipelines/membership.yaml:47:11: error: 'p95' does not suit 'health_score'
          47 |         - p95(health_score) >= 5
             |           ^^^
          hint: it is taken once a block: use mean, median, min, max or no statistic
        """#),
    BadRule(
        "rate(queries) <= 5/s",
        #"""
        pipelines/membership.yaml:47:11: error: 'rate' does not suit 'queries'
          47 |         - rate(queries) <= 5/s
             |           ^^^^
          hint: use mean, median, min, max or p50 … p99.9
        """#),
    BadRule(
        "mean(errors) <= 1%",
        #"""
        pipelines/membership.yaml:47:11: error: 'errors' takes no statistic
          47 |         - mean(errors) <= 1%
             |           ^^^^
          hint: write 'errors == 0' or 'errors <= 1%'
        """#),
    BadRule(
        "errors <= 0.01",
        #"""
        pipelines/membership.yaml:47:21: error: '0.01' needs a unit: 'errors' is a share
          47 |         - errors <= 0.01
             |                     ^^^^
          hint: write an amount such as 1%
        """#),
    BadRule(
        "errors <= +1%",
        #"""
        pipelines/membership.yaml:47:21: error: a change of 'errors' is not judged: it is a share itself
          47 |         - errors <= +1%
             |                     ^^^
          hint: write a limit such as '1%'
        """#),
    BadRule(
        "peak(memory) <= 5MB",
        #"""
        pipelines/membership.yaml:47:16: error: the metric 'memory' is judged only in the stage 'memory'
          47 |         - peak(memory) <= 5MB
             |                ^^^^^^
        """#),
    BadRule(
        "p95(cpu_time) <= 5ms",
        #"""
        pipelines/membership.yaml:47:11: error: 'p95' does not suit 'cpu_time'
          47 |         - p95(cpu_time) <= 5ms
             |           ^^^
          hint: it is taken once a block: use mean, median, min, max or no statistic
        """#),
    BadRule(
        "median(response_time) <= +5% for serach",
        #"""
        pipelines/membership.yaml:47:44: error: unknown operation or group 'serach'
          47 |         - median(response_time) <= +5% for serach
             |                                            ^^^^^^
          hint: did you mean 'search'?
        """#),
    BadRule(
        "health_score >= 95 for search",
        #"""
        pipelines/membership.yaml:47:34: error: 'health_score' is a metric of the whole service, not of operations
          47 |         - health_score >= 95 for search
             |                                  ^^^^^^
          hint: leave 'for' out
        """#),
    BadRule(
        "health_score >= -5",
        #"""
        pipelines/membership.yaml:47:11: error: a relative rule of 'regress' needs mean, median or a percentile
          47 |         - health_score >= -5
             |           ^^^^^^^^^^^^
          hint: write median(health_score)
        """#),
    BadRule(
        "max(response_time) <= +5%",
        #"""
        pipelines/membership.yaml:47:11: error: a relative rule of 'regress' needs mean, median or a percentile
          47 |         - max(response_time) <= +5%
             |           ^^^
          hint: write median(response_time)
        """#),
    BadRule(
        "median(response_time) <= +5% or 20ms",
        #"""
        pipelines/membership.yaml:47:36: error: 'or' stands between a change in percent and a change in the metric's unit
          47 |         - median(response_time) <= +5% or 20ms
             |                                    ^^^^^^^^^^^
          hint: such as '+5% or +0.02ms'
        """#),
    BadRule(
        "median(response_time) in 5ms..1ms",
        #"""
        pipelines/membership.yaml:47:36: error: the range '5ms..1ms' is empty
          47 |         - median(response_time) in 5ms..1ms
             |                                    ^^^^^^^^
        """#),
    BadRule(
        "median(response_time) in 1..5ms",
        #"""
        pipelines/membership.yaml:47:36: error: '1' needs a unit: 'response_time' is a time
          47 |         - median(response_time) in 1..5ms
             |                                    ^
          hint: write an amount such as 50ms
        """#),
    BadRule(
        "throughput >= 50",
        #"""
        pipelines/membership.yaml:47:25: error: '50' needs '/s', as 'throughput' counts it
          47 |         - throughput >= 50
             |                         ^^
          hint: write '50/s'
        """#),
    BadRule(
        "median(response_time) <= 5ms/op",
        #"""
        pipelines/membership.yaml:47:36: error: '5ms/op' is no limit for 'response_time': it is a time
          47 |         - median(response_time) <= 5ms/op
             |                                    ^^^^^^
          hint: write an amount such as 50ms
        """#),
    BadRule(
        "median(response_time) == 5ms",
        #"""
        pipelines/membership.yaml:47:33: error: '==' cannot be shown for 'response_time': it is a time
          47 |         - median(response_time) == 5ms
             |                                 ^^
          hint: write '<=' or 'in'
        """#),
    BadRule(
        "mean(queries) <= 7",
        #"""
        pipelines/membership.yaml:50:11: error: the rule on line 47 has the same id, 'regress/mean-queries-abs'
          50 |         - mean(queries) <= 5 for member-measurement
             |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: write { rule: "mean(queries) <= 5 for member-measurement", id: a-name-of-its-own }
        """#),
    BadRule(
        "\"median(response_time) <= +5% for reeds\"",
        #"""
        pipelines/membership.yaml:47:45: error: unknown operation or group 'reeds'
          47 |         - "median(response_time) <= +5% for reeds"
             |                                             ^^^^^
          hint: did you mean 'reads'?
        """#),
    BadRule(
        "{ rule: errors == 0, id: a, warn: 1% }",
        #"""
        pipelines/membership.yaml:47:45: error: 'warn' needs a rule with <=, <, >=, > or in
          47 |         - { rule: errors == 0, id: a, warn: 1% }
             |                                             ^^
        """#),
    BadRule(
        "{ rule: errors <= 1%, id: a, warn: 2% }",
        #"""
        pipelines/membership.yaml:47:46: error: 'warn' must be tighter than the rule's own limit, and of the same kind
          47 |         - { rule: errors <= 1%, id: a, warn: 2% }
             |                                              ^^
        """#),
    BadRule(
        "{ rule: errors <= 1%, id: a, on_inconclusive: lean }",
        #"""
        pipelines/membership.yaml:47:57: error: 'lean' is defined for relative rules of 'regress' only
          47 |         - { rule: errors <= 1%, id: a, on_inconclusive: lean }
             |                                                         ^^^^
          hint: write 'block' or 'warn'
        """#),
    BadRule(
        "{ rule: worst(response_time) <= +5%, on_inconclusive: lean }",
        #"""
        pipelines/membership.yaml:47:65: error: 'lean' needs an estimate of a typical value or a mean, and this rule has none
          47 |         - { rule: worst(response_time) <= +5%, on_inconclusive: lean }
             |                                                                 ^^^^
          hint: write 'block' or 'warn'
        """#),
]
