import GateModel
import Testing

@testable import Reports

@Test("a plan shows revisions, stages with their rules, and what to know before")
func planInWords() {
    let notes = [
        "p99 <= 50ms needs 299 operations, 100 are planned",
        "rollback, if it comes to that: redeploy, verify",
    ]
    #expect(
        PlanReport.text(Examples.plan(notes: notes)) == """
            PLAN  membership 3f2a91c → staging

            baseline    9be04d1  Faster start
            candidate   3f2a91c  Search by club
            pipeline    b10b000  pipelines/membership.yaml
            seed        18446744073709551615
            rollback    rollback/membership, within 2 min

            compat
                answers and errors of both revisions, for 1 operation

            regress   3 rules, 6 judgements, within 90 s
                at most 40 blocks of 10 pairs for each operation
                median(response_time) <= +5% or +0.02ms   2 judgements   warns beyond <= +2 %, leans if
                                                                         undecided
                mean(queries) <= +0 for reads             2 judgements
                errors == 0                               2 judgements   only observes, does not block if
                                                                         undecided

            scale   1 rule, 1 judgement
                5 users × 20 operations of each kind
                p95(response_time) <= 50ms   1 judgement

            deploy
                runs './deploy', within 1 min

            watch   1 rule, 1 judgement
                http://staging.example, 6 s before and 10 s after, in windows of 2 s, 20 requests of each
                operation in one; violated when 3 of the last 5 are; rolls back if undecided
                errors <= 1%   1 judgement

            note: p99 <= 50ms needs 299 operations, 100 are planned
            note: rollback, if it comes to that: redeploy, verify

            """)
}

@Test("a load that somebody else makes is named in the plan, with the script at its end, as it is")
func planWithScript() {
    let workers = LocustWorkers(
        count: 4,
        place: .elsewhere(.init(address: "0.0.0.0", port: 5557, host: "10.0.0.5", wait: .seconds(60))))
    let load = LoadModel.closed(ClosedLoad(users: 5, amount: .operations(20)))
    let own = Examples.pipeline
    let stage = Stage(
        kind: .scale(Stage.Scale(load, engine: .locust(workers))), rules: [Examples.p95],
        operations: ["search"], within: nil, position: Examples.position(10, 5))
    let pipeline = Pipeline(
        name: own.name, environment: own.environment, path: own.path, subject: own.subject, values: [],
        operations: [], metrics: own.metrics, stages: [stage], rollback: nil)
    let long = String(repeating: "x", count: 120)
    let plan = Examples.plan(pipeline: pipeline)
    let text = PlanReport.text(plan, scripts: [(.scale, "import locust\n\nLOAD = \"\(long)\"\n")])
    #expect(
        text.hasSuffix(
            """


            scale   1 rule, 1 judgement
                5 users × 20 operations of each kind, by 4 Locust workers that connect to 0.0.0.0:5557 within
                1 min
                p95(response_time) <= 50ms   1 judgement

            locustfile of scale
            import locust

            LOAD = "\(long)"


            """), "\(text)")
}

@Test("a rate that is found goes to fresh processes, and to the one process of a service that runs already")
func planOfFoundRate() {
    let stage = Stage(
        kind: .scale(Stage.Scale(nil)), rules: [Examples.p95], operations: ["search"], within: nil,
        position: Examples.position(10, 5))
    #expect(
        stage.settings(isExternal: false)
            == "half the rate that 5 users reach, for 4 s or more to each of 4 processes")
    #expect(stage.settings(isExternal: true) == "half the rate that 5 users reach, for 16 s or more")
}
