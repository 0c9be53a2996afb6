import GateModel
import JSON
import Reports
import Testing

@Suite struct StatusReportTests {
    private func text(_ status: EnvironmentStatus) -> String {
        StatusReport.text(status, now: Examples.now)
    }

    private static let who = "ci@example.org for anna"
    private static let heading = """
        staging      12 entries, the last 3 h ago
          last  deployed, entry 11 (\(who), 2026-07-14T09:30:05Z)
        """
    private static let runs =
        "runs      3f2a91c Search by club, since 2026-07-14T09:30:05Z (3 h ago): entry 11, deployed by \(who)"

    @Test func whatRunsTheWayBackAndTheCommandsStandBelowEachOther() {
        let status = Examples.status([
            Examples.pipelineStatus(
                wayBack: .planned(
                    Examples.rollbackPlan,
                    safePoint: SafePoint(revision: Examples.baseline, revisionsBack: 3, mayBeFurther: false)))
        ])
        #expect(
            text(status) == """
                \(Self.heading)

                membership → staging
                  \(Self.runs)
                  way back  9be04d1 Faster start, 4 steps
                            last safe point: 9be04d1 Faster start, 3 revisions back
                  next      pawl gate membership COMMIT --environment staging  # the next candidate
                            pawl rollback membership --environment staging  # to go back

                """)
    }

    @Test func anOpenDeployIsSaidWithItsRunAndBothWaysOn() {
        let open = OpenWork(
            .deploy(block: Examples.entry(13, .block)), entry: Examples.entry(12, .deployStarted),
            host: Examples.host)
        let status = Examples.status([
            Examples.pipelineStatus(
                running: Examples.running, open: [open],
                wayBack: .planned(Examples.rollbackPlan, safePoint: nil))
        ])
        #expect(
            text(status).split(separator: "\n").dropFirst(3).joined(separator: "\n") == """
                  runs      9be04d1 Faster start, since 2026-07-14T09:30:05Z (3 h ago): entry 2, adopted by \(Self.who)
                            as far as the log knows: what is open may have changed it
                  open      a deploy of 3f2a91c Search by club has begun and has not ended
                            since 2026-07-14T09:30:05Z (3 h ago), entry 12 by \(Self.who)
                            run r-17, on 2 cores, 6.1.0
                            it did not pass and was left as it is, entry 13 (\(Self.who), 2026-07-14T09:30:05Z)
                  way back  9be04d1 Faster start, 4 steps
                            last safe point: none, every way back leaves a change for people
                  next      pawl rollback membership --environment staging  # to go back
                            pawl log adopt 3f2a91c --pipeline membership --environment staging  # if it runs there, and stays
                """)
    }

    @Test func anOpenRollbackIsSaidWithHowFarItCame() {
        let open = OpenWork(
            .rollback(to: Examples.baseline, outcome: .failed(step: 2)),
            entry: Examples.entry(14, .rollbackStarted), host: Examples.host)
        let shown = text(
            Examples.status([
                Examples.pipelineStatus(
                    open: [open], wayBack: .planned(Examples.rollbackPlan, safePoint: nil))
            ]))
        #expect(
            shown.contains(
                "open      a rollback of 3f2a91c Search by club to 9be04d1 has begun and is not verified\n"))
        #expect(shown.contains("            it came to its end: failed at step 2\n"))
        #expect(
            shown.hasSuffix(
                """
                  next      pawl rollback membership --environment staging  # to go on; its scripts are idempotent
                            pawl log adopt COMMIT --pipeline membership --environment staging  # if people brought COMMIT back by hand

                """))
    }

    @Test func whoHoldsTheLockIsSaidAndWaitedFor() {
        let lock = HeldLock(
            holders: ["pid 123 (pawl)"], record: "pid 123, gate, since 2026-07-14T09:30:05Z\u{1b}[2J",
            isPawl: true)
        let shown = text(Examples.status([Examples.pipelineStatus(lock: lock)]))
        #expect(
            shown.hasSuffix(
                """
                  locked    on this machine, by pid 123 (pawl)
                            its file says: pid 123, gate, since 2026-07-14T09:30:05Z␛[2J
                  way back  none: nothing ran there before
                  next      pawl status staging  # once the run that holds the lock has ended

                """))
    }

    @Test func aLockThatSomethingElseHoldsIsForPeopleToFree() {
        let lock = HeldLock(holders: ["pid 7 (python3)"], record: "", isPawl: false)
        let shown = text(Examples.status([Examples.pipelineStatus(lock: lock)]))
        #expect(
            shown.hasSuffix(
                """
                  locked    on this machine, by pid 7 (python3)
                            that is no Pawl, and no run begins before it has ended: end it
                  way back  none: nothing ran there before
                  next      pawl gate membership COMMIT --environment staging  # the next candidate

                """))
    }

    @Test func whatWasApprovedAndWaitsIsSaidWithItsCommands() {
        let shown = text(
            Examples.status([
                Examples.pipelineStatus(
                    running: Examples.running, approved: Examples.entry(9, .approve))
            ]))
        #expect(
            shown.hasSuffix(
                """
                  approved  3f2a91c Search by club, not deployed yet, entry 9 (\(Self.who), 2026-07-14T09:30:05Z)
                  way back  none: nothing ran there before
                  next      pawl log check 3f2a91c --pipeline membership --environment staging  # in the script that deploys it
                            pawl log adopt 3f2a91c --pipeline membership --environment staging  # once it is deployed
                            pawl gate membership COMMIT --environment staging  # the next candidate

                """))
    }

    @Test func whereNothingRunsYetItIsToBeSaid() {
        let shown = text(Examples.status([Examples.pipelineStatus(running: nil)]))
        #expect(
            shown.hasSuffix(
                """
                  runs      nothing was deployed or adopted yet
                  way back  none: nothing ran there before
                  next      pawl log adopt COMMIT --pipeline membership --environment staging  # COMMIT is what runs there now

                """))
    }

    @Test(
        "a way back that cannot be planned says where it goes, and why",
        arguments: [
            (
                .undeclared(to: Examples.baseline),
                "9be04d1 Faster start, but what runs declares no 'rollback'\n"
            ),
            (
                .unplannable(to: Examples.baseline, why: "git: error: no commit\n  hint: fetch it"),
                """
                9be04d1 Faster start, but its steps cannot be told here:
                            git: error: no commit
                            hint: fetch it

                """
            ),
        ] as [(WayBack, String)])
    func unplanned(way: WayBack, expected: String) {
        let shown = text(Examples.status([Examples.pipelineStatus(wayBack: way)]))
        #expect(shown.contains("  way back  " + expected))
    }

    @Test func changesThatAreLeftAndASafePointThatMayBeFurtherAreSaid() {
        let plan = RollbackPlan(
            from: Examples.candidate, to: Examples.baseline, steps: [], leftForPeople: ["a", "b"],
            budget: .seconds(1))
        let shown = text(
            Examples.status([
                Examples.pipelineStatus(
                    wayBack: .planned(
                        plan,
                        safePoint: SafePoint(
                            revision: Examples.baseline, revisionsBack: 1, mayBeFurther: true)))
            ]))
        #expect(
            shown.contains(
                """
                  way back  9be04d1 Faster start, 0 steps
                            left for people, since undoing it loses data: a, b
                            last safe point: 9be04d1 Faster start, 1 revision back, perhaps further

                """))
    }

    @Test func toWhereItIsAlreadyARollbackTakesAReason() {
        let plan = RollbackPlan(
            from: Examples.baseline, to: Examples.baseline, steps: [], leftForPeople: [], budget: .seconds(1))
        let shown = text(
            Examples.status([Examples.pipelineStatus(wayBack: .planned(plan, safePoint: nil))]))
        #expect(
            shown.contains("pawl rollback membership --environment staging --to 9be04d1 --reason TEXT  # "))
    }

    @Test func whatRemotesHaveIsSaidWithTheCommandThatBringsThemTogether() {
        let shown = text(
            Examples.status(
                [],
                remotes: [
                    RemoteLog(remote: "a", comparison: .same), RemoteLog(remote: "b", comparison: .ahead(2)),
                    RemoteLog(remote: "c d", comparison: .behind(1)),
                    RemoteLog(remote: "e", comparison: .diverged),
                    RemoteLog(remote: "f", comparison: .unknown("no\u{1b}[2J object")),
                ]))
        #expect(
            shown == """
                staging      12 entries, the last 3 h ago
                  last  deployed, entry 11 (\(Self.who), 2026-07-14T09:30:05Z)
                  a     as last fetched: the same log
                  b     as last fetched: 2 entries that this clone lacks
                        pawl log sync --environment staging --log-remote b
                  c d   as last fetched: lacks 1 entry of this clone
                        pawl log sync --environment staging --log-remote 'c d'
                  e     as last fetched: another log: find out who wrote it, 'pawl log verify' in both clones
                  f     as last fetched: could not be compared: no␛[2J object

                """)
    }

    @Test func severalPipelinesStandEachByItself() {
        let shown = text(
            Examples.status([
                Examples.pipelineStatus(), Examples.pipelineStatus(running: nil, pipeline: "shop's"),
            ]))
        #expect(shown.contains("\n\nmembership → staging\n  runs "))
        #expect(shown.contains("\n\nshop's → staging\n  runs      nothing"))
        #expect(shown.contains(#"pawl log adopt COMMIT --pipeline 'shop'\''s' --environment staging"#))
    }

    @Test func jsonHasAllOfIt() throws {
        let open = OpenWork(
            .rollback(to: Examples.baseline, outcome: .failed(step: 2)),
            entry: Examples.entry(14, .rollbackStarted), host: Examples.host)
        let status = Examples.status(
            [
                Examples.pipelineStatus(
                    open: [open], lock: HeldLock(holders: ["pid 123 (pawl)"], record: "gate", isPawl: true),
                    wayBack: .planned(
                        Examples.rollbackPlan,
                        safePoint: SafePoint(
                            revision: Examples.baseline, revisionsBack: 1, mayBeFurther: false)),
                    approved: Examples.entry(9, .approve)),
                Examples.pipelineStatus(
                    running: nil, wayBack: .undeclared(to: Examples.baseline), pipeline: "shop"),
            ], remotes: [RemoteLog(remote: "origin", comparison: .ahead(2))])
        let json = try JSONParser.parse(Array(StatusReport.json([status], now: Examples.now).utf8))
        #expect(json["version"]?.integer == 1)
        #expect(json["time"]?.string == "2026-07-14T12:30:05Z")
        let environment = try #require(json["environments"]?.array?.first)
        #expect(environment["environment"]?.string == "staging")
        #expect(environment["last"]?["index"]?.integer == 11)
        let remote = try #require(environment["remotes"]?.array?.first)
        #expect(remote["comparison"]?.string == "ahead")
        #expect(remote["entries"]?.integer == 2)
        #expect(
            remote["command"]?.string
                == "pawl log sync --environment staging --log-remote origin")
        let pipelines = try #require(environment["pipelines"]?.array)
        let first = try #require(pipelines.first)
        #expect(first["running"]?["entry"]?["index"]?.integer == 11)
        #expect(first["open"]?.array?.first?["work"]?.string == "rollback")
        #expect(first["open"]?.array?.first?["why"]?.string == "it came to its end: failed at step 2")
        #expect(first["open"]?.array?.first?["host"]?["cores"]?.integer == 2)
        #expect(first["lock"]?["holders"]?.array?.first?.string == "pid 123 (pawl)")
        #expect(first["approved"]?["index"]?.integer == 9)
        #expect(first["way_back"]?["steps"]?.array?.count == 4)
        #expect(first["way_back"]?["safe_point"]?["revisions_back"]?.integer == 1)
        #expect(
            first["next"]?.array?.first?["command"]?.string == "pawl status staging")
        #expect(pipelines.last?["running"] == .null)
        #expect(pipelines.last?["way_back"]?["why_unplanned"]?.string == "what runs declares no 'rollback'")
    }
}
