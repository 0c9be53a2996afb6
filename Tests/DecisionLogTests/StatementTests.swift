import GateModel
import JSON
import Testing

@testable import DecisionLog

@Suite struct StatementTests {
    private func statement(
        _ decision: Decision, _ detail: StageRecord.Detail = .full, evidence: [EvidenceDigest] = []
    ) -> EntryStatement {
        EntryStatement(
            decision, origin: "pawl/\(testID(1))/staging", after: MerkleTree(leaves: [.leaf([1])]),
            evidence: evidence, detail)
    }

    private func decision(
        _ kind: Decision.Kind = .block, stages: [StageResult] = [], rollbackPlan: RollbackPlan? = nil,
        rollback: RollbackReport? = nil
    ) -> Decision {
        Decision(
            kind: kind, environment: "staging", pipeline: testPipeline, candidate: testRevision(2),
            baseline: testRevision(1), stages: stages, rollbackPlan: rollbackPlan, rollback: rollback,
            reason: "a reason", context: testContext, refersTo: ["ab"])
    }

    @Test func aStatementIsCanonicalInTotoJSON() throws {
        let decision = Decision(
            kind: .adopted, environment: "staging", pipeline: testPipeline, candidate: testRevision(2),
            baseline: nil, context: testContext)
        let text = String(decoding: statement(decision).payload, as: UTF8.self)
        let id = String(repeating: "2", count: 40)
        #expect(
            text == """
                {"_type":"https://in-toto.io/Statement/v1","predicate":{"actor":"anna",\
                "candidate":{"commit":"\(id)","summary":"change 2","tree":"\(id)"},\
                "environment":"staging","evidence":[],\
                "host":{"cores":2,"kernel":"6.1.0","loadThousandths":532},"index":1,"judging":"1",\
                "kind":"adopted","origin":"pawl/\(testID(1))/staging","pawl":"0.1.0",\
                "pipeline":{"blob":"\(testID(7))","name":"membership","path":"pipelines/membership.yaml",\
                "sha256":"ab12"},"previous":{"root":"\(TreeHash.leaf([1]))","size":1},"refersTo":[],\
                "run":"run-1","stages":[],"time":1780000000},\
                "predicateType":"https://pawl.dev/decision/v1",\
                "subject":[{"digest":{"gitCommit":"\(id)"},"name":"candidate"},\
                {"digest":{"gitCommit":"\(id)"},"name":"candidate's tree"}]}
                """)
    }

    @Test(
        "how the pipeline file differs from that of what runs reads back",
        arguments: [
            PipelineChange(
                baseline: testID(6), candidate: testID(7), added: 1, removed: 1,
                lines: [
                    ChangedLine(.removed, 12, "    - p95(response_time) <= 50ms"),
                    ChangedLine(.added, 12, "    - p95(response_time) <= 5s \u{1b}[2J"),
                ]),
            PipelineChange(baseline: nil, candidate: testID(7), added: 0, removed: 0, lines: []),
        ])
    func pipelineChange(change: PipelineChange) throws {
        let decision = Decision(
            kind: .advice, environment: "staging", pipeline: testPipeline, pipelineChange: change,
            candidate: testRevision(2), baseline: testRevision(1), context: testContext)
        let written = statement(decision)
        let read = try EntryStatement(parsing: written.payload)
        #expect(read.decision == decision)
        #expect(read.payload == written.payload)
    }

    @Test func moreChangedLinesThanAnEntryHasRoomForAreCounted() {
        let lines = (1...100).map { ChangedLine(.added, $0, String(repeating: "x", count: 500)) }
        let change = PipelineChange(baseline: testID(6), candidate: testID(7), all: lines)
        #expect(change.added == 100)
        #expect(change.lines.count == 40)
        #expect(change.lines.allSatisfy { $0.text == String(repeating: "x", count: 157) + "…" })
    }

    @Test func aChangedLineOfOneHugeCharacterIsCutTo() {
        let accents = "e" + String(repeating: "\u{301}", count: 10_000)
        #expect(accents.count == 1)
        let change = PipelineChange(
            baseline: testID(6), candidate: testID(7), all: [ChangedLine(.added, 1, accents)])
        #expect(change.lines.map(\.text.utf8.count) == [160])
    }

    @Test func theHostsClassReadsBack() throws {
        let host = Decision.Host(
            cores: 2, kernel: "6.1.0", loadThousandths: 532,
            hostClass: HostClass(describing: "x86_64 2×\"A\""))
        let decision = Decision(
            kind: .adopted, environment: "staging", pipeline: testPipeline, candidate: testRevision(2),
            baseline: nil,
            context: Decision.Context(
                actor: "anna", host: host, pawl: "0.1.0", judging: "1", time: 1, run: "run-1"))
        let written = statement(decision)
        // printf 'x86_64 2×"A"' | sha256sum
        #expect(
            String(decoding: written.payload, as: UTF8.self).contains(
                #""class":{"digest":"8bf8ffd6dd5cb964","text":"x86_64 2×\"A\""}"#))
        #expect(try EntryStatement(parsing: written.payload).decision == decision)
    }

    @Test func aHostClassUnderAnothersDigestIsRefused() throws {
        let host = Decision.Host(
            cores: 2, kernel: "6.1.0", loadThousandths: 532, hostClass: HostClass(text: "a", digest: "b"))
        let decision = Decision(
            kind: .adopted, environment: "staging", pipeline: testPipeline, candidate: testRevision(2),
            baseline: nil,
            context: Decision.Context(
                actor: "anna", host: host, pawl: "0.1.0", judging: "1", time: 1, run: "run-1"))
        let payload = statement(decision).payload
        let error = #expect(throws: StatementError.self) { try EntryStatement(parsing: payload) }
        #expect(
            error?.description == "'predicate/host/class/digest' is not the digest of the host class's text")
    }

    @Test func stagesReadBackAsFarAsTheyAreRecorded() throws {
        let pass = testJudgement(1, .pass)
        let violation = testJudgement(2)
        let inconclusive = testJudgement(3, .inconclusive(Inconclusive(.tooNoisy, "spread 40 %")))
        let stage = StageResult(stage: .regress, judgements: [pass, violation, inconclusive], seconds: 12.5)
        let written = statement(
            decision(stages: [stage]), evidence: [EvidenceDigest(name: "evidence.json", of: [1])])
        let read = try EntryStatement(parsing: written.payload)
        #expect(read.stages == written.stages)
        #expect(read.evidence == written.evidence)
        #expect(read.payload == written.payload)
        let record = try #require(read.stages.first)
        #expect(record.counts == .init(pass: 1, violation: 1, inconclusive: 1))
        #expect(record.result.verdict == .violation)
        #expect(record.result.judgements == [violation, inconclusive])
        #expect(read.decision.reason == "a reason")
        #expect(read.decision.refersTo == ["ab"])
        let text = String(decoding: written.payload, as: UTF8.self)
        #expect(text.contains(#""estimate":"1.126""#))
    }

    @Test(
        "every scale reads back",
        arguments: [
            (Judgement.Scale.ratio, "1.5"), (.number, "1.5"), (.exponent, "1.5"), (.unit(.time), "1.5 s"),
            (.unit(.bytes), "1.5 B"),
            (.unit(.count), "1.5"), (.unit(.share), "1.5"), (.unit(.plain), "1.5"), (.unit(.rate), "1.5 /s"),
            (.perOperation(.time), "1.5 s/op"), (.perOperation(.bytes), "1.5 B/op"),
            (.perOperation(.count), "1.5 /op"), (.perOperation(.rate), "1.5 /s/op"),
        ])
    func scales(scale: Judgement.Scale, text: String) {
        #expect(scale.text(1.5) == text)
        #expect(scale.number(text) == 1.5)
        #expect(scale.number(text + " ") == nil)
        #expect(Judgement.Scale(word: scale.word) == scale)
    }

    @Test func aRollbackPlanReadsBack() throws {
        let written = statement(decision(.rollbackStarted, rollbackPlan: testPlan))
        let read = try EntryStatement(parsing: written.payload)
        #expect(read.decision == written.decision)
    }

    @Test(
        "a rollback's report reads back, without what scripts printed",
        arguments: [
            RollbackReport.Outcome.verified, .cleanUpLeft(["20260714-a"]), .notVerified, .failed(step: 2),
            .unfinished(step: 3),
        ])
    func report(outcome: RollbackReport.Outcome) throws {
        func report(output: String) -> RollbackReport {
            RollbackReport(
                plan: testPlan,
                results: [.init(number: 1, end: "exit 0", succeeded: true, seconds: 0.25, output: output)],
                outcome: outcome, seconds: 3, fingerprints: .init(before: "a1", after: nil))
        }
        let written = statement(decision(.rolledBack, rollback: report(output: "password")))
        let read = try EntryStatement(parsing: written.payload)
        #expect(read.decision.rollback == report(output: ""))
        #expect(read.payload == written.payload)
    }

    @Test(
        "what is missing, wrong or unknown is named",
        arguments: [
            (#""kind":"block","#, "", "'predicate/kind' is missing"),
            (#""kind":"block""#, #""kind":"blocked""#, "'predicate/kind' is not a known kind"),
            (#""index":1"#, #""index":"1""#, "'predicate/index' is not a whole number"),
            (#""index":1"#, #""index":1.5"#, "'predicate/index' is not a whole number"),
            (#""run":"run-1""#, #""run":"run-1","runs":"x""#, "'predicate/runs' is unknown to this version"),
            (#""refersTo":["ab"]"#, #""refersTo":[1]"#, "'predicate/refersTo' is not a list of texts"),
            (
                #""scale":"ratio""#, #""scale":"share/s""#,
                "'predicate/stages/0/rules/0/scale' is not a known scale"
            ),
            (
                #""lower":"1.05""#, #""lower":"1.050""#,
                "'predicate/stages/0/rules/0/lower' is not a decimal number"
            ),
            (#""gitCommit":"2"#, #""gitCommit":"3"#, "'subject' is not the candidate and its tree"),
            (#"/decision/v1"#, #"/decision/v2"#, "'predicateType' is not 'https://pawl.dev/decision/v1'"),
            (#""index":1"#, #""index": 1"#, "its JSON is not in canonical form"),
            (#""index":1"#, #""index":1,"index":1"#, "it is not JSON: duplicate key 'index'"),
        ])
    func wrong(text: String, replacement: String, problem: String) throws {
        let stage = StageResult(stage: .regress, judgements: [testJudgement(1)], seconds: 1)
        let payload = String(decoding: statement(decision(stages: [stage])).payload, as: UTF8.self)
        try #require(payload.contains(text))
        let changed = payload.replacing(text, with: replacement)
        let error = #expect(throws: StatementError.self) { try EntryStatement(parsing: Array(changed.utf8)) }
        #expect(error?.description == problem)
    }

    @Test func aLongSummaryIsCut() throws {
        let long = Revision(commit: testID(1), tree: testID(1), summary: String(repeating: "é", count: 300))
        var fields = try JSONFields(["revision": long.json], place: "")
        let read = try Revision(fields.object("revision"))
        #expect(read.summary.unescaped == String(repeating: "é", count: 199) + "…")
    }
}

func testJudgement(_ number: Int, _ verdict: Verdict = .violation) -> Judgement {
    Judgement(
        id: "regress/median-response_time-rel/operation-\(number)", stage: .regress,
        position: FilePosition(file: "pipelines/membership.yaml", line: 31, column: 9),
        operation: "operation-\(number)", demand: testDemand, verdict: verdict, blocks: true,
        numbers: Judgement.Numbers(
            scale: .ratio, estimate: 1.126, lower: 1.05, upper: 1.2, samples: "40 blocks × 10"))
}

let testDemand = Demand.rule(
    RuleDemand(
        text: "median(response_time) <= +5%", statistic: .median, metric: "response_time", unit: .time,
        condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil)))

let testPlan: RollbackPlan = {
    let script = RollbackStep.Script(
        path: "rollback/membership/redeploy", commit: testID(1), blob: testID(3), sha256: "cd")
    let actions: [RollbackStep.Action] = [
        .redeploy, .verify, .revert(change: "20260714-a"), .verifyChange(change: "20260714-a"),
    ]
    let steps = actions.enumerated().map { index, action in
        RollbackStep(
            number: index + 1, action: action, script: script, applied: index == 2 ? script : nil,
            timeout: .milliseconds(1500))
    }
    return RollbackPlan(
        from: testRevision(2), to: testRevision(1), steps: steps, leftForPeople: ["20260601-b"],
        budget: .seconds(600))
}()
