import GateModel
import Measuring
import Processes
import ServiceFixture
import Stages
import Testing

@Suite struct WatchStageTests {
    private func settings(
        _ url: String, after: Duration = .milliseconds(400), rate: Double? = nil
    ) -> Stage.Watch {
        Stage.Watch(
            url: url, before: .milliseconds(400), after: after, every: .milliseconds(200), rate: rate,
            sustained: .init(windows: 1, of: 1), onInconclusive: .rollback)
    }

    private func watch(_ repository: ItemRepository, _ settings: Stage.Watch) -> WatchStage {
        let rules = [noErrors, rule("queries", .range(1, 10), .mean), rule("score", .range(1, 100))]
        let stage = stage(.watch(settings), rules, operations: ["read-item"])
        return WatchStage(
            plan: repository.plan([stage]), stage: stage, settings: settings, progress: { _ in })
    }

    /// Calls `body` with the url of the baseline, deployed.
    private func deployed(
        _ repository: ItemRepository, _ body: (String) async throws(MeasuringError) -> Void
    ) async throws {
        let workspace = try await Workspace.prepare(
            repository.plan(), repository: repository.path, environment: repository.caller,
            confinement: repository.confinement, progress: { _ in }
        )
        try await workspace.baseline.whileRunning { running throws(MeasuringError) in
            try await body("http://127.0.0.1:\(running.port)")
        }
        await workspace.remove()
    }

    @Test func windowsHoldWhatTheRulesRead() async throws {
        let repository = try await ItemRepository()
        try await deployed(repository) { url throws(MeasuringError) in
            let windows = try await watch(repository, settings(url)).before()
            #expect(windows.map(\.phase) == [.before, .before])
            for window in windows {
                #expect(
                    window.samples.map { "\($0.metric) \($0.operation ?? "-")" }
                        == ["errors read-item", "queries read-item", "score -"])
                let (errors, queries, score) = (window.samples[0], window.samples[1], window.samples[2])
                #expect(errors.observed(.candidate).count >= 1 && errors.observed(.baseline) == [])
                #expect(errors.observed(.candidate).allSatisfy { $0 == .value(0) })
                #expect(queries.observed(.candidate).allSatisfy { $0 == .value(2) })
                #expect(score.observed(.candidate) == [.value(97.5)])
            }
        }
        #expect(repository.traces.remains == [])
    }

    @Test func aRateSaysHowOftenIsAsked() async throws {
        let repository = try await ItemRepository()
        try await deployed(repository) { url throws(MeasuringError) in
            // Five a second are one in 200 ms.
            let windows = try await watch(repository, settings(url, rate: 5)).before()
            #expect(windows.map { $0.samples[0].observed(.candidate) } == [[.value(0)], [.value(0)]])
        }
    }

    @Test func aVerdictEndsTheWatch() async throws {
        let repository = try await ItemRepository()
        try await deployed(repository) { url throws(MeasuringError) in
            let windows = try await watch(repository, settings(url, after: .seconds(600))).after {
                $0.count == 2
            }
            #expect(windows.map(\.phase) == [.after, .after])
        }
    }

    @Test func anEnvironmentThatIsDownFailsEveryOperation() async throws {
        let repository = try await ItemRepository()
        // The port 1 is reserved, and nobody listens on it.
        let windows = try await watch(repository, settings("http://127.0.0.1:1")).after { _ in true }
        #expect(windows.count == 1)
        let samples = try #require(windows.first?.samples)
        #expect(samples[0].observed(.candidate).allSatisfy { $0 == .value(1) })
        #expect(samples[1].observed(.candidate).allSatisfy { $0 == .failed("refused") })
        #expect(samples[2].observed(.candidate) == [.failed("refused")])
    }

    @Test func aURLThatIsNoneIsTold() async throws {
        let repository = try await ItemRepository()
        await #expect(
            throws: MeasuringError(.serviceNotReady, "url 'ftp://shop': unknown scheme 'ftp'")
        ) {
            try await watch(repository, settings("ftp://shop")).before()
        }
    }

    @Test func cancellingIsNoFailureOfTheEnvironment() async throws {
        let repository = try await ItemRepository()
        let stage = watch(repository, settings("http://127.0.0.1:1", after: .seconds(600)))
        let task = Task { try await stage.after { _ in false } }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        let result = await task.result
        #expect(throws: MeasuringError.self) { try result.get() }
        if case .failure(let error as MeasuringError) = result {
            #expect(error.inconclusive.reason == .interrupted)
        }
    }
}
