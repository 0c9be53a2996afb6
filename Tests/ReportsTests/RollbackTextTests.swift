import GateModel
import Reports
import Testing

@Suite struct RollbackTextTests {
    @Test("a rollback is shown step by step")
    func rolledBack() {
        #expect(
            TextReport.text(Examples.rolledBack) == """
                ROLLED BACK  membership 3f2a91c → staging      violated in watch, back to 9be04d1, verified

                ╷ violation[watch/errors/search]: search: errors is 34 % where the baseline has 0 %, the limit is
                │   1 %
                │   --> pipelines/membership.yaml:16:11
                │ 16 │         - errors <= 1%
                │    │                     ^^
                │ baseline   0 %   3 windows
                │ candidate  34 %
                │ = note: windows after the deploy: x x x (violated when 3 of the last 5 are)
                ╵

                warning[regress/median-response_time-rel/payment-history]: beyond <= +2 %

                rollback  staging 3f2a91c → 9be04d1     2 changes, newest first, 12.3 s
                 ✓  9be04d1                 redeploy  exit 0                     2.0 s
                 ✓  20260720-cache          revert    skipped: not applied here  0.1 s
                 ✓  20260714-payment-index  revert    exit 0                     4.1 s
                 ✓  9be04d1                 verify    exit 0                     1.0 s
                state: the same as before the deploy

                log: entry 4 approve 7c4a9e1…
                log: entry 5 deploy-started 7c4a9e2…
                log: entry 6 block 7c4a9e3…
                log: entry 7 rollback-started 7c4a9e4…
                log: entry 8 rolled-back 7c4a9e5…
                check: pawl log show 6

                """)
    }

    @Test("a failed rollback says what is undone, what is not, and whom to call")
    func failed() {
        #expect(
            TextReport.text(Examples.rollbackFailed) == """
                ROLLBACK FAILED  membership 3f2a91c → staging
                  violated in watch, not back to 9be04d1, failed at step 2, page someone

                ╷ violation[watch/errors/search]: search: errors is 34 % where the baseline has 0 %, the limit is
                │   1 %
                │   --> pipelines/membership.yaml:16:11
                │ 16 │         - errors <= 1%
                │    │                     ^^
                │ baseline   0 %   3 windows
                │ candidate  34 %
                │ = note: windows after the deploy: x x x (violated when 3 of the last 5 are)
                ╵

                warning[regress/median-response_time-rel/payment-history]: beyond <= +2 %

                rollback  staging 3f2a91c → 9be04d1     2 changes, newest first, 12.3 s
                 ✓  9be04d1                 redeploy  exit 0              2.0 s
                 ✗  20260720-cache          revert    timeout after 30 s  30.0 s
                 ·  20260714-payment-index  revert    not run
                 ·  9be04d1                 verify    not run
                   │ waiting for the lock
                   │ still waiting
                undone:      the deploy of 3f2a91c
                not undone:  20260720-cache, 20260714-payment-index
                page someone; when it is mended, run 'pawl rollback membership --environment staging' again

                log: entry 6 block 7c4a9e3…
                check: pawl log show 6

                """)
    }

    @Test("a rollback that could not begin is as loud")
    func impossible() {
        #expect(
            TextReport.text(Examples.rollbackImpossible) == """
                ROLLBACK FAILED  membership 3f2a91c → staging
                  violated in watch, nothing is undone, page someone

                ╷ violation[watch/errors/search]: search: errors is 34 % where the baseline has 0 %, the limit is
                │   1 %
                │   --> pipelines/membership.yaml:16:11
                │ 16 │         - errors <= 1%
                │    │                     ^^
                │ baseline   0 %   3 windows
                │ candidate  34 %
                │ = note: windows after the deploy: x x x (violated when 3 of the last 5 are)
                ╵

                warning[regress/median-response_time-rel/payment-history]: beyond <= +2 %

                rollback: error: pipeline 'membership' declares no 'rollback'
                  hint: add 'rollback: { scripts: rollback/membership }' and commit the scripts
                page someone; nothing is undone, 3f2a91c may be running; when it is mended, run 'pawl rollback
                  membership --environment staging'

                log: nothing was recorded

                """)
    }

    @Test(
        "the state of the environment is compared where there are fingerprints",
        arguments: [
            (RollbackReport.Fingerprints(before: "a1", after: "a1"), "state: the same as before the deploy"),
            (
                RollbackReport.Fingerprints(before: "a1", after: "b2"),
                "state: not the same as before the deploy (recorded, not demanded)"
            ),
            (
                RollbackReport.Fingerprints(before: "a1", after: nil),
                "state: no fingerprint after the rollback"
            ),
        ])
    func fingerprints(digests: RollbackReport.Fingerprints, line: String) {
        let text = TextReport.text(
            Examples.summary(.rolledBack(Examples.report(.verified, [], digests)), Examples.watched))
        #expect(text.contains("\n\(line)\n"))
    }
}
