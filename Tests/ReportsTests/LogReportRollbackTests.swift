import GateModel
import Reports
import Testing

@Suite struct LogReportRollbackTests {
    @Test("the beginning of a rollback shows the whole plan")
    func started() {
        #expect(
            LogReport.show(Examples.log[3]) == """
                entry 3  rollback-started  membership 3f2a91c → staging      back to 9be04d1

                leaf        7c4a9e3000000000000000000000000000000000000000000000000000000000
                commit      e300000000000000000000000000000000000000
                signed by   ci@example.org
                candidate   3f2a91c000000000000000000000000000000000  Search by club
                            tree aa01000000000000000000000000000000000000
                baseline    9be04d1000000000000000000000000000000000  Faster start
                            tree aa02000000000000000000000000000000000000
                pipeline    pipelines/membership.yaml
                            blob b10b000000000000000000000000000000000000
                            sha256 5a00000000000000000000000000000000000000000000000000000000000000

                time     2026-07-14T09:30:05Z
                actor    anna
                reason   too slow at noon
                run      r-17
                host     2 cores, 6.1.0, load 0.412
                pawl     0.1.0, judging 1

                plan  3f2a91c → 9be04d1, within 2 min
                  1  redeploy                       rollback/membership/redeploy                       blob c100000000000000000000000000000000000000  within 30 s
                  2  revert 20260720-cache          rollback/membership/20260720-cache/revert          blob c200000000000000000000000000000000000000  within 30 s
                  3  revert 20260714-payment-index  rollback/membership/20260714-payment-index/revert  blob c300000000000000000000000000000000000000  within 30 s
                  4  verify                         rollback/membership/verify                         blob c400000000000000000000000000000000000000  within 30 s

                """)
    }

    @Test("the end of a rollback shows what was done, and what is left")
    func ended() {
        #expect(
            LogReport.show(Examples.log[4]) == """
                entry 4  rolled-back  membership 3f2a91c → staging      clean-up left

                leaf        7c4a9e4000000000000000000000000000000000000000000000000000000000
                commit      e400000000000000000000000000000000000000
                signed by   ci@example.org
                candidate   3f2a91c000000000000000000000000000000000  Search by club
                            tree aa01000000000000000000000000000000000000
                baseline    9be04d1000000000000000000000000000000000  Faster start
                            tree aa02000000000000000000000000000000000000
                pipeline    pipelines/membership.yaml
                            blob b10b000000000000000000000000000000000000
                            sha256 5a00000000000000000000000000000000000000000000000000000000000000

                time    2026-07-14T09:30:05Z
                actor   anna
                run     r-17
                host    2 cores, 6.1.0, load 0.412
                pawl    0.1.0, judging 1

                rollback  staging 3f2a91c → 9be04d1     2 changes, newest first, 12.3 s
                 ✓  9be04d1                 redeploy  exit 0   2.0 s
                 ·  20260720-cache          revert    not run
                 ·  20260714-payment-index  revert    not run
                 ·  9be04d1                 verify    not run
                left for people: 20260714-payment-index

                """)
    }
}
