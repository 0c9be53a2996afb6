import Testing

@testable import Pipelines

@Test("a rule that cannot be read is shown where reading ended", arguments: unreadableRules)
func unreadable(bad: BadRule) {
    #expect(report(replacing: "median(response_time) <= +5% or +0.02ms", with: bad.rule) == bad.report)
}

private let unreadableRules = [
    BadRule(
        "medain(response_time) <= +5%",
        #"""
        pipelines/membership.yaml:47:11: error: unknown statistic 'medain'
          47 |         - medain(response_time) <= +5%
             |           ^^^^^^
          hint: did you mean 'median'?
        """#),
    BadRule(
        "median(response_time) <= +5% for search vs unknown-member",
        #"""
        pipelines/membership.yaml:47:51: error: 'vs' stands before 'for'
          47 |         - median(response_time) <= +5% for search vs unknown-member
             |                                                   ^^
          hint: write '… vs OPERATION for NAME'
        """#),
    BadRule(
        "median(response_time) <= +5% vs",
        #"""
        pipelines/membership.yaml:47:41: error: expected the name of an operation, and the rule ends
          47 |         - median(response_time) <= +5% vs
             |                                         ^
        """#),
    BadRule(
        "p(95) < 500ms",
        #"""
        pipelines/membership.yaml:47:17: error: expected '(' and a metric, found '<'
          47 |         - p(95) < 500ms
             |                 ^
          hint: write p95(response_time)
        """#),
    BadRule(
        "avg < 200ms",
        #"""
        pipelines/membership.yaml:47:11: error: 'avg' is a statistic, not a metric
          47 |         - avg < 200ms
             |           ^^^
          hint: write avg(response_time)
        """#),
    BadRule(
        "p99.9 < 200ms",
        #"""
        pipelines/membership.yaml:47:11: error: 'p99.9' is a statistic, not a metric
          47 |         - p99.9 < 200ms
             |           ^^^^^
          hint: write p99.9(response_time)
        """#),
    BadRule(
        "exponent(response_time) <= 1.1",
        #"""
        pipelines/membership.yaml:47:11: error: 'exponent' is judged only in the stage 'scale'
          47 |         - exponent(response_time) <= 1.1
             |           ^^^^^^^^
          hint: move the rule below 'scale:'
        """#),
    BadRule(
        "median(response_time) =< 5ms",
        #"""
        pipelines/membership.yaml:47:33: error: unknown comparison '=<'
          47 |         - median(response_time) =< 5ms
             |                                 ^^
          hint: write '<='
        """#),
    BadRule(
        "median(response_time) != 5ms",
        #"""
        pipelines/membership.yaml:47:33: error: unknown comparison '!='
          47 |         - median(response_time) != 5ms
             |                                 ^^
          hint: known here: <=, >=, ==, <, >, in
        """#),
    BadRule(
        "median(response_time)",
        #"""
        pipelines/membership.yaml:47:31: error: expected a comparison: <=, >=, ==, <, > or in, and the rule ends
          47 |         - median(response_time)
             |                               ^
        """#),
    BadRule(
        "median(response_time) <=",
        #"""
        pipelines/membership.yaml:47:34: error: expected a number, and the rule ends
          47 |         - median(response_time) <=
             |                                  ^
        """#),
    BadRule(
        "median(response_time <= 5ms",
        #"""
        pipelines/membership.yaml:47:32: error: expected ')', found '<'
          47 |         - median(response_time <= 5ms
             |                                ^
        """#),
    BadRule(
        "p45(response_time) <= 5ms",
        #"""
        pipelines/membership.yaml:47:11: error: percentiles go from p50 to p99.9, with at most one decimal
          47 |         - p45(response_time) <= 5ms
             |           ^^^
        """#),
    BadRule(
        "p(99.99)(response_time) <= 5ms",
        #"""
        pipelines/membership.yaml:47:13: error: percentiles go from p50 to p99.9, with at most one decimal
          47 |         - p(99.99)(response_time) <= 5ms
             |             ^^^^^
        """#),
    BadRule(
        "median(response_time) <= 5sec",
        #"""
        pipelines/membership.yaml:47:37: error: unknown unit 'sec'
          47 |         - median(response_time) <= 5sec
             |                                     ^^^
          hint: write '5s'
        """#),
    BadRule(
        "median(response_time) <= 5parsec",
        #"""
        pipelines/membership.yaml:47:37: error: unknown unit 'parsec'
          47 |         - median(response_time) <= 5parsec
             |                                     ^^^^^^
          hint: known here: us, ms, s, m, h, d, B, KB, MB, GB, KiB, MiB, GiB, %
        """#),
    BadRule(
        "median(response_time) <= 5 ms",
        #"""
        pipelines/membership.yaml:47:38: error: unexpected 'ms' after the rule
          47 |         - median(response_time) <= 5 ms
             |                                      ^^
          hint: write the unit right behind its number: 5ms
        """#),
    BadRule(
        "median(response_time) <= +5% for",
        #"""
        pipelines/membership.yaml:47:42: error: expected the name of an operation or group, and the rule ends
          47 |         - median(response_time) <= +5% for
             |                                          ^
        """#),
    BadRule(
        "median(response_time) in 1ms",
        #"""
        pipelines/membership.yaml:47:38: error: expected '..' and the upper bound, and the rule ends
          47 |         - median(response_time) in 1ms
             |                                      ^
        """#),
    BadRule(
        "median(response_time) <= +5% extra",
        #"""
        pipelines/membership.yaml:47:40: error: unexpected 'extra' after the rule
          47 |         - median(response_time) <= +5% extra
             |                                        ^^^^^
        """#),
    BadRule(
        "median(response_time) <= #5ms",
        #"""
        pipelines/membership.yaml:47:34: error: expected a number, and the rule ends
          47 |         - median(response_time) <= #5ms
             |                                  ^
          hint: ' #' starts a comment: quote the value if it belongs to it
        """#),
    BadRule(
        "[median]",
        #"""
        pipelines/membership.yaml:47:11: error: expected text, found a list
          47 |         - [median]
             |           ^
          hint: quote a value that starts with '['
        """#),
    BadRule(
        "(response_time) <= 5ms",
        #"""
        pipelines/membership.yaml:47:11: error: expected a metric, such as median(response_time) or errors, found '('
          47 |         - (response_time) <= 5ms
             |           ^
        """#),
    BadRule(
        "{ rule: errors <= 1%, id: A }",
        #"""
        pipelines/membership.yaml:47:37: error: 'A' is not a name
          47 |         - { rule: errors <= 1%, id: A }
             |                                     ^
          hint: names are lower-case letters, digits and hyphens: [a-z0-9][a-z0-9-]*
        pipelines/membership.yaml:52:11: error: the rule on line 47 has the same id, 'regress/errors-abs'
          52 |         - errors == 0
             |           ^^^^^^^^^^^
          hint: write { rule: "errors == 0", id: a-name-of-its-own }
        """#),
    BadRule(
        "{ rule: errors <= 1%, id: a, mode: observer }",
        #"""
        pipelines/membership.yaml:47:46: error: expected 'observe', found 'observer'
          47 |         - { rule: errors <= 1%, id: a, mode: observer }
             |                                              ^^^^^^^^
          hint: did you mean 'observe'?
        """#),
    BadRule(
        "{ rul: errors <= 1% }",
        #"""
        pipelines/membership.yaml:47:11: error: the rule needs the key 'rule'
          47 |         - { rul: errors <= 1% }
             |           ^
        pipelines/membership.yaml:47:13: error: unknown key 'rul' in the rule
          47 |         - { rul: errors <= 1% }
             |             ^^^
          hint: did you mean 'rule'?
        """#),
]
