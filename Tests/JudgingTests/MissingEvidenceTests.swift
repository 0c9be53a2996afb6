import GateModel
import Testing

@testable import Judging

struct MissingEvidenceTests {
    @Test(
        "an observation that is missing is named, and shows nothing",
        arguments: [
            ([Observed](), Inconclusive.Reason.noSamples, "nothing was observed on the candidate's side"),
            (
                [.value(0.1), .notANumber], .notANumber,
                "1 of 2 on the candidate's side are no finite numbers"
            ),
            (
                [.value(0.1), .value(.nan)], .notANumber,
                "1 of 2 on the candidate's side are no finite numbers"
            ),
            (
                [.silent, .value(0.1)], .sourceSilent,
                "1 of 2 on the candidate's side came without the metric"
            ),
            (
                [.value(0.1), .failed("timed out")], .failedOperations,
                "1 of 2 on the candidate's side failed, the first with: timed out"
            ),
            ([.value(0.1)], .tooFewSamples, "block 1 has 1 observations on the candidate's side, 2 expected"),
        ])
    func observations(observed: [Observed], reason: Inconclusive.Reason, detail: String) throws {
        let judgement = try judged(
            rule(.max, responseTime, atMost(1)), scale(2), run(.scale, single(responseTime, observed)))
        #expect(judgement.verdict.inWords == inconclusive(reason, detail))
        #expect(judgement.blocks)
    }

    @Test("a metric that nobody measured is no samples")
    func notMeasured() throws {
        #expect(
            try judged(rule(.max, queries, atMost(1)), scale(2), run(.scale)).verdict.inWords
                == inconclusive(.noSamples, "'queries' was not measured"))
    }

    @Test("a failure on the baseline's side shows nothing either")
    func baselineFailed() throws {
        var samples = ratios(repeated([1], 8))
        samples.blocks[2].baseline = [.failed("reset")]
        let detail = "1 of 8 on the baseline's side failed, the first with: reset"
        for condition in [fivePercent, atMost(1)] {
            let judgement = try judged(
                rule(.median, responseTime, condition), regress(), run(.regress, samples))
            #expect(judgement.verdict.inWords == inconclusive(.failedOperations, detail))
        }
    }

    @Test("a pair without its other half is no pair")
    func halfAPair() throws {
        var samples = pairs(queries, repeated([5], 8), repeated([5], 8))
        samples.blocks[7].candidate = []
        let nothingMore = Rule.Condition.compare(.lessOrEqual, .relativeAmount(0), or: nil)
        #expect(
            try judged(rule(.mean, queries, nothingMore), regress(), run(.regress, samples)).verdict.inWords
                == inconclusive(
                    .tooFewSamples, "block 8 has 0 observations on the candidate's side, 1 expected"))
    }

    @Test("a relative rule has nothing to compare with where one side is measured")
    func oneSided() throws {
        let judgement = try judged(
            rule(.median, responseTime, fivePercent), scale(1), run(.scale, single(responseTime, [.value(1)]))
        )
        #expect(
            judgement.verdict.inWords
                == inconclusive(.noSamples, "nothing was observed on the baseline's side"))
    }

    @Test(
        "stages without samples evaluate no rule",
        arguments: [Stage.Kind.compat(Stage.Compat(probesErrors: false))])
    func noSuchStage(kind: Stage.Kind) throws {
        let judgement = try judged(
            rule(.median, responseTime, atMost(1)), kind, run(.compat, ratios(repeated([1], 8))))
        #expect(judgement.verdict.inWords == inconclusive(.notEvaluated, "this stage takes no samples"))
    }

    @Test(
        "a stage that declares nothing is no pass",
        arguments: [scale(1), regress(), .compat(Stage.Compat(probesErrors: true))])
    func nothingDeclared(kind: Stage.Kind) {
        let stage = stage(kind, operations: [])
        let result = judge(
            StageRun(nothingOf: stage.name), of: stage, in: pipeline(stage, hasData: false), after: [])
        #expect(result.verdict.inWords == inconclusive(.notEvaluated, "it has neither rules nor operations"))
    }
}
