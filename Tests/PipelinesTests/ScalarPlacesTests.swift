import GateModel
import Testing

@testable import Pipelines

@Suite struct ScalarPlacesTests {
    /// What the file has at the limit and at the metric of the only rule, as the YAML writes it.
    private func parts(_ rule: String) throws -> [String] {
        let file = """
            pawl: 1
            name: small
            environment: test
            service: { start: ./serve, ready: GET / }
            operations: { list: GET /items }
            stages:
              - regress:
                  rules:
            \(rule)
            """
        let map = try parsePipeline(file, path: "pipelines/small.yaml").map
        let paths: [SourceMap.Path] = ["stages/regress/rules/0/metric", "stages/regress/rules/0/limit"]
        return try paths.map { path in
            let span = try #require(map.places[path]).value
            return "\(span.line): "
                + String(map.lines[span.line - 1].dropFirst(span.column - 1).prefix(span.length))
        }
    }

    @Test(
        "a limit has its place however the rule is written",
        arguments: [
            ("        - median(response_time) <= +5%", "9: +5%"),
            ("        - median(response_time)\n            <= +5%", "10: +5%"),
            ("        - median(response_time) <=   \n\n            +5%", "11: +5%"),
            ("        - 'median(response_time) <= +5%'", "9: +5%"),
            ("        - \"median(response_time) \\\n            <= +5%\"", "10: +5%"),
            ("        - \"median(response_time) \\x3c= +5%\"", "9: +5%"),
            ("        - \"median(response_time)\\t<= +5%\"", "9: +5%"),
            ("        - >-\n            median(response_time)\n            <= +5%", "11: +5%"),
            ("        - |\n\n            median(response_time) <= +5%", "11: +5%"),
            ("        - { rule: \"median(response_time)\n            <=\n            +5%\" }", "11: +5%"),
        ] as [(String, String)])
    func limit(rule: String, expected: String) throws {
        let found = try parts(rule)
        #expect(found[0].hasSuffix(": response_time"))
        #expect(found[1] == expected)
    }

    @Test("a part that goes over a line's end is pointed at up to there")
    func brokenLimit() throws {
        #expect(
            try parts("        - median(response_time) <= +5% or\n            +0.02ms") == [
                "9: response_time", "9: +5% or",
            ])
    }

    @Test("an escape within a part is pointed at as it is written")
    func escapeWithin() throws {
        #expect(
            try parts(#"        - "median(response_time) <= +5\x25 or +1ms""#) == [
                "9: response_time", #"9: +5\x25 or +1ms"#,
            ])
    }

    @Test("what is wrong behind a doubled quote, or on a folded line, is shown where it stands")
    func errors() {
        #expect(
            report(replacing: "\"GET /search?q={term}&limit=20\"", with: "'GET /it''s?q={trem}'") == """
                pipelines/membership.yaml:24:25: error: unknown value 'trem'
                  24 |   search: 'GET /it''s?q={trem}'
                     |                         ^^^^^^
                  hint: did you mean 'term'?
                """)
        #expect(
            report(
                replacing: "median(response_time) <= +5% or +0.02ms",
                with: "median(response_time)\n                <= +5parsecs") == """
                    pipelines/membership.yaml:48:22: error: unknown unit 'parsecs'
                      48 |                 <= +5parsecs
                         |                      ^^^^^^^
                      hint: known here: us, ms, s, m, h, d, B, KB, MB, GB, KiB, MiB, GiB, %
                    """)
    }
}
