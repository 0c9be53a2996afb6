import GateModel
import Testing

@testable import Pipelines

/// One metric and a rule about it, which may hold.
private func source(_ declaration: String) throws -> Metric.Source? {
    try parsePipeline(
        """
        pawl: 1
        name: counters
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { home: GET / }
        metrics: { work: { \(declaration), unit: count } }
        stages: [ { regress: { rules: [ "mean(work) <= 5" ] } } ]
        """, path: "pipelines/counters.yaml"
    ).pipeline.stages[0].rules[0].metric.source
}

private let accept = RequestTemplate.Header(
    name: "Accept", value: "application/openmetrics-text; version=1.0.0, text/plain; version=0.0.4; q=0.5")

@Test(
    "a counter is named as the text has it, with the labels it must carry",
    arguments: [
        ("openmetrics: queries_total", CounterSeries(name: "queries_total"), "/metrics"),
        ("openmetrics: app:rows_total", CounterSeries(name: "app:rows_total"), "/metrics"),
        (
            #"openmetrics: 'queries_total{db="main",kind="a b{}"}'"#,
            CounterSeries(
                name: "queries_total",
                labels: [.init(name: "db", value: "main"), .init(name: "kind", value: "a b{}")]), "/metrics"
        ),
        ("openmetrics: 'rows{}', of: /stats", CounterSeries(name: "rows"), "/stats"),
        ("openmetrics: rows, of: GET /stats", CounterSeries(name: "rows"), "/stats"),
    ])
func counter(declaration: String, series: CounterSeries, path: String) throws {
    let request = RequestTemplate(method: "GET", target: path, headers: [accept])
    #expect(try source(declaration) == .openMetrics(series, of: request))
}

@Test(
    "what is no counter's name is shown where it goes wrong",
    arguments: [
        ("''", 0), ("9lives", 0), ("a-b", 1), ("a b", 1), (#"'a{b="c"'"#, 1), (#"'a{b}'"#, 2),
        (#"'a{b=c}'"#, 2), (#"'a{b="c}'"#, 5), (#"'a{b="c\\"}'"#, 5), (#"'a{b="c"d="e"}'"#, 7),
        (#"'a{"b"}'"#, 2), (#"'a{b="c"} 1'"#, 1),
    ])
func notACounter(text: String, offset: Int) throws {
    let errors = try #require(throws: PipelineErrors.self) { try source("openmetrics: \(text)") }
    let start = "metrics: { work: { openmetrics: ".count + (text.hasPrefix("'") ? 1 : 0)
    #expect(errors.errors.map(\.position.column) == [start + offset + 1])
    #expect(errors.errors[0].message.hasPrefix("expected a counter of an OpenMetrics text, found "))
}

@Test("a label that is there twice is an error")
func labelTwice() throws {
    let errors = try #require(throws: PipelineErrors.self) {
        try source(#"openmetrics: 'a{b="c",b="d"}'"#)
    }
    #expect(errors.errors.map(\.message) == [#"a label is there twice in 'a{b="c",b="d"}'"#])
}

@Test("counters belong to the service and are counted a block; a watch cannot tell whose work they counted")
func counterRules() {
    let shown = report(
        replacing: #""p95(response_time) <= +20% or +5ms""#, with: #""mean(cpu_time) <= +20%""#)
    #expect(
        shown.contains(
            """
            error: 'cpu_time' is not judged in 'watch': others use the environment too
            """))
    #expect(
        shown.contains(
            "hint: it is counted over the blocks of 'baseline', 'regress' and 'scale' of a 'service'"))
    #expect(report(replacing: "errors == 0", with: "mean(cpu_time) <= +5% or +1us") == "nothing")
    #expect(report(replacing: "errors == 0", with: "cpu_time <= 5ms") == "nothing")
    #expect(
        report(replacing: "errors == 0", with: "mean(cpu_time) <= +5% for search").contains(
            "error: 'cpu_time' is a metric of the whole service, not of operations"))
}

@Test("of what Pawl does not start by itself nothing is counted", arguments: ["cpu_time", "work"])
func counterOfExternal(metric: String) throws {
    let errors = try #require(throws: PipelineErrors.self) {
        try parsePipeline(
            """
            pawl: 1
            name: counters
            environment: test
            external: { url: "http://127.0.0.1:8080" }
            operations: { home: GET / }
            metrics: { work: { openmetrics: work_total } }
            stages: [ { regress: { rules: [ "mean(\(metric)) <= 5ms" ] } } ]
            """, path: "pipelines/counters.yaml"
        ).pipeline
    }
    #expect(
        errors.errors.map(\.message) == [
            "'\(metric)' is not judged for an external service, because others use it too"
        ])
}
