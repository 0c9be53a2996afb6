import GateModel
import JSON
import Reports
import Testing

@Suite struct DeployPermissionReportTests {
    private static let who = "ci@example.org for anna, 2026-07-14T09:30:05Z"
    private static let gate = "pawl gate membership 3f2a91c --environment staging"

    @Test(
        "the answer is one line: the fact with entry, person and time, then what to do",
        arguments: [
            (
                .approved(Examples.entry(4, .approve)),
                "APPROVED  membership 3f2a91c → staging: entry 4 (\(who)) approves it; once it is deployed, say so: pawl log adopt 3f2a91c --pipeline membership --environment staging"
            ),
            (
                .occupied(
                    Examples.entry(4, .approve), by: Examples.entry(6, .deployStarted, Examples.baseline)),
                "NOT NOW  membership 3f2a91c → staging: entry 4 approves it, but a deploy of 9be04d1 has not ended, entry 6 (\(who)); 'pawl status staging' says how to go on"
            ),
            (
                .occupied(
                    Examples.entry(4, .approve), by: Examples.entry(6, .rollbackStarted, Examples.baseline)),
                "NOT NOW  membership 3f2a91c → staging: entry 4 approves it, but a rollback of 9be04d1 has not ended, entry 6 (\(who)); 'pawl status staging' says how to go on"
            ),
            (
                .unknown,
                "NOT APPROVED  membership 3f2a91c → staging: no entry of its log approves it for this pipeline, and none blocks it (12 entries, the last of 2026-07-14T09:30:05Z); gate it: \(gate)"
            ),
            (
                .adviceOnly(Examples.entry(3, .advice)),
                "NOT APPROVED  membership 3f2a91c → staging: entry 3 (\(who)) is only advice, by a pipeline file with 'enforce: no'; take that line out and gate the commit without it: pawl gate membership COMMIT --environment staging"
            ),
            (
                .blocked(Examples.entry(5, .block), .gate, approved: nil),
                "NOT APPROVED  membership 3f2a91c → staging: entry 5 (\(who)) blocked it; 'pawl log show 5 --environment staging' says why; gate a commit that mends it, or the same again: \(gate)"
            ),
            (
                .blocked(Examples.entry(5, .block), .deploy, approved: Examples.entry(3, .approve)),
                "NOT APPROVED  membership 3f2a91c → staging: its deploy did not pass, entry 5 (\(who)), after entry 3 had approved it; 'pawl log show 5 --environment staging' says why, 'pawl status staging' how to go on"
            ),
            (
                .rolledBack(
                    Examples.entry(7, .rolledBack), left: Examples.candidate, isVerified: true,
                    approved: Examples.entry(3, .approve)),
                "NOT APPROVED  membership 3f2a91c → staging: it was rolled back, entry 7 (\(who)), after entry 3 had approved it; gate a commit that mends it, or the same once more: \(gate) --retry-reason TEXT"
            ),
            (
                .rolledBack(
                    Examples.entry(7, .rollbackStarted), left: Examples.baseline, isVerified: false,
                    approved: nil),
                "NOT APPROVED  membership 3f2a91c → staging: 9be04d1, which has the same tree, is being rolled back, entry 7 (\(who)); 'pawl status staging' says how to go on"
            ),
            (
                .rolledBack(
                    Examples.entry(7, .rolledBack), left: Examples.candidate, isVerified: false,
                    approved: nil),
                "NOT APPROVED  membership 3f2a91c → staging: it was being rolled back, which was not verified, entry 7 (\(who)); 'pawl status staging' says how to go on"
            ),
        ] as [(DeployPermission.Answer, String)])
    func line(answer: DeployPermission.Answer, expected: String) {
        let text = DeployPermissionReport.text(Examples.permission(answer), now: Examples.now)
        #expect(
            text == """
                \(expected)
                  runs now  9be04d1 Faster start, since 2026-07-14T09:30:05Z (3 h ago): entry 2, adopted by ci@example.org for anna

                """)
    }

    @Test func whatElseThereIsToKnowStandsBelow() {
        let notes: [DeployPermission.Note] = [
            .absent, .twinApproved(Examples.entry(3, .approve, Examples.baseline)),
            .comparedWith(Examples.baseline), .open(Examples.entry(6, .deployStarted)),
        ]
        let text = DeployPermissionReport.text(
            Examples.permission(.unknown, notes: notes, running: nil), now: Examples.now)
        #expect(
            text.split(separator: "\n").dropFirst().joined(separator: "\n") == """
                  runs now  nothing was deployed or adopted there yet
                  note      this clone does not have the commit; what is said of it stands in the log
                  note      9be04d1 has the same tree and was approved, entry 3 (\(Self.who)); an approval is of the commit alone
                  note      it was compared with 9be04d1, and another revision runs now; to compare with that one: \(Self.gate)
                  note      a deploy of 3f2a91c has begun and has not ended, so what runs now is not certain, entry 6 (\(Self.who))
                """)
    }

    @Test func whatRunsAlreadyNeedsNoDeploy() {
        let text = DeployPermissionReport.text(
            Examples.permission(
                .approved(Examples.entry(4, .approve)),
                running: RunningRevision(Examples.candidate, by: Examples.entry(6, .deployed))),
            now: Examples.now)
        #expect(text.contains(" approves it; it runs there already\n"))
    }

    @Test func wordsFromOutsideAreEscapedAndCommandsQuoted() {
        let hostile = Examples.entry(4, .approve, signer: "ci\u{1b}[2J", actor: "anna\nAPPROVED")
        let text = DeployPermissionReport.text(
            Examples.permission(
                .approved(hostile),
                running: RunningRevision(
                    Revision(
                        commit: Examples.id("1"), tree: Examples.id("2"), summary: "a\u{202e}b\nAPPROVED"),
                    by: hostile), pipeline: "it's $(x)"),
            now: Examples.now)
        #expect(text.contains("entry 4 (ci␛[2J for anna␊APPROVED, "))
        #expect(text.contains("a\u{fffd}b␊APPROVED, since "))
        #expect(text.contains(#"--pipeline 'it'\''s $(x)' --environment"#))
        #expect(text.split(separator: "\n").count == 2)
    }

    @Test(
        "JSON says whether it is approved, and why",
        arguments: [
            (.approved(Examples.entry(4, .approve)), true, "approved", 4, nil),
            (
                .occupied(Examples.entry(4, .approve), by: Examples.entry(6, .deployStarted)), false,
                "occupied", 4, nil
            ),
            (.unknown, false, "never-judged", nil, nil),
            (.adviceOnly(Examples.entry(3, .advice)), false, "advice-only", 3, nil),
            (
                .blocked(Examples.entry(5, .block), .gate, approved: Examples.entry(3, .approve)), false,
                "blocked", 5, 3
            ),
            (.blocked(Examples.entry(5, .block), .deploy, approved: nil), false, "deploy-failed", 5, nil),
            (
                .rolledBack(
                    Examples.entry(7, .rolledBack), left: Examples.candidate, isVerified: true,
                    approved: Examples.entry(3, .approve)), false, "rolled-back", 7, 3
            ),
        ] as [(DeployPermission.Answer, Bool, String, Int64?, Int64?)])
    func json(
        answer: DeployPermission.Answer, approved: Bool, word: String, entry: Int64?, superseded: Int64?
    ) throws {
        let json = try JSONParser.parse(
            Array(DeployPermissionReport.json(Examples.permission(answer, notes: [.absent])).utf8))
        #expect(json["version"]?.integer == 1)
        #expect(json["approved"]?.bool == approved)
        #expect(json["answer"]?.string == word)
        #expect(json["entry"]?["index"]?.integer == entry)
        #expect(json["superseded"]?["index"]?.integer == superseded)
        #expect(json["commit"]?.string == Examples.candidate.commit.hex)
        #expect(json["running"]?["revision"]?["commit"]?.string == Examples.baseline.commit.hex)
        #expect(json["running"]?["since"]?.string == "2026-07-14T09:30:05Z")
        #expect(json["notes"]?.array?.count == 1)
        #expect(json["text"]?.string?.contains("membership 3f2a91c → staging: ") == true)
    }
}
