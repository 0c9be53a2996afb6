import GateModel
import Reports
import Testing

@Suite struct RollbackPlanTextTests {
    @Test("a plan shows each step with the script that it runs, and what it leaves")
    func plan() {
        let plan = RollbackPlan(
            from: Examples.candidate, to: Examples.baseline, steps: Examples.rollbackPlan.steps,
            leftForPeople: ["20260701-names"], budget: .seconds(120))
        #expect(
            RollbackText.text(plan) == """
                rollback  3f2a91c → 9be04d1  Faster start
                  1  rollback/membership/redeploy                       blob c100000 of 3f2a91c
                  2  rollback/membership/20260720-cache/revert          blob c200000 of 3f2a91c
                  3  rollback/membership/20260714-payment-index/revert  blob c300000 of 3f2a91c
                  4  rollback/membership/verify                         blob c400000 of 3f2a91c
                left for people: 20260701-names loses data when it is undone

                """)
    }

    @Test("a report by itself is the timeline of a gate's report")
    func report() {
        let report = Examples.report(.verified, [Examples.result(1, Examples.exit0, 2.04)])
        #expect(
            RollbackText.text(report, pipeline: "membership", environment: "staging") == """
                rollback  staging 3f2a91c → 9be04d1     2 changes, newest first, 12.3 s
                 ✓  9be04d1                 redeploy  exit 0   2.0 s
                 ·  20260720-cache          revert    not run
                 ·  20260714-payment-index  revert    not run
                 ·  9be04d1                 verify    not run

                """)
    }
}
