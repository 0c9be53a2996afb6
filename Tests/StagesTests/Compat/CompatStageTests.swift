import GateModel
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

@Suite struct CompatStageTests {
    private let quick = stage(.compat(Stage.Compat(probesErrors: false)))

    @Test func equalAnswersAreNoDifference() async throws {
        let repository = try await ItemRepository(candidate: "more-queries")
        let stage = stage(.compat(Stage.Compat(probesErrors: true)))
        let run = try await repository.run(stage)
        #expect(run.common.failure == nil)
        #expect(run.compat.differences == [])
        #expect(
            run.compat.probes.prefix(2) == [
                Probe(operation: "read-item", inputs: 12), Probe(operation: "add-item", inputs: 12),
            ])
        #expect(run.compat.probes.dropFirst(2).map(\.operation).contains("read-item/unknown-id"))
        #expect(run.compat.probes.dropFirst(2).allSatisfy { $0.inputs == 1 })
        #expect(repository.judged(run, stage).verdict == .pass)
        // The baseline twice, and on what the candidate left; the candidate, which a busy host makes slow, is asked for itself.
        let baselines = repository.traces.lines(of: "behaved").filter { !$0.contains("more-queries") }
        #expect(baselines.count == 3)
        #expect(repository.traces.remains == [])
    }

    @Test func aRemovedFieldIsFound() async throws {
        let repository = try await ItemRepository(candidate: "removes-name")
        let run = try await repository.run(quick)
        let removed = run.compat.differences.filter { $0.kind == .fieldRemoved }
        // In the read that belongs to the write, too.
        #expect(removed.map(\.operation) == ["read-item", "add-item"])
        #expect(removed.map(\.place) == ["/name", "then/name"])
        #expect(repository.judged(run, quick).verdict == .violation)
    }

    @Test func anAnswerThatLeadsToNoReadIsFound() async throws {
        let repository = try await ItemRepository(candidate: "forgets-id")
        let run = try await repository.run(quick)
        let lost = run.compat.differences.filter { $0.kind == .followUpFailed }
        #expect(lost.map(\.operation) == ["add-item"])
        #expect(lost.map(\.candidate) == ["not possible: the answer lacks what the read needs"])
    }

    @Test func aConnectionThatIsClosedIsNoAnswer() async throws {
        let repository = try await ItemRepository(candidate: "hangs-up")
        let run = try await repository.run(
            stage(.compat(Stage.Compat(probesErrors: false)), operations: ["read-item"]))
        #expect(run.common.failure == nil)
        #expect(run.compat.differences.map(\.kind) == [.noAnswer])
        #expect(run.compat.differences.map(\.baseline) == ["status 200"])
    }

    @Test func secretsInAnswersAreMasked() async throws {
        let repository = try await ItemRepository(baseline: "shows-secret", candidate: "shows-secret too")
        let run = try await repository.run(
            stage(.compat(Stage.Compat(probesErrors: false)), operations: ["read-item"]))
        let changed = try #require(run.compat.differences.first { $0.place == "/token" })
        #expect(changed.baseline.contains("***1") && changed.candidate.contains("***2"))
        #expect(!"\(run)".contains("swordfish"))
    }

    @Test func aCandidateThatDiesIsInconclusive() async throws {
        let repository = try await ItemRepository(candidate: "dies-midway")
        let run = try await repository.run(quick)
        let why = Inconclusive(.serviceDied, "candidate ended with exit 7; it printed: out of items, ***")
        #expect(run.common.failure == why)
        #expect(run.compat.differences == [] && run.compat.probes == [])
        #expect(repository.judged(run, quick).verdict == .inconclusive(why))
        #expect(repository.traces.remains == [])
    }
}
