import Testing

@testable import Pipelines

@Test("what is wrong with a stage is shown in its place", arguments: badStages)
func badStage(bad: BadFile) {
    #expect(report(replacing: bad.part, with: bad.replacement) == bad.report)
}

private let badStages = [
    BadFile(
        "cycles: 5", "cycle: 5",
        #"""
        pipelines/membership.yaml:38:7: error: unknown key 'cycle' in 'baseline'
          38 |       cycle: 5
             |       ^^^^^
          hint: did you mean 'cycles'?
        """#),
    BadFile(
        "cycles: 5", "cycles: five",
        #"""
        pipelines/membership.yaml:38:15: error: expected a whole number, found 'five'
          38 |       cycles: five
             |               ^^^^
        """#),
    BadFile(
        "cycles: 5", "cycles: 5\n      cycles: 6",
        #"""
        pipelines/membership.yaml:39:7: error: key 'cycles' is there twice
          39 |       cycles: 6
             |       ^^^^^^
          hint: the first one is on line 38
        """#),
    BadFile(
        "- compat:", "- compat: { errors: probe, errors: probe }",
        #"""
        pipelines/membership.yaml:43:30: error: key 'errors' is there twice
          43 |   - compat: { errors: probe, errors: probe }
             |                              ^^^^^^
          hint: the first one is on line 43
        """#),
    BadFile(
        "at_least: 30s", "at_least: 30s\n      every: 0",
        #"""
        pipelines/membership.yaml:55:14: error: expected a whole number from 1 to 342, found 0
          55 |       every: 0
             |              ^
        """#),
    BadFile(
        "http://127", "https://127",
        #"""
        pipelines/membership.yaml:70:12: error: expected a URL that starts with http://, found 'https://127.0.0.1:8080'
          70 |       url: https://127.0.0.1:8080
             |            ^^^^^^^^^^^^^^^^^^^^^^
          hint: such as http://127.0.0.1:8080
        """#),
    BadFile(
        ":8080", "",
        #"""
        pipelines/membership.yaml:70:12: error: expected http://host:port, found 'http://127.0.0.1'
          70 |       url: http://127.0.0.1
             |            ^^^^^^^^^^^^^^^^
          hint: such as http://127.0.0.1:8080
        """#),
    BadFile(
        "sustained: 3 of 5", "sustained: 6 of 5",
        #"""
        pipelines/membership.yaml:75:18: error: expected a number of windows, found '6 of 5'
          75 |       sustained: 6 of 5
             |                  ^^^^^^
          hint: such as '3 of 5': in 3 of the last 5 windows
        """#),
    BadFile(
        "for: 10m", "for: 20s",
        #"""
        pipelines/membership.yaml:73:12: error: no rule can be violated: 'sustained' needs 3 windows
          73 |       for: 20s
             |            ^^^
          hint: raise 'for', or lower 'every' or 'sustained'
        """#),
    BadFile(
        "      before: 2m\n", "",
        #"""
        pipelines/membership.yaml:69:5: error: 'watch' needs 'before' for the relative rule on line 76
          69 |   - watch:
             |     ^^^^^
          hint: write 'before: 2m': windows just before the deploy are what it compares with
        """#),
    BadFile(
        "operations: [search]", "operations: [serach]",
        #"""
        pipelines/membership.yaml:71:20: error: unknown operation or group 'serach'
          71 |       operations: [serach]
             |                    ^^^^^^
          hint: did you mean 'search'?
        """#),
    BadFile(
        "operations_per_user: 20", "operations_per_user: 10",
        #"""
        pipelines/membership.yaml:65:11: error: p95 needs 59 operations to pass, 50 are planned
          65 |         - p95(response_time) <= 50ms
             |           ^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: raise 'operations_per_user' to at least 12
        """#),
    BadFile(
        "warn: 10ms", "warn: 20ms",
        #"""
        pipelines/membership.yaml:48:65: error: 'warn' must be tighter than the rule's own limit, and of the same kind
          48 |         - { rule: "p95(response_time) <= 15ms for reads", warn: 20ms }
             |                                                                 ^^^^
        """#),
    BadFile(
        "- compat:", "- compta:",
        #"""
        pipelines/membership.yaml:43:5: error: unknown stage 'compta'
          43 |   - compta:
             |     ^^^^^^
          hint: did you mean 'compat'?
        """#),
    BadFile(
        "- compat:\n      errors: probe", "- regress: { rules: [errors == 0] }",
        #"""
        pipelines/membership.yaml:44:5: error: the stage 'regress' is there twice, first on line 43
          44 |   - regress:
             |     ^^^^^^^
        """#),
    BadFile(
        "deploy: { run: ./deploy, within: 10m }", "deploy",
        #"""
        pipelines/membership.yaml:68:5: error: 'deploy' needs the key 'run'
          68 |   - deploy
             |     ^^^^^^
        """#),
    BadFile(
        "- steady(memory) <= 100MB", "- errors == 0",
        #"""
        pipelines/membership.yaml:57:11: error: 'memory' judges only the metrics 'memory', 'descriptors', 'threads', 'connections' and 'disk'
          57 |         - errors == 0
             |           ^^^^^^
          hint: a failed operation makes its rules inconclusive anyway; judge 'errors' elsewhere
        """#),
    BadFile(
        "- growth(memory) <= 1KB/op", "- growth(memory) <= 1KB",
        #"""
        pipelines/membership.yaml:59:29: error: '1KB' needs '/op', as 'growth(memory)' counts it
          59 |         - growth(memory) <= 1KB
             |                             ^^^
          hint: write '1KB/op'
        """#),
    BadFile(
        "- growth(memory) <= 1KB/op", "- growth(threads) <= 1KB/op",
        #"""
        pipelines/membership.yaml:59:30: error: '1KB/op' is no limit for 'threads': it is a count
          59 |         - growth(threads) <= 1KB/op
             |                              ^^^^^^
          hint: write an amount such as 5/op
        """#),
    BadFile(
        "- growth(memory) <= 1KB/op", "- mean(descriptors) <= 10",
        #"""
        pipelines/membership.yaml:59:11: error: 'mean' does not suit 'descriptors'
          59 |         - mean(descriptors) <= 10
             |           ^^^^
          hint: write steady(descriptors), peak(descriptors), growth(descriptors) or retained(descriptors)
        """#),
    BadFile(
        "- retained(memory) <= 10MB", "- retained(memory) <= +10%",
        #"""
        pipelines/membership.yaml:60:31: error: '+10%' is a share of the baseline's own change of memory, which may be zero
          60 |         - retained(memory) <= +10%
             |                               ^^^^
          hint: write an amount such as +10MB
        """#),
    BadFile(
        "- growth(memory) <= 1KB/op", "- growth(memory) <= +5%",
        #"""
        pipelines/membership.yaml:59:29: error: '+5%' is a share of the baseline's own change of memory, which may be zero
          59 |         - growth(memory) <= +5%
             |                             ^^^
          hint: write an amount such as +10MB/op
        """#),
    BadFile(
        "- errors == 0\n  - memory", "- errors == 0\n  - deploy: { run: a }\n  - memory",
        #"""
        pipelines/membership.yaml:54:5: error: 'memory' must come before 'deploy'
          54 |   - memory:
             |     ^^^^^^
          hint: what is measured after the deploy cannot stop it
        pipelines/membership.yaml:62:5: error: 'scale' must come before 'deploy'
          62 |   - scale:
             |     ^^^^^
          hint: what is measured after the deploy cannot stop it
        pipelines/membership.yaml:69:5: error: the stage 'deploy' is there twice, first on line 53
          69 |   - deploy: { run: ./deploy, within: 10m }
             |     ^^^^^^
        """#),
    BadFile(
        "- max(queries) <= 10", "- max(queries) <= +10",
        #"""
        pipelines/membership.yaml:66:27: error: relative rules are judged in 'regress', 'watch', and of a service's memory in 'memory'
          66 |         - max(queries) <= +10
             |                           ^^^
        """#),
    BadFile(
        "errors: probe", "errors: probe\n      openapi: ../openapi.yaml",
        #"""
        pipelines/membership.yaml:45:16: error: '../openapi.yaml' is not a path inside the repository
          45 |       openapi: ../openapi.yaml
             |                ^^^^^^^^^^^^^^^
          hint: such as 'rollback/checkout'
        """#),
    BadFile(
        "errors: probe", "errors: probe\n      openapi: [a.yaml, b.yaml, a.yaml]",
        #"""
        pipelines/membership.yaml:45:33: error: 'a.yaml' is compared twice
          45 |       openapi: [a.yaml, b.yaml, a.yaml]
             |                                 ^^^^^^
        """#),
    BadFile(
        "errors: probe", "errors: probe\n      python: membership/api.py",
        #"""
        pipelines/membership.yaml:45:15: error: 'membership/api.py' is not the name of a Python package or module
          45 |       python: membership/api.py
             |               ^^^^^^^^^^^^^^^^^
          hint: write 'membership.api'
        """#),
    BadFile(
        "errors: probe", "errors: probe\n      command: { run: ./check, exit: { 0: pass, other: pass } }",
        #"""
        pipelines/membership.yaml:45:56: error: 'other' cannot mean 'pass'
          45 |       command: { run: ./check, exit: { 0: pass, other: pass } }
             |                                                        ^^^^
          hint: a command that crashes or cannot start would pass too
        """#),
    BadFile(
        "errors: probe", "rules: [errors == 0]",
        #"""
        pipelines/membership.yaml:44:7: error: 'compat' has no rules
          44 |       rules: [errors == 0]
             |       ^^^^^
          hint: every difference in what is promised counts
        """#),
]
