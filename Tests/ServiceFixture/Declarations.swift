package import GateModel

/// What the tests' pipelines are made of.
package let somewhere = FilePosition(file: "pipelines/items.yaml", line: 7, column: 5)

package let readItem = DeclaredOperation(
    name: "read-item", request: RequestTemplate(method: "GET", target: "/items/{item}"), expect: .success,
    then: nil, weight: 1, position: somewhere)

package let addItem = DeclaredOperation(
    name: "add-item",
    request: RequestTemplate(method: "POST", target: "/items", body: .json(#"{"word": "{word}"}"#)),
    expect: .status(201), then: RequestTemplate(method: "GET", target: "/items/{response.id}"), weight: 1,
    position: somewhere)

package let namedValues = [
    Pipeline.NamedValues(name: "item", values: .integers(1...20)),
    Pipeline.NamedValues(name: "word", values: .choices(["blue", "red"])),
]

package func metric(_ name: String, _ source: Metric.Source, unit: MetricUnit = .count) -> Metric {
    Metric(name: name, unit: unit, better: .lower, source: source)
}

package let queries = metric("queries", .header("X-Query-Count"))
package let score = metric(
    "score", .json(pointer: "/score", of: RequestTemplate(method: "GET", target: "/health")), unit: .plain)
/// Bytes of the state: what a command of the baseline's tree prints.
package let stateSize = metric("state_size", .command(.shell("wc -c < \"$PAWL_STATE/items\"")))
package let connections = metric("seen_connections", .header("X-Connections"))
/// The last that a block asks for.
package let farewell = metric(
    "farewell", .json(pointer: "/score", of: RequestTemplate(method: "GET", target: "/farewell")),
    unit: .plain)
/// Two for each request, as the service's own counter has it.
package let queriesTotal = metric(
    "queries_total",
    .openMetrics(CounterSeries(name: "queries_total"), of: RequestTemplate(method: "GET", target: "/metrics"))
)
package let allMetrics =
    Metric.builtIns + [queries, score, stateSize, connections, farewell, queriesTotal]

/// `STATISTIC(METRIC)` within a condition, on all operations, or on the service as a whole.
package func rule(
    _ metric: String, _ condition: Rule.Condition, _ statistic: Statistic? = nil,
    operations: [String] = ["read-item", "add-item"]
) -> Rule {
    let metric = allMetrics.first { $0.name == metric }
    guard let metric else { preconditionFailure("a metric of the fixture") }
    return Rule(
        id: "id-\(statistic.map { "\($0)-" } ?? "")\(metric.name)", text: "as written", position: somewhere,
        statistic: statistic, metric: metric, condition: condition,
        operations: metric.isPerOperation ? operations : [], warn: nil, mode: .enforce,
        onInconclusive: .block,
        because: nil)
}

package let noErrors = rule("errors", .compare(.equal, .absolute(0), or: nil))

package func itemService(
    build: DeclaredCommand? = nil, start: DeclaredCommand = .direct(["python3", "-S", "service.py"]),
    readyWithin: Duration = .seconds(30), data: Service.DataSet? = seededItems,
    restart: Service.Restart = .auto, sharesData: Bool = false
) -> Service {
    Service(
        build: build, start: start, ready: RequestTemplate(method: "GET", target: "/health"),
        readyWithin: readyWithin, data: data, environment: ["TRACES"], secrets: ["SECRET"],
        restart: restart, sharesData: sharesData)
}

/// Twenty items.
package let seededItems = Service.DataSet(
    seed: .shell("seq 20 > \"$PAWL_STATE/items\""), migrate: .direct(["./migrate"]), fingerprint: nil,
    counts: [Service.Count(name: "items", run: .direct(["./count"]), atLeast: 20)])
