import GateModel
import JSON
import Testing

@testable import DecisionLog

@Suite struct StatementTests {
    private func statement(
        _ decision: Decision, _ detail: StageResult.Detail = .full, evidence: [EvidenceDigest] = []
    ) -> EntryStatement {
        EntryStatement(
            decision, origin: "pawl/\(testID(1))/staging", after: MerkleTree(leaves: [.leaf([1])]),
            evidence: evidence, detail)
    }

    private func decision(_ body: Decision.Body, host: Decision.Host = testContext.host) -> Decision {
        Decision(
            Decision.Header(
                environment: "staging", pipeline: testPipeline, candidate: testRevision(2),
                baseline: testRevision(1), reason: "a reason",
                context: Decision.Context(
                    actor: "anna", host: host, pawl: "0.1.0", judging: "1", time: 1_780_000_000, run: "run-1"),
                refersTo: ["ab"]),
            body)
    }

    @Test("how the pipeline file differs from that of what runs reads back where there was none")
    func pipelineChange() throws {
        let change = PipelineChange(baseline: nil, candidate: testID(7), added: 0, removed: 0, lines: [])
        let written = statement(decision(.advice(.init(stages: [], pipelineChange: change))))
        #expect(try EntryStatement(parsing: written.payload()).decision.pipelineChange == change)
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

    @Test func aHostClassUnderAnothersDigestIsRefused() throws {
        let host = Decision.Host(
            cores: 2, kernel: "6.1.0", loadThousandths: 532, hostClass: HostClass(text: "a", digest: "b"))
        let payload = try statement(decision(.adopted, host: host)).payload()
        let error = #expect(throws: JCSError.self) { try EntryStatement(parsing: payload) }
        #expect(
            error?.description
                == "predicate/context/host/hostClass/digest: it is not the digest of the host class's text")
    }

    /// By `printf 'x86_64 2×"A"' | sha256sum`.
    @Test func theHostsClassReadsBack() throws {
        let hostClass = HostClass(describing: "x86_64 2×\"A\"")
        #expect(hostClass.digest == "8bf8ffd6dd5cb964")
        let host = Decision.Host(cores: 2, kernel: "6.1.0", loadThousandths: 532, hostClass: hostClass)
        let written = statement(decision(.adopted, host: host))
        #expect(try EntryStatement(parsing: written.payload()) == written)
    }

    @Test func stagesReadBackAsFarAsTheyAreRecorded() throws {
        let violation = testJudgement(2)
        let inconclusive = testJudgement(3, .inconclusive(Inconclusive(.tooNoisy, "spread 40 %")))
        let stage = StageResult(
            stage: .regress, judgements: [testJudgement(1, .pass), violation, inconclusive], seconds: 12.5)
        let written = statement(
            decision(.block(.init(stages: [stage]))),
            evidence: [EvidenceDigest(name: "evidence.json", of: [1], blob: testID(8))])
        let read = try EntryStatement(parsing: written.payload())
        #expect(read == written)
        let recorded = try #require(read.decision.stages.first)
        #expect(recorded.tally == StageTally(pass: 1, violation: 1, inconclusive: 1))
        #expect(recorded.verdict == .violation)
        #expect(recorded.judgements == [violation, inconclusive])
    }

    @Test func whatIsMadeAgainFromTheEvidenceIsNotRecorded() throws {
        var numbers = explainedNumbers
        let band = Deciles.Band(value: 1, lower: nil, upper: nil)
        let bands = Array(repeating: band, count: 9)
        numbers.deciles = Deciles(baseline: bands, candidate: bands)
        numbers.tail = TailShares(threshold: 1, baseline: 0, candidate: 0.5, isApart: true)
        numbers.starts = ShownStarts(count: 1, oneIn: 4, change: 0.15)
        let stage = StageResult(stage: .regress, judgements: [testJudgement(1, numbers: numbers)], seconds: 1)
        let read = try EntryStatement(
            parsing: statement(decision(.block(.init(stages: [stage])))).payload())
        #expect(read.decision.stages.first?.judgements.map(\.numbers) == [explainedNumbers])
    }

    @Test func whatScriptsPrintedIsNotRecorded() throws {
        let result = RollbackReport.StepResult(
            number: 1, end: .ran(end: .exited(status: 0)), seconds: 0.25, output: "password")
        let report = RollbackReport(
            plan: testPlan, results: [result], outcome: .verified, seconds: 3, fingerprints: nil)
        let payload = try statement(decision(.rolledBack(report))).payload()
        #expect(!String(decoding: payload, as: UTF8.self).contains("password"))
        #expect(try EntryStatement(parsing: payload).decision.rollback?.results.map(\.output) == [""])
    }

    @Test(
        "what is missing, wrong, unknown or spelled otherwise is refused by its place",
        arguments: [
            (#""kind":"block","#, "", "predicate/kind: it is missing"),
            (#""kind":"block""#, #""kind":"blocked""#, "predicate/kind: it is unknown to this version"),
            (#""index":1"#, #""index":"1""#, "predicate/index: expected a whole number"),
            (#""index":1"#, #""index":1.5"#, "predicate/index: expected a whole number"),
            (
                #""run":"run-1""#, #""run":"run-1","runs":"x""#,
                "predicate/context/runs: it is unknown to this version"
            ),
            (
                #""refersTo":["ab"]"#, #""refersTo":["ab"],"rollback":{}"#,
                "predicate/rollback: it is unknown to this version"
            ),
            (#""refersTo":["ab"]"#, #""refersTo":[1]"#, "predicate/refersTo/0: expected a text"),
            (#""refersTo":["ab"],"#, "", "predicate/refersTo: it is missing"),
            (
                #""scale":"ratio""#, #""scale":"share/s""#,
                "predicate/stages/0/judgements/0/numbers/scale: 'share/s' is no scale"
            ),
            (
                #""lower":"1.05""#, #""lower":"1.050""#,
                "predicate/stages/0/judgements/0/numbers/lower: expected a decimal number"
            ),
            (
                #""lower":"1.05""#, #""lower":1.05"#,
                #"predicate/stages/0/judgements/0/numbers/lower: expected "1.05""#
            ),
            (
                #""seconds":"1 s""#, #""seconds":"1.0 s""#,
                "predicate/stages/0/seconds: expected a decimal number with 's'"
            ),
            (
                #""gitCommit":"2"#, #""gitCommit":"3"#,
                #"subject/0/digest/gitCommit: expected "222222222222222222222222222222222222222"#
            ),
            (
                #"/Statement/v1"#, #"/Statement/v2"#,
                #"_type: expected "https://in-toto.io/Statement/v1""#
            ),
            (
                #"/decision/v1"#, #"/decision/v2"#,
                "predicateType: expected 'https://pawl.dev/decision/v1'"
            ),
            (#""index":1"#, #""index": 1"#, "byte 537: it is not in canonical form"),
            (
                #""cores":2,"kernel":"6.1.0""#, #""kernel":"6.1.0","cores":2"#,
                "byte 380: it is not in canonical form"
            ),
            (#""cores":2"#, #""cores":2.0"#, "predicate/context/host/cores: expected a whole number"),
            (
                #""index":1"#, #""index":1,"index":1"#,
                "it is not JSON: byte 539: error: duplicate key 'index'"
            ),
        ])
    func wrong(text: String, replacement: String, problem: String) throws {
        let stage = StageResult(stage: .regress, judgements: [testJudgement(1)], seconds: 1)
        let written = statement(decision(.block(.init(stages: [stage]))))
        let payload = String(decoding: try written.payload(), as: UTF8.self)
        try #require(payload.contains(text))
        let changed = payload.replacing(text, with: replacement)
        let error = #expect(throws: JCSError.self) { try EntryStatement(parsing: Array(changed.utf8)) }
        #expect(error?.description == problem)
    }
}

func testJudgement(
    _ number: Int, _ verdict: Verdict = .violation,
    numbers: Judgement.Numbers = Judgement.Numbers(
        scale: .ratio, estimate: 1.126, lower: 1.05, upper: 1.2,
        samples: .sizedBlocks(count: 40, least: 10, most: 10))
) -> Judgement {
    Judgement(
        id: "regress/median-response_time-rel/operation-\(number)", stage: .regress,
        position: FilePosition(file: "pipelines/membership.yaml", line: 31, column: 9),
        operation: "operation-\(number)", demand: testDemand, verdict: verdict, blocks: true, numbers: numbers
    )
}

let testDemand = Demand.rule(
    RuleDemand(
        text: "median(response_time) <= +5%", statistic: .median, metric: "response_time", unit: .time,
        condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil)))

/// A comparison with all that an entry keeps of it.
let explainedNumbers = Judgement.Numbers(
    scale: .ratio, estimate: 1.126, lower: 1.05, upper: 1.2, baseline: 0.0419, candidate: 0.0472,
    samples: .sizedBlocks(count: 40, least: 10, most: 10), bounds: [0.044],
    distributions: Distributions(
        scale: .unit(.time), low: 0.04, high: 0.06,
        baseline: Distributions.Spread(below: 0, bins: [3, 1], above: 0),
        candidate: Distributions.Spread(below: 0, bins: [0, 3], above: 1)),
    blockRatios: Distributions(
        scale: .ratio, low: 1.05, high: 1.2, baseline: nil,
        candidate: Distributions.Spread(below: 0, bins: [5, 3], above: 0)), confidence: 0.95,
    flip: .at([
        VerdictThreshold(isUpper: true, terms: .change, pass: 0.156, violation: 0.098),
        VerdictThreshold(isUpper: true, terms: .amount(.time), pass: 0.0005, violation: nil),
    ]),
    evidence: MarginEvidence(logViolation: 8.25, logPass: -3.5, margins: 40))

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
