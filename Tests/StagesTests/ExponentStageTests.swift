import GateModel
import Judging
import Measuring
import ServiceFixture
import Stages
import Testing

@Suite struct ExponentStageTests {
    /// Twenty items at PAWL_SCALE 1, ten at 0.5 and five at 0.25.
    private static let fewer = """
        case $PAWL_SCALE in 1) n=20;; 0.5) n=10;; 0.25) n=5;; esac
        seq $n > "$PAWL_STATE/items"; echo $PAWL_SCALE >> "$TRACES/seeded"
        """

    private func service(seed: String = fewer) -> Service {
        itemService(
            data: Service.DataSet(
                seed: .shell(seed), migrate: .shell("echo $PAWL_SCALE >> \"$TRACES/migrated\""),
                fingerprint: nil,
                counts: [Service.Count(name: "items", run: .direct(["./count"]), atLeast: 20)]))
    }

    private func scale(_ rules: Rule...) -> Stage {
        stage(.scale(.init(users: 1, operationsPerUser: 2)), rules)
    }

    private func exponent(_ metric: String, atMost limit: Double) -> Rule {
        rule(
            metric, .compare(.lessOrEqual, .absolute(limit), or: nil), .exponent, operations: ["read-item"])
    }

    @Test func anOperationIsMeasuredOnThreeSizesOfDataThatAreCounted() async throws {
        let repository = try await ItemRepository(candidate: "query-by-row")
        let stage = scale(exponent("queries", atMost: 1))
        let run = try await repository.run(stage, service: service())
        #expect(run.common.failure == nil)
        let scaling = try #require(run.scale.scaling)
        #expect(scaling.sizes.map(\.scale) == [.quarter, .half, .whole])
        #expect(scaling.sizes.map { $0.counts.map(\.counted) } == [[5], [10], [20]])
        #expect(scaling.sizes.map { $0.counts.map(\.atLeast) } == [[5], [10], [20]])
        // As many queries as items; ten answers a block and size.
        let each = [5.0, 10, 20].map { Array(repeating: Observed.value($0), count: 10) }
        #expect(
            scaling.costs == [
                ScaledCosts(
                    metric: "queries", operation: "read-item",
                    blocks: Array(repeating: ScaledBlock(sizes: each), count: 8))
            ])
        #expect(repository.judged(run, stage, service()).verdict == .pass)
        let tighter = scale(exponent("queries", atMost: 0.9))
        #expect(repository.judged(run, tighter, service()).verdict == .violation)
        // Seeded once each, migrated on both sides at 1; nobody else loaded it.
        #expect(repository.traces.lines(of: "seeded") == ["1", "0.25", "0.5"])
        #expect(repository.traces.lines(of: "migrated") == ["1", "1", "0.25", "0.5"])
        #expect(run.samples == [])
        #expect(repository.traces.count == 3 * 8)
        #expect(repository.traces.remains == [])
    }

    /// What the times mean is for the tests of judging, which have literal series; here no host is too busy.
    @Test("time is taken at each size, and no answer is quicker than its rows take")
    func time() async throws {
        let repository = try await ItemRepository(candidate: "slow-by-row")
        let run = try await repository.run(
            scale(exponent("response_time", atMost: 5)), service: service())
        #expect(run.common.failure == nil)
        let costs = try #require(run.scale.scaling?.costs)
        #expect(costs.map(\.metric) == ["response_time"])
        let blocks = try #require(costs.first?.blocks)
        #expect(blocks.count >= 8)
        for sizes in blocks.map(\.sizes) {
            #expect(sizes.count == 3)
            // Half a millisecond a row.
            for (rows, observed) in zip([5.0, 10, 20], sizes) {
                #expect(observed.count == 10)
                #expect(observed.allSatisfy { ($0.value ?? 0) >= 0.0005 * rows })
            }
        }
    }

    @Test func theUsersLoadIsMeasuredWhereAnotherRuleNeedsIt() async throws {
        let repository = try await ItemRepository()
        let run = try await repository.run(
            scale(noErrors, exponent("queries", atMost: 0)), service: service())
        #expect(run.samples("errors", "read-item") == [Block(candidate: [.value(0), .value(0)])])
        #expect(run.scale.scaling?.costs.first?.blocks.count == 8)
    }

    @Test func withoutSuchARuleNoSmallerDataIsMade() async throws {
        let repository = try await ItemRepository()
        _ = try await repository.run(scale(noErrors), service: service())
        #expect(repository.traces.lines(of: "seeded") == ["1"])
    }

    @Test(
        "what shows nothing has its own reason",
        arguments: [
            (
                "seq 20 > \"$PAWL_STATE/items\"", "", Inconclusive.Reason.dataNotScaled,
                Inconclusive.Detail.data(
                    .notScaled(counts: [.init(name: "items", counted: [20, 20, 20])]))
            ),
            (
                "if [ $PAWL_SCALE = 1 ]; then n=20; else n=4; fi; seq $n > \"$PAWL_STATE/items\"", "",
                .dataSetTooSmall,
                .data(
                    .short(
                        count: DataCount(name: "items", side: .candidate, counted: 4, atLeast: 5),
                        scale: .quarter))
            ),
            (
                fewer, "fails", .failedOperations,
                .observed(.failed(count: 80, of: 80, place: .scale(.quarter), first: "status 500"))
            ),
            (
                fewer, "no-queries", .noCost,
                .said(text: "it cost nothing at 1/4 of the data, and nothing grows with no power")
            ),
            (
                fewer, "silent", .sourceSilent,
                .observed(.silent(count: 80, of: 80, place: .scale(.quarter)))
            ),
        ])
    func inconclusive(
        seed: String, fault: String, reason: Inconclusive.Reason, detail: Inconclusive.Detail
    ) async throws {
        let repository = try await ItemRepository(candidate: fault)
        let stage = scale(exponent("queries", atMost: 1))
        let run = try await repository.run(stage, service: service(seed: seed))
        #expect(
            repository.judged(run, stage, service(seed: seed)).verdict
                == .inconclusive(Inconclusive(reason, detail)))
        #expect(repository.traces.remains == [])
    }

    @Test func aServiceThatDoesNotStartOnSmallerDataEndsTheStage() async throws {
        let repository = try await ItemRepository()
        let service = itemService(
            start: .shell("test $PAWL_SCALE != 0.25 && exec python3 -S service.py"), data: service().data)
        let stage = scale(exponent("queries", atMost: 1))
        let run = try await repository.run(stage, service: service)
        #expect(run.common.failure?.reason == .serviceDied)
        #expect(
            repository.judged(run, stage, service).verdict == run.common.failure.map(Verdict.inconclusive))
        #expect(repository.traces.remains == [])
    }

    @Test func aSeedThatFailsOnSmallerDataSaysAtWhichSize() async throws {
        let repository = try await ItemRepository()
        let failing = service(seed: "test $PAWL_SCALE != 0.5 && seq 20 > \"$PAWL_STATE/items\"")
        do throws(MeasuringError) {
            let plan = repository.plan([scale(exponent("queries", atMost: 1))], service: failing)
            _ = try await Workspace.prepare(
                plan, repository: repository.path, environment: repository.caller,
                confinement: repository.confinement, progress: { _ in })
            Issue.record("prepared without data")
        } catch {
            let why = Inconclusive(.dataNotReady, "seed at PAWL_SCALE 0.5 ended with exit 1")
            #expect(error.inconclusive == why)
        }
    }

    @Test func rowsOfAnswersAreObservedBesideTheCountsOfARegression() async throws {
        let repository = try await ItemRepository(candidate: "rows-by-item")
        let stage = stage(
            .regress(.init(pairs: 4, blocks: 8)),
            [
                rule(
                    "queries", .compare(.lessOrEqual, .relativeAmount(0), or: nil), .mean,
                    operations: ["read-item"])
            ])
        let run = try await repository.run(stage)
        let rows = try #require(run.blocks.resultSizes.first { $0.operation == "read-item" })
        let counts = try #require(run.samples("queries", "read-item"))
        // One more than the rows; the baseline's answers have none.
        #expect(
            rows.blocks.map { $0.candidate.compactMap(\.value) }
                == counts.map { $0.candidate.compactMap { $0.value.map { $0 - 1 } } })
        #expect(rows.observed(.baseline).allSatisfy { $0 == .silent })
        let notes = repository.judged(run, stage).judgements.flatMap(\.notes)
        #expect(
            notes.contains { note in
                if case .hint(.growsWithResult("queries", 1, _, _)) = note { true } else { false }
            })
    }
}

extension ItemRepository {
    fileprivate func judged(_ run: StageRun, _ stage: Stage, _ service: Service) -> StageResult {
        judge(run, of: stage, in: pipeline([stage], service: service), after: [])
    }
}
