import GateModel
import ServiceFixture
import Stages
import Testing

/// The candidate's migration leaves a file `newer`, and the baseline's service behaves as that says.
@Suite struct RollbackSafetyTests {
    private let compat = stage(.compat(Stage.Compat(probesErrors: false)))

    private func migrating(_ faults: String) async throws -> ItemRepository {
        try await ItemRepository(
            candidate: "knows-newer",
            changed: ["migrate": "#!/bin/sh\necho '\(faults)' > \"$PAWL_STATE/newer\"\n"])
    }

    private func wayBack(_ run: StageRun) -> ContractRun? {
        run.compat.contracts.first { $0.contract == .rollback }
    }

    @Test func aMigrationThatTheBaselineDoesNotMindIsSafe() async throws {
        let repository = try await migrating("more-queries")
        let run = try await repository.run(compat)
        #expect(run.compat.differences == [])
        #expect(wayBack(run)?.failure == nil)
        #expect(wayBack(run)?.note == "24 requests to the baseline on the candidate's data")
        #expect(repository.judged(run, compat).verdict == .pass)
    }

    @Test(
        "what the baseline cannot do on the candidate's data is a violation of its own",
        arguments: [
            ("dies-at-start", "rollback/service/baseline-does-not-start/service"),
            ("dies-midway", "rollback/service/baseline-dies/service"),
            ("fails", "rollback/service/baseline-refuses/read-item"),
            ("loses-written", "rollback/service/baseline-cannot-read-back/add-item/then"),
            ("removes-name", "rollback/service/baseline-reads-otherwise/read-item/.name/field-removed"),
        ])
    func unsafe(fault: String, fingerprint: String) async throws {
        let repository = try await migrating(fault)
        let run = try await repository.run(compat)
        let found = try #require(
            run.compat.differences.first { $0.fingerprint == fingerprint }, "\(run.compat.differences)")
        #expect(found.severity == .breaking)
        #expect(run.compat.differences.allSatisfy { $0.contract == .rollback })
        #expect(repository.judged(run, compat).verdict == .violation)
        #expect(repository.traces.remains == [])
    }

    @Test func whatTheBaselineSaysAtItsEndIsMasked() async throws {
        let repository = try await migrating("dies-at-start")
        let run = try await repository.run(compat)
        #expect(run.compat.differences.map(\.candidate).contains { $0.contains("no licence for ***") })
        #expect(!"\(run)".contains("swordfish"))
    }

    @Test func whereTheChangeIsRevertedBeforeTheBaselineComesBackItIsAWarning() async throws {
        let repository = try await migrating("fails")
        let script = RollbackStep.Script(
            path: "rollback/items/redeploy", commit: repository.baseline.commit,
            blob: repository.baseline.tree, sha256: "")
        let actions: [RollbackStep.Action] = [.revert(change: "20260720-newer"), .redeploy]
        let wayBack = RollbackPlan(
            from: repository.candidate, to: repository.baseline,
            steps: actions.enumerated().map { index, action in
                RollbackStep(
                    number: index + 1, action: action, script: script, applied: nil, timeout: .seconds(1))
            }, leftForPeople: [], budget: .seconds(60))
        let run = try await repository.run(compat, wayBack: wayBack)
        let found = try #require(run.compat.differences.first)
        #expect(found.severity == .warning)
        #expect(found.text == "a rollback undoes 1 change before the baseline comes back")
        #expect(repository.judged(run, compat).verdict == .pass)
    }

    @Test func whatGoesWrongOnItsOwnDataTooIsNotTheCandidatesDoing() async throws {
        let repository = try await ItemRepository(
            baseline: "loses-written", candidate: "loses-written knows-newer",
            changed: ["migrate": "#!/bin/sh\necho more-queries > \"$PAWL_STATE/newer\"\n"])
        let run = try await repository.run(compat)
        #expect(run.compat.differences.filter { $0.contract == .rollback } == [])
    }

    @Test func aCandidateThatWritesNothingShowsNothing() async throws {
        let repository = try await ItemRepository(candidate: "fails")
        let run = try await repository.run(compat)
        let why = Inconclusive(
            .failedOperations, "the candidate has written nothing: each of its 12 writes failed")
        #expect(wayBack(run)?.failure == why)
    }

    @Test func withoutDataThereIsNothingToComeBackTo() async throws {
        let repository = try await ItemRepository()
        let service = itemService(
            start: .shell("seq 20 > \"$PAWL_STATE/items\"; exec python3 -S service.py"), data: nil)
        let run = try await repository.run(compat, service: service)
        #expect(run.compat.contracts == [])
        #expect(repository.traces.count == 3)
    }

    @Test func nothingIsLeftWhereTheGateIsInterruptedMeanwhile() async throws {
        let repository = try await migrating("")
        let run = try await repository.run(compat, cancelledWhen: { repository.traces.count == 3 })
        #expect(run.common.failure?.reason == .interrupted)
        #expect(repository.judged(run, compat).verdict != .pass)
        #expect(repository.traces.remains == [])
    }
}
