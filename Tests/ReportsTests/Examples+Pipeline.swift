import GateModel
import Reports

extension Examples {
    static let pipeline = Pipeline(
        name: "membership", environment: "staging", path: "pipelines/membership.yaml",
        subject: .service(
            Service(
                build: nil, start: .shell("./start"),
                ready: RequestTemplate(method: "GET", target: "/health"), readyWithin: .seconds(10),
                data: nil,
                environment: [], secrets: [])),
        values: [], operations: [], metrics: Metric.builtIns + [queries],
        stages: [
            Stage(
                kind: .compat(Stage.Compat(probesErrors: true)), rules: [], operations: ["search"],
                within: nil,
                position: position(4, 5)),
            Stage(
                kind: .regress(Stage.Regress(pairs: 10, blocks: 40)), rules: [median, meanQueries, errors],
                operations: ["search", "payment-history"], within: .seconds(90), position: position(5, 5)),
            Stage(
                kind: .scale(Stage.Scale(users: 5, operationsPerUser: 20)), rules: [p95],
                operations: ["search"], within: nil, position: position(10, 5)),
            Stage(
                kind: .deploy(
                    Stage.Deploy(run: .shell("./deploy"), within: .seconds(60), environment: [], secrets: [])),
                rules: [], operations: [], within: nil, position: position(13, 5)),
            Stage(
                kind: .watch(
                    Stage.Watch(
                        url: "http://staging.example", before: .seconds(6), after: .seconds(10),
                        every: .seconds(2),
                        sustained: Stage.Watch.Sustained(windows: 3, of: 5), onInconclusive: .rollback)),
                rules: [watchErrors], operations: ["search"], within: nil, position: position(14, 5)),
        ],
        rollback: Pipeline.Rollback(
            scripts: "rollback/membership", deployed: nil, within: .seconds(120), position: position(17, 1)))

    static let queries = Metric(
        name: "queries", unit: .count, better: .lower, source: .header("X-Query-Count"))

    static let median = Rule(
        id: "regress/median-response_time-rel", text: "median(response_time) <= +5% or +0.02ms",
        position: position(7, 11), statistic: .median, metric: Metric.builtIns[0],
        condition: .compare(.lessOrEqual, .relativeShare(0.05), or: .relativeAmount(0.00002)),
        operations: ["search", "payment-history"],
        warn: .compare(.lessOrEqual, .relativeShare(0.02), or: nil),
        mode: .enforce, onInconclusive: .lean, because: nil)

    static let meanQueries = Rule(
        id: "regress/mean-queries-rel", text: "mean(queries) <= +0 for reads", position: position(8, 11),
        statistic: .mean, metric: queries, condition: .compare(.lessOrEqual, .relativeAmount(0), or: nil),
        operations: ["search", "payment-history"], warn: nil, mode: .enforce, onInconclusive: .block,
        because: nil)

    static let errors = Rule(
        id: "regress/errors", text: "errors == 0", position: position(9, 19), statistic: nil,
        metric: Metric.builtIns[1], condition: .compare(.equal, .absolute(0), or: nil),
        operations: ["search", "payment-history"], warn: nil, mode: .observe, onInconclusive: .warn,
        because: "nobody waits for an error")

    static let p95 = Rule(
        id: "scale/p95-response_time", text: "p95(response_time) <= 50ms", position: position(12, 11),
        statistic: .quantile(0.95), metric: Metric.builtIns[0],
        condition: .compare(.lessOrEqual, .absolute(0.05), or: nil), operations: ["search"], warn: nil,
        mode: .enforce, onInconclusive: .block, because: nil)

    static let watchErrors = Rule(
        id: "watch/errors", text: "errors <= 1%", position: position(16, 11), statistic: nil,
        metric: Metric.builtIns[1], condition: .compare(.lessOrEqual, .absolute(0.01), or: nil),
        operations: ["search"], warn: nil, mode: .enforce, onInconclusive: .block, because: nil)
}
