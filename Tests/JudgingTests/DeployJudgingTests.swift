import GateModel
import Testing

@testable import Judging

struct DeployJudgingTests {
    private let deploy = stage(
        .deploy(Stage.Deploy(run: .shell("./deploy"), within: .seconds(60), environment: [], secrets: [])),
        operations: [])

    private func judgement(_ ended: DeployRun?, _ failure: Inconclusive? = nil) -> Judgement {
        let run = StageRun(.deploy(ended), common: StageRun.Common(failure: failure))
        return judge(run, of: deploy, in: pipeline(deploy), after: []).judgements[0]
    }

    @Test("the command's end is the verdict")
    func end() {
        let good = judgement(DeployRun(end: .exited(status: 0), output: "done"))
        #expect(good.verdict == .pass)
        #expect(good.said == ["ended with exit 0"])
        let bad = judgement(DeployRun(end: .exited(status: 3), output: "no space left"))
        #expect(bad.verdict == .violation)
        #expect(bad.said == ["ended with exit 3", "no space left"])
    }

    private static let candidate = ObjectID(hex: String(repeating: "c", count: 40))
    private static let other = ObjectID(hex: String(repeating: "d", count: 40))

    @Test(
        "exit 0 is no proof: what the environment says runs has to be the candidate",
        arguments: [
            (candidate.map(DeployEffect.Found.revision), Verdict.pass, 1),
            (other.map(DeployEffect.Found.revision), .violation, 2),
            (.unknown("it ended with exit 1"), .violation, 2),
            (nil, inconclusive(.notEvaluated, "the environment was not asked what runs"), 0),
        ])
    func effect(found: DeployEffect.Found?, expected: Verdict, notes: Int) throws {
        let wanted = try #require(Self.candidate)
        let asking = pipeline(deploy, deployed: .shell("./deployed"))
        let ran = DeployRun(
            end: .exited(status: 0), output: "",
            effect: found.map { DeployEffect(wanted: wanted, found: $0) })
        let result = judge(StageRun(.deploy(ran)), of: deploy, in: asking, after: [])
        #expect(result.judgements.map(\.id) == ["deploy/exit", "deploy/deployed"])
        #expect(result.judgements.last?.verdict == expected)
        #expect(result.judgements.last?.said.count == notes)
        #expect(result.verdict == expected)
    }

    @Test("a deploy that failed is not asked about")
    func failed() {
        let run = StageRun(.deploy(DeployRun(end: .exited(status: 3), output: "")))
        let asking = pipeline(deploy, deployed: .shell("./deployed"))
        #expect(judge(run, of: deploy, in: asking, after: []).judgements.map(\.id) == ["deploy/exit"])
    }

    @Test("a deploy that did not run, or not to its end, is no pass")
    func notRun() {
        let why = Inconclusive(.serviceNotReady, "127.0.0.1:8080 refused connections")
        #expect(judgement(nil).verdict.inWords == inconclusive(.notEvaluated, "the deploy did not run"))
        #expect(judgement(nil, why).verdict.inWords == .inconclusive(why))
        #expect(
            judgement(DeployRun(end: .exited(status: 0), output: ""), why).verdict.inWords
                == .inconclusive(why))
    }
}
