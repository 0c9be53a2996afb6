import GateModel
import Testing

@testable import Pipelines

private func error(line: String, column: Int, length: Int) -> PipelineError {
    PipelineError(
        position: FilePosition(file: "pipelines/a.yaml", line: 7, column: column), sourceLine: line,
        length: length, message: "no", hint: nil)
}

@Test("an error shows its line with what is meant underlined")
func underlined() {
    #expect(
        error(line: "name: checkout", column: 7, length: 8).description == """
            pipelines/a.yaml:7:7: error: no
              7 | name: checkout
                |       ^^^^^^^^
            """)
}

@Test("an underline ends with its line, and a place behind the end is shown there")
func endOfLine() {
    #expect(error(line: "ab", column: 2, length: 9).description.hasSuffix("  7 | ab\n    |  ^"))
    #expect(error(line: "ab", column: 3, length: 1).description.hasSuffix("  7 | ab\n    |   ^"))
    #expect(error(line: "", column: 1, length: 1).description == "pipelines/a.yaml:7:1: error: no")
}

@Test("of a long line only what is around the place is shown")
func longLine() {
    let line = String(repeating: "a", count: 200) + "XYZ" + String(repeating: "b", count: 200)
    let lines = error(line: line, column: 201, length: 3).description.split(separator: "\n")
    #expect(
        lines[1] == "  7 | …" + String(repeating: "a", count: 50) + "XYZ" + String(repeating: "b", count: 47)
            + "…")
    #expect(lines[2] == "    |  " + String(repeating: " ", count: 50) + "^^^")
}

@Test("characters that steer a terminal are not printed")
func terminalCharacters() {
    let error = PipelineError(
        position: FilePosition(file: "a.yaml", line: 1, column: 2), sourceLine: "\ta: \u{1b}[2J\u{202e}",
        length: 1,
        message: "unknown '\u{7}'", hint: "not '\u{9b}'")
    #expect(
        error.description == """
            a.yaml:1:2: error: unknown '\u{FFFD}'
              1 |  a: \u{FFFD}[2J\u{FFFD}
                |  ^
              hint: not '\u{FFFD}'
            """)
}

@Test("all errors of a file are reported in one go, by place")
func severalErrors() {
    #expect(
        report(
            on: """
                pawl: 1
                name: membership
                environment: Staging
                service: { start: ./serve, ready: GET /, ready_in: 5s }
                values: { member: 5..1 }
                operations:
                  home: GET /{membr}
                  save: { request: POST /, expect: ok }
                metrics: { queries: { header: X Q } }
                stages:
                  - regress:
                      rules:
                        - median(queries) <= +0
                        - p95(response_tme) <= 5ms
                        - errors == 0 for hom, sav
                  - watch: { url: "http://a:1", for: 1m, every: 10s, rules: [ errors == 0 ] }
                """) == """
                pipelines/membership.yaml:3:14: error: 'Staging' is not a name
                  3 | environment: Staging
                    |              ^^^^^^^
                  hint: names are lower-case letters, digits and hyphens: [a-z0-9][a-z0-9-]*
                pipelines/membership.yaml:4:42: error: unknown key 'ready_in' in 'service'
                  4 | service: { start: ./serve, ready: GET /, ready_in: 5s }
                    |                                          ^^^^^^^^
                  hint: known here: build, data, env, ready, ready_within, restart, secrets, shared, start
                pipelines/membership.yaml:5:19: error: expected a range of whole numbers or a list, found '5..1'
                  5 | values: { member: 5..1 }
                    |                   ^^^^
                  hint: such as 1..5000 or [john, active]
                pipelines/membership.yaml:7:14: error: unknown value 'membr'
                  7 |   home: GET /{membr}
                    |              ^^^^^^^
                  hint: did you mean 'member'?
                pipelines/membership.yaml:8:36: error: expected a whole number, found 'ok'
                  8 |   save: { request: POST /, expect: ok }
                    |                                    ^^
                pipelines/membership.yaml:9:31: error: 'X Q' is not the name of a header
                  9 | metrics: { queries: { header: X Q } }
                    |                               ^^^
                pipelines/membership.yaml:14:15: error: unknown metric 'response_tme'
                  14 |         - p95(response_tme) <= 5ms
                     |               ^^^^^^^^^^^^
                  hint: did you mean 'response_time'?
                pipelines/membership.yaml:15:27: error: unknown operation or group 'hom'
                  15 |         - errors == 0 for hom, sav
                     |                           ^^^
                  hint: did you mean 'home'?
                pipelines/membership.yaml:16:5: error: 'watch' without 'deploy'
                  16 |   - watch: { url: "http://a:1", for: 1m, every: 10s, rules: [ errors == 0 ] }
                     |     ^^^^^
                  hint: it watches what 'deploy' has deployed
                """)
}
