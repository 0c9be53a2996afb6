import GateModel
import Testing

@testable import Judging

/// Evidence can be written by anyone.
struct ForeignRunTests {
    private static let kinds: [Stage.Kind] = [
        .baseline(cycles: 1), .compat(Stage.Compat(probesErrors: false)), regress(), scale(8),
        .memory(Stage.Memory(atLeast: .zero, maximumOperations: 4800, cleanup: nil)),
        .check(Stage.Check(run: .shell("./lint"))),
        .deploy(Stage.Deploy(run: .shell("./deploy"), within: .seconds(60), environment: [], secrets: [])),
        .watch(
            Stage.Watch(
                url: "http://127.0.0.1:8080", before: .zero, after: .seconds(10), every: .seconds(10),
                sustained: nil, onInconclusive: .hold)),
    ]

    /// What passes in a stage of its own kind: samples, answers, a deploy, windows.
    private static func good(_ stage: StageName) -> StageRun {
        let samples = ratios(repeated([1], 8))
        let windows = [
            WatchWindow(phase: .after, samples: [single(responseTime, repeated([.value(0.01)], 20))])
        ]
        return switch stage {
        case .baseline, .regress, .memory, .scale: run(stage, samples)
        case .compat: StageRun(.compat(CompatRun(probes: [Probe(operation: "search", inputs: 12)])))
        case .check:
            StageRun(
                .check(
                    CheckRun(
                        baseline: CheckRun.Execution(end: .exited(status: 0), output: ""),
                        candidate: CheckRun.Execution(end: .exited(status: 0), output: ""))))
        case .deploy: StageRun(.deploy(DeployRun(end: .exited(status: 0), output: "")))
        case .watch: StageRun(.watch(windows))
        case .gate: StageRun(.gate(nil))
        }
    }

    @Test("what another kind of stage observed is no pass", arguments: kinds, StageName.allCases)
    func other(kind: Stage.Kind, observed: StageName) {
        let stage = stage(
            kind, [rule(nil, responseTime, atMost(1)), rule(.max, queries, atMost(1), id: "q")])
        let result = judge(Self.good(observed), of: stage, in: pipeline(stage, hasData: false), after: [])
        let why = inconclusive(.notEvaluated, "it is what stage '\(observed.rawValue)' observed")
        #expect((result.verdict.inWords == why) == (stage.name != observed))
        if stage.name != observed {
            #expect(result.judgements.map(\.id) == ["\(stage.name.rawValue)/rules"])
        }
    }

    @Test("nor where the stage only observes")
    func observing() {
        let stage = stage(regress(), [rule(.median, responseTime, fivePercent, mode: .observe)])
        let result = judge(Self.good(.baseline), of: stage, in: pipeline(stage), after: [])
        #expect(result.verdict.inWords == inconclusive(.notEvaluated, "it is what stage 'baseline' observed"))
    }
}
