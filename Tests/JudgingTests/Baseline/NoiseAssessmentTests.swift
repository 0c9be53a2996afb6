import GateModel
import Glibc
import Judging
import Reports
import Testing

@Suite struct NoiseAssessmentTests {
    /// Forty blocks whose log ratios are s and −s in turns. Their Walsh averages have 0 for the middle half, so the robust
    /// deviation is that of the median distance: s / 0.67449.
    private static func blocks(sigma: Double, _ count: Int = 40) -> Samples {
        let log = sigma * 0.6744897501960817
        return ratios((0..<count).map { exp($0.isMultiple(of: 2) ? log : -log) })
    }

    private func assessment(_ samples: Samples, _ pipeline: Pipeline?) -> Assessment? {
        measuredMetrics(of: [run(.baseline, samples)], on: .baseline, in: pipeline).first?.assessment
    }

    @Test func aQuietHostShowsWhatTheRuleTolerates() throws {
        let declared = pipeline(stage(regress(blocks: 40), [rule(.median, responseTime, fivePercent)]))
        let found = try #require(assessment(NoiseAssessmentTests.blocks(sigma: 0.04), declared))
        #expect(found.grade == .quiet)
        // exp(3.97 · 0.04 · √(1.1/40)) − 1 = 0.02669
        #expect(found.text == "shows 2.67 % with 40 blocks, 5 % is tolerated")
        #expect(found.advice == nil)
        #expect(abs(try #require(found.sigma) - 0.04) < 1e-9)
    }

    @Test func aNoisyHostIsToldWhatWouldDo() throws {
        let declared = pipeline(stage(regress(blocks: 40), [rule(.median, responseTime, fivePercent)]))
        let found = try #require(assessment(NoiseAssessmentTests.blocks(sigma: 0.14), declared))
        #expect(found.grade == .noisy)
        // exp(3.97 · 0.14 · √(1.1/40)) − 1 = 0.09655; 96 blocks would still show 6.1 % only
        #expect(found.text == "σ_d 0.14, shows 9.66 % with 40 blocks, 5 % is tolerated")
        #expect(found.advice == "use a tolerance of at least 10 %, or more pairs a block, or a quieter host")
    }

    @Test func moreBlocksAreProposedWhereTheyWouldShowIt() throws {
        let declared = pipeline(stage(regress(blocks: 24), [rule(.median, responseTime, fivePercent)]))
        let found = try #require(assessment(NoiseAssessmentTests.blocks(sigma: 0.08), declared))
        // exp(3.97 · 0.08 · √(1.1/24)) − 1 = 0.07036; 1.1 · (3.97 · 0.08 / ln 1.05)² = 46.6 blocks show 5 %
        #expect(found.text == "σ_d 0.08, shows 7.04 % with 24 blocks, 5 % is tolerated")
        #expect(
            found.advice
                == "use a tolerance of at least 8 %, or 48 blocks, or more pairs a block, or a quieter host")
    }

    @Test func theRuleThatIsHardestToShowSpeaks() throws {
        let declared = pipeline(
            stage(
                regress(blocks: 40),
                [
                    rule(
                        .median, responseTime, .compare(.lessOrEqual, .relativeShare(0.2), or: nil), id: "a"),
                    rule(
                        .median, responseTime, .compare(.lessOrEqual, .relativeShare(0.02), or: nil), id: "b"),
                ]))
        let found = try #require(assessment(NoiseAssessmentTests.blocks(sigma: 0.04), declared))
        #expect(found.grade == .noisy)
        #expect(abs(try #require(found.tolerance) - 0.02) < 1e-9)
    }

    @Test func withoutARuleTheUsualFivePercentDecide() throws {
        let quiet = try #require(noise(of: NoiseAssessmentTests.blocks(sigma: 0.04)))
        #expect(quiet.grade == .quiet)
        #expect(quiet.text == "shows 2.67 % with 40 blocks")
        #expect(noise(of: NoiseAssessmentTests.blocks(sigma: 0.14))?.grade == .noisy)
    }

    @Test func tooFewBlocksSayNothing() throws {
        let found = try #require(noise(of: NoiseAssessmentTests.blocks(sigma: 0.04, 7)))
        #expect(found.grade == .unknown)
        #expect(found.text == "7 blocks, at least 8 needed to know the noise")
        #expect(found.smallestChange == nil)
    }

    @Test(
        "what is no evidence of quiet is unknown, with its reason",
        arguments: [
            (Observed.failed("status 500"), "failed operations: "), (.silent, "source silent: "),
            (.notANumber, "not a number: "),
        ])
    func flawed(observed: Observed, reason: String) throws {
        var samples = NoiseAssessmentTests.blocks(sigma: 0.04)
        samples.blocks[3].candidate = [observed]
        let found = try #require(noise(of: samples))
        #expect(found.grade == .unknown)
        #expect(found.text.hasPrefix(reason), "\(found.text)")
    }

    @Test func zerosAreNoEvidenceOfQuiet() throws {
        let found = try #require(noise(of: pairs(responseTime, repeated([0], 8), repeated([0], 8))))
        #expect(found.grade == .unknown)
    }

    @Test func aStageThatEndedEarlyIsUnknown() throws {
        let ended = run(
            .baseline, NoiseAssessmentTests.blocks(sigma: 0.04), failure: Inconclusive(.serviceDied, "exit 1")
        )
        let found = measuredMetrics(of: [ended], on: .baseline, in: nil).first?.assessment
        #expect(found?.grade == .unknown)
        #expect(found?.text == "the stage ended early: service died")
    }
}
