import GateModel
import Testing

@testable import Pipelines

@Suite struct SourceMapTests {
    private func map(_ stages: String) throws -> SourceMap {
        let file = """
            pawl: 1
            name: small
            environment: test
            service: { start: ./serve, ready: GET / }
            operations:
              list: GET /items
              show: GET /items/1
              ping: GET /ping
            groups: { reads: [list, show] }
            stages:
            \(stages)
            """
        return try parsePipeline(file, path: "pipelines/small.yaml").map
    }

    /// What the file has at the place of a value.
    private func text(at path: SourceMap.Path, in map: SourceMap) -> String? {
        map.places[path].map { text(of: $0.value, in: map) }
    }

    private func text(of span: SourceSpan, in map: SourceMap) -> String {
        String(map.lines[span.line - 1].dropFirst(span.column - 1).prefix(span.length))
    }

    @Test(
        "every part of a rule has its place",
        arguments: [
            ("rules/0", "'median(response_time) <= +5% or +0.02ms for reads, ping'"),
            ("rules/0/statistic", "median"), ("rules/0/metric", "response_time"),
            ("rules/0/comparison", "<="),
            ("rules/0/limit", "+5% or +0.02ms"), ("rules/0/for/0", "reads"), ("rules/0/for/1", "ping"),
            ("rules/1", "mean(response_time) <= +10% vs ping"), ("rules/1/versus", "ping"),
            ("rules/2", "\"p95(response_time) <= 50ms\""), ("rules/2/rule", "\"p95(response_time) <= 50ms\""),
            ("rules/2/limit", "50ms"), ("rules/2/warn", "40ms"), ("rules/2/warn/limit", "40ms"),
            ("rules/2/because", "people wait"), ("rules/3/limit", "10ms..1s"), ("pairs", "20"),
            ("cpu", "+30%"), ("cpu/limit", "+30%"),
        ] as [(String, String)])
    func rule(key: String, expected: String) throws {
        let map = try map(
            """
              - regress:
                  pairs: 20
                  cpu: +30%
                  rules:
                    - 'median(response_time) <= +5% or +0.02ms for reads, ping'
                    - mean(response_time) <= +10% vs ping
                    - rule: "p95(response_time) <= 50ms"
                      warn: 40ms
                      because: people wait
                    - median(response_time) in 10ms..1s for ping
            """)
        let path = SourceMap.Path(["stages", "regress"] + key.split(separator: "/").map(String.init))
        #expect(text(at: path, in: map) == expected)
    }

    @Test("a value of any section has its place, and its key too")
    func sections() throws {
        let map = try map("  - compat\n  - scale: { users: 2, rules: [errors == 0] }")
        #expect(map["operations/ping"]?.description == "pipelines/small.yaml:8:9")
        #expect(text(at: "operations/ping", in: map) == "GET /ping")
        #expect(map.places["operations/ping"]?.key.map { text(of: $0, in: map) } == "ping")
        #expect(map.places["stages/compat"]?.key.map { text(of: $0, in: map) } == "compat")
        #expect(text(at: "stages/scale/users", in: map) == "2")
        #expect(map["stages/watch"] == nil)
    }

    @Test("a rule and its limit are found where the rule says that it stands")
    func positions() throws {
        let (pipeline, map) = try parsePipeline(membership, path: "pipelines/membership.yaml")
        let rules = pipeline.stages.flatMap(\.rules).filter { $0.id != Rule.processorID }
        #expect(rules.count == 18)
        for rule in rules {
            let span = try #require(map.span(at: rule.position))
            #expect(text(of: span, in: map).contains(rule.text))
            let limit = try #require(map.limit(ofRuleAt: rule.position))
            #expect(limit.line == span.line && rule.text.contains(text(of: limit, in: map)))
        }
        for stage in pipeline.stages {
            #expect(map.span(at: stage.position).map { text(of: $0, in: map) } == stage.name.rawValue)
        }
    }

    @Test("columns are those of characters, not of bytes or scalars")
    func characters() throws {
        let map = try map("  - scale: { users: 2, rules: [{ because: 'früh 👩‍👩‍👧', rule: errors == 0 }] }")
        #expect(text(at: "stages/scale/rules/0/limit", in: map) == "0")
    }

    @Test("no rule starts at a position of another file")
    func otherFile() throws {
        let map = try map("  - scale: { users: 2, rules: [errors == 0] }")
        let own = try #require(map["stages/scale/rules/0"])
        #expect(map.limit(ofRuleAt: own)?.length == 1)
        let other = FilePosition(file: "pipelines/other.yaml", line: own.line, column: own.column)
        #expect(map.limit(ofRuleAt: other) == nil)
        #expect(map.span(at: other) == nil)
    }
}
