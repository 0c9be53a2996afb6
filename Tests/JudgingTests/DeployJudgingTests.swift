import GateModel
import Testing

@testable import Judging

struct DeployJudgingTests {
    private let deploy = stage(
        .deploy(Stage.Deploy(run: .shell("./deploy"), within: .seconds(60), environment: [], secrets: [])),
        operations: [])

    private func judgement(_ ended: DeployRun?, _ failure: Inconclusive? = nil) -> Judgement {
        var run = StageRun(stage: .deploy)
        run.deploy = ended
        run.failure = failure
        return judge(run, of: deploy, in: pipeline(deploy), after: []).judgements[0]
    }

    @Test("the command's end is the verdict")
    func end() {
        let good = judgement(DeployRun(end: "exit 0", succeeded: true, output: "done"))
        #expect(good.verdict == .pass)
        #expect(good.notes == ["ended with exit 0"])
        let bad = judgement(DeployRun(end: "exit 3", succeeded: false, output: "no space left"))
        #expect(bad.verdict == .violation)
        #expect(bad.notes == ["ended with exit 3", "no space left"])
    }

    @Test("a deploy that did not run, or not to its end, is no pass")
    func notRun() {
        let why = Inconclusive(.serviceNotReady, "127.0.0.1:8080 refused connections")
        #expect(judgement(nil).verdict == inconclusive(.notEvaluated, "the deploy did not run"))
        #expect(judgement(nil, why).verdict == .inconclusive(why))
        #expect(
            judgement(DeployRun(end: "exit 0", succeeded: true, output: ""), why).verdict
                == .inconclusive(why))
    }
}
