import GateModel
import Testing

@testable import Pipelines

/// The example, read.
func parsedMembership() throws -> Pipeline {
    try parsePipeline(membership, path: "pipelines/membership.yaml").pipeline
}

@Test("the top of the file is read as it is written")
func top() throws {
    let pipeline = try parsedMembership()
    #expect(pipeline.name == "membership")
    #expect(pipeline.environment == "staging")
    #expect(pipeline.path == "pipelines/membership.yaml")
    #expect(
        pipeline.rollback
            == Pipeline.Rollback(
                scripts: "rollback/membership", deployed: .shell("./deployed-revision"),
                within: .seconds(300),
                position: FilePosition(file: "pipelines/membership.yaml", line: 78, column: 1)))
}

@Test(
    "'enforce: no' makes a gate advise; without it, it decides",
    arguments: [("enforce: no", false), ("enforce: yes", true)])
func enforce(line: String, enforces: Bool) throws {
    #expect(try parsedMembership().enforces)
    let text = membership.replacing("environment: staging\n", with: "environment: staging\n\(line)\n")
    #expect(try parsePipeline(text, path: "pipelines/membership.yaml").pipeline.enforces == enforces)
}

@Test("the service has its commands, its data and what is counted in it")
func service() throws {
    #expect(
        try parsedMembership().subject
            == .service(
                Service(
                    build: .shell("./build"), start: .shell("python3 service.py"),
                    ready: RequestTemplate(method: "GET", target: "/health"), readyWithin: .seconds(10),
                    data: Service.DataSet(
                        seed: .shell("python3 seed.py"), migrate: .direct(["python3", "migrate.py"]),
                        fingerprint: .shell("python3 fingerprint.py"),
                        counts: [
                            Service.Count(
                                name: "members", run: .shell("python3 count.py member"), atLeast: 5000),
                            Service.Count(
                                name: "payments", run: .shell("python3 count.py payment"), atLeast: 25000),
                        ]),
                    environment: [], secrets: [])))
}

@Test("values are ranges or texts, in the file's order")
func values() throws {
    #expect(
        try parsedMembership().values == [
            Pipeline.NamedValues(name: "member", values: .integers(1...5000)),
            Pipeline.NamedValues(name: "term", values: .choices(["john", "amsterdam", "active", "2025"])),
        ])
}

@Test("operations are requests with what they expect and what follows")
func operations() throws {
    let pipeline = try parsedMembership()
    #expect(
        pipeline.operations.map(\.name) == [
            "member-measurement", "payment-history", "search", "record-payment", "unknown-member",
        ])
    #expect(
        pipeline.operation("record-payment")
            == DeclaredOperation(
                name: "record-payment",
                request: RequestTemplate(
                    method: "POST", target: "/members/{member}/payments", body: .json(#"{"amount":25.00}"#)),
                expect: .status(201), then: RequestTemplate(method: "GET", target: "/payments/{response.id}"),
                weight: 1, position: FilePosition(file: "pipelines/membership.yaml", line: 25, column: 3)))
    #expect(pipeline.operation("search")?.exchange?.request.target == "/search?q={term}&limit=20")
    #expect(pipeline.operation("search")?.exchange?.expect == .success)
    #expect(pipeline.operation("unknown-member")?.exchange?.expect == .status(404))
}

@Test("declared metrics follow the built-in ones")
func metrics() throws {
    let metrics = try parsedMembership().metrics
    #expect(
        metrics.prefix(11).map(\.name) == [
            "response_time", "errors", "memory", "throughput", "body_bytes", "cpu_time", "descriptors",
            "threads",
            "connections", "disk", "ready_time",
        ])
    #expect(
        metrics.dropFirst(11) == [
            Metric(name: "queries", unit: .count, better: .lower, source: .header("X-Query-Count")),
            Metric(
                name: "health_score", unit: .plain, better: .higher,
                source: .json(pointer: "/score", of: RequestTemplate(method: "GET", target: "/health"))),
        ])
}

@Test("every stage has its settings, and the operations that take part")
func stages() throws {
    let stages = try parsedMembership().stages
    #expect(
        stages.map(\.kind) == [
            .baseline(cycles: 5), .compat(Stage.Compat(probesErrors: true)),
            .regress(Stage.Regress(pairs: nil, blocks: nil)),
            .memory(
                Stage.Memory(
                    atLeast: .seconds(30), maximumOperations: 4800,
                    cleanup: Stage.Memory.Cleanup(
                        every: 20, request: RequestTemplate(method: "POST", target: "/cleanup")))),
            .scale(Stage.Scale(users: 5, operationsPerUser: 20)),
            .deploy(
                Stage.Deploy(run: .shell("./deploy"), within: .seconds(600), environment: [], secrets: [])),
            .watch(
                Stage.Watch(
                    url: "http://127.0.0.1:8080", before: .seconds(120), after: .seconds(600),
                    every: .seconds(15),
                    sustained: Stage.Watch.Sustained(windows: 3, of: 5), onInconclusive: .rollback)),
        ])
    #expect(stages.map(\.operations.count) == [5, 5, 5, 5, 5, 0, 1])
    #expect(stages.map(\.rules.count) == [3, 0, 7, 4, 3, 0, 2])
    #expect(stages[2].position == FilePosition(file: "pipelines/membership.yaml", line: 45, column: 5))
}

@Test("every rule has an id that says what it judges")
func ruleIDs() throws {
    #expect(
        try parsedMembership().stages.flatMap(\.rules).map(\.id) == [
            "baseline/mean-queries-in", "baseline/median-response_time-in", "baseline/health_score-in",
            "regress/median-response_time-rel", "regress/p95-response_time-abs", "regress/mean-queries-rel",
            "regress/mean-queries-abs", "regress/health_score-abs", "regress/errors-abs", "regress/cpu",
            "memory/steady-memory-abs", "memory/peak-memory-abs", "memory/growth-memory-abs",
            "memory/retained-memory-abs", "scale/p95-response_time-abs", "scale/max-queries-abs",
            "scale/errors-abs", "watch/p95-response_time-rel", "watch/errors-abs",
        ])
}

@Test("a short rule blocks and holds for every operation of its stage")
func shortRule() throws {
    let rule = try #require(try parsedMembership().stage(.regress)?.rules.first)
    #expect(rule.text == "median(response_time) <= +5% or +0.02ms")
    #expect(rule.position.description == "pipelines/membership.yaml:47:11")
    #expect(rule.statistic == .median)
    #expect(rule.metric == Metric.builtIns[0])
    #expect(rule.condition == .compare(.lessOrEqual, .relativeShare(0.05), or: .relativeAmount(0.00002)))
    #expect(
        rule.operations == [
            "member-measurement", "payment-history", "search", "record-payment", "unknown-member",
        ])
    #expect(rule.warn == nil && rule.mode == .enforce && rule.onInconclusive == .block && rule.because == nil)
}

@Test("a long rule has a warning limit with the rule's comparison, and its group's operations")
func longRule() throws {
    let rule = try #require(try parsedMembership().stage(.regress)?.rules[1])
    #expect(rule.text == "p95(response_time) <= 15ms for reads")
    #expect(rule.statistic == .quantile(0.95))
    #expect(rule.condition == .compare(.lessOrEqual, .absolute(0.015), or: nil))
    #expect(rule.warn == .compare(.lessOrEqual, .absolute(0.01), or: nil))
    #expect(rule.operations == ["member-measurement", "payment-history", "search"])
}

@Test("a file with the least in it gets the documented defaults")
func defaults() throws {
    let pipeline = try parsePipeline(
        """
        pawl: 1
        name: small
        environment: test
        service: { start: ./serve, ready: GET / }
        operations: { home: GET / }
        stages:
          - baseline
          - compat
          - regress: { rules: [ errors == 0 ] }
          - memory: { rules: [ "peak(memory) <= 1GiB" ] }
          - scale: { rules: [ errors == 0 ] }
          - deploy: { run: [./deploy, now] }
          - watch: { url: "http://localhost:80/api", for: 1h, every: 1m, rules: [ errors == 0 ] }
        rollback: { scripts: rollback }
        """, path: "small.yaml"
    ).pipeline
    #expect(
        pipeline.subject
            == .service(
                Service(
                    build: nil, start: .shell("./serve"), ready: RequestTemplate(method: "GET", target: "/"),
                    readyWithin: .seconds(30), data: nil, environment: [], secrets: [])))
    #expect(pipeline.rollback?.within == .seconds(300))
    #expect(
        pipeline.stages.map(\.kind) == [
            .baseline(cycles: 5), .compat(Stage.Compat(probesErrors: false)),
            .regress(Stage.Regress(pairs: nil, blocks: nil)),
            .memory(Stage.Memory(atLeast: .seconds(30), maximumOperations: 4800, cleanup: nil)),
            .scale(Stage.Scale(nil)),
            .deploy(
                Stage.Deploy(
                    run: .direct(["./deploy", "now"]), within: .seconds(600), environment: [], secrets: [])),
            .watch(
                Stage.Watch(
                    url: "http://localhost:80/api", before: .zero, after: .seconds(3600), every: .seconds(60),
                    sustained: nil, onInconclusive: .rollback)),
        ])
}
