import Testing

@testable import Pipelines

@Test("a wrong value, operation, metric or group is shown in its place", arguments: badDeclarations)
func badDeclaration(bad: BadFile) {
    #expect(report(replacing: bad.part, with: bad.replacement) == bad.report)
}

private let badDeclarations = [
    BadFile(
        "expect: 201", "expect: 99",
        #"""
        pipelines/membership.yaml:28:13: error: expected a whole number from 100 to 599, found 99
          28 |     expect: 99
             |             ^^
        """#),
    BadFile(
        "expect: 201", "expect: 201\n    body: text",
        #"""
        pipelines/membership.yaml:29:5: error: 'json' and 'body' are two bodies
          29 |     body: text
             |     ^^^^
          hint: keep one of them
        """#),
    BadFile(
        "\"GET /search?q={term}&limit=20\"", "{term}",
        #"""
        pipelines/membership.yaml:24:3: error: 'search' needs the key 'request'
          24 |   search: {term}
             |   ^^^^^^
        pipelines/membership.yaml:24:12: error: unknown key 'term' in 'search'
          24 |   search: {term}
             |            ^^^^
          hint: known here: body, expect, headers, idempotent, json, ordered, request, then, weight
        """#),
    BadFile(
        "GET /search?q={term}", "GET /search?q={trem}",
        #"""
        pipelines/membership.yaml:24:26: error: unknown value 'trem'
          24 |   search: "GET /search?q={trem}&limit=20"
             |                          ^^^^^^
          hint: did you mean 'term'?
        """#),
    BadFile(
        "GET /search?q={term}", "GET /search?q={response.id}",
        #"""
        pipelines/membership.yaml:24:26: error: '{response.id}' has a value only in 'then'
          24 |   search: "GET /search?q={response.id}&limit=20"
             |                          ^^^^^^^^^^^^^
        """#),
    BadFile(
        "GET /search?q={term}", "GET /search?q={term",
        #"""
        pipelines/membership.yaml:24:26: error: '{' without '}'
          24 |   search: "GET /search?q={term&limit=20"
             |                          ^
        """#),
    BadFile(
        "\"GET /search?q={term}", "\"get /search?q={term}",
        #"""
        pipelines/membership.yaml:24:12: error: unknown method 'get'
          24 |   search: "get /search?q={term}&limit=20"
             |            ^^^
          hint: did you mean 'GET'?
        """#),
    BadFile(
        "\"GET /search?q={term}&limit=20\"", "GET #/search",
        #"""
        pipelines/membership.yaml:24:11: error: expected a method and a path, found 'GET'
          24 |   search: GET #/search
             |           ^^^
          hint: ' #' starts a comment: quote the value if it belongs to it
        """#),
    BadFile(
        "amount: 25.00", "amount: \"{amont}\"",
        #"""
        pipelines/membership.yaml:27:22: error: unknown value 'amont'
          27 |     json: { amount: "{amont}" }
             |                      ^^^^^^^
          hint: declare it under 'values'
        """#),
    BadFile(
        "unit: count }", "unit: ms }",
        #"""
        pipelines/membership.yaml:32:48: error: expected a kind of unit, found 'ms'
          32 |   queries:      { header: X-Query-Count, unit: ms }
             |                                                ^^
          hint: write 'time'; the source gives seconds
        """#),
    BadFile(
        "better: higher", "better: highest",
        #"""
        pipelines/membership.yaml:33:60: error: expected 'lower' or 'higher', found 'highest'
          33 |   health_score: { json: /score, of: "GET /health", better: highest }
             |                                                            ^^^^^^^
          hint: did you mean 'higher'?
        """#),
    BadFile(
        "header: X-Query-Count", "openmetrics: queries total",
        #"""
        pipelines/membership.yaml:32:39: error: expected a counter of an OpenMetrics text, found 'queries total'
          32 |   queries:      { openmetrics: queries total, unit: count }
             |                                       ^
          hint: such as queries_total or 'queries_total{db="main"}'
        """#),
    BadFile(
        "json: /score, ", "json: /score, run: ./score, ",
        #"""
        pipelines/membership.yaml:33:33: error: 'health_score' has two sources, 'json' and 'run'
          33 |   health_score: { json: /score, run: ./score, of: "GET /health", better: higher }
             |                                 ^^^
          hint: declare two metrics
        """#),
    BadFile(
        "health_score: {", "errors: {",
        #"""
        pipelines/membership.yaml:33:3: error: 'errors' is a built-in metric
          33 |   errors: { json: /score, of: "GET /health", better: higher }
             |   ^^^^^^
          hint: choose another name
        pipelines/membership.yaml:42:11: error: unknown metric 'health_score'
          42 |         - health_score in 85..100
             |           ^^^^^^^^^^^^
          hint: known here: response_time, errors, memory, throughput, body_bytes, cpu_time, descriptors, threads, connections, disk, ready_time, queries
        pipelines/membership.yaml:51:11: error: unknown metric 'health_score'
          51 |         - health_score >= 95
             |           ^^^^^^^^^^^^
          hint: known here: response_time, errors, memory, throughput, body_bytes, cpu_time, descriptors, threads, connections, disk, ready_time, queries
        """#),
    BadFile(
        "request: \"GET /members/999999\"", "request: GET /members/{member}",
        #"""
        pipelines/membership.yaml:30:43: error: not valid YAML: did not find expected ',' or '}' while parsing a flow mapping
          30 |   unknown-member: { request: GET /members/{member}, expect: 404 }
             |                                           ^
          hint: quote a value that contains '{', '[' or ','
        """#),
    BadFile(
        "member: 1..5000", "member: 5000..1",
        #"""
        pipelines/membership.yaml:19:11: error: expected a range of whole numbers or a list, found '5000..1'
          19 |   member: 5000..1
             |           ^^^^^^^
          hint: such as 1..5000 or [john, active]
        """#),
    BadFile(
        "reads: [member-measurement,", "reads: [member-mesurement,",
        #"""
        pipelines/membership.yaml:35:11: error: unknown operation 'member-mesurement'
          35 |   reads: [member-mesurement, payment-history, search]
             |           ^^^^^^^^^^^^^^^^^
          hint: did you mean 'member-measurement'?
        """#),
    BadFile(
        "reads: [", "search: [",
        #"""
        pipelines/membership.yaml:35:3: error: 'search' is an operation already
          35 |   search: [member-measurement, payment-history, search]
             |   ^^^^^^
        pipelines/membership.yaml:40:38: error: unknown operation or group 'reads'
          40 |         - mean(queries) in 1..10 for reads
             |                                      ^^^^^
          hint: known here: member-measurement, payment-history, search, record-payment, unknown-member, search
        pipelines/membership.yaml:41:54: error: unknown operation or group 'reads'
          41 |         - median(response_time) in 0.01ms..100ms for reads
             |                                                      ^^^^^
          hint: known here: member-measurement, payment-history, search, record-payment, unknown-member, search
        pipelines/membership.yaml:48:51: error: unknown operation or group 'reads'
          48 |         - { rule: "p95(response_time) <= 15ms for reads", warn: 10ms }
             |                                                   ^^^^^
          hint: known here: member-measurement, payment-history, search, record-payment, unknown-member, search
        """#),
]
