import GateModel
import Reports
import Testing

@Suite struct HeadlineTests {
    @Test(
        "the first line says what came of it",
        arguments: [
            (
                Examples.summary(.deployed, Examples.passes),
                "DEPLOYED  membership 3f2a91c → staging      3 stages, 4 judgements passed · 1 warning"
            ),
            (
                Examples.summary(
                    .held(Inconclusive(.sourceSilent, "no metrics")),
                    [
                        StageResult(
                            stage: .watch,
                            judgements: [
                                Examples.judgement(
                                    Examples.watchErrors, "search",
                                    .inconclusive(Inconclusive(.sourceSilent, "no metrics")),
                                    Judgement.Numbers(scale: .unit(.share)))
                            ], seconds: 1)
                    ]),
                "HELD  membership 3f2a91c → staging      1 inconclusive in watch · source silent · left running"
            ),
            (
                Examples.summary(
                    .blocked, [StageResult(stage: .compat, judgements: [Examples.answers], seconds: 1)],
                    notRun: [.regress, .memory]),
                "BLOCKED  membership 3f2a91c → staging      1 violation in compat · regress, memory not run"
            ),
            (
                Examples.summary(
                    .approved,
                    [
                        StageResult(
                            stage: .regress, judgements: [Examples.sameQueries, Examples.fewErrors],
                            seconds: 1)
                    ]),
                "APPROVED  membership 3f2a91c → staging      1 stage, 1 judgement passed · 1 not passed, not blocking"
            ),
        ])
    func headlines(summary: GateSummary, line: String) {
        let rows = TextReport.text(summary).split(separator: "\n", omittingEmptySubsequences: false)
        let headline = rows.prefix { !$0.isEmpty }.joined(separator: "\n")
        #expect(headline == line)
    }
}
