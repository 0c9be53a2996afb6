import GateModel
import Testing

@testable import DecisionLog

@Suite struct DeployPermissionTests {
    /// An answer by the indices of its entries.
    enum Said: Equatable, Sendable {
        case approved(Int)
        case occupied(Int, by: Int)
        case unknown
        case adviceOnly(Int)
        case blocked(Int, DeployPermission.Block, approved: Int?)
        case rolledBack(Int, left: Int, approved: Int?)
    }

    private func permission(_ steps: [HistoryStep], of number: Int, isHere: Bool = true) -> DeployPermission?
    {
        let revision = historyRevision(number)
        return DeployPermission(
            of: revision.commit, found: isHere ? revision : nil, pipeline: "membership",
            environment: "staging", in: LogHeads(steps.enumerated().map { $1.head($0) }))
    }

    private func said(_ answer: DeployPermission.Answer?) -> Said? {
        switch answer {
        case .approved(let entry): .approved(entry.index)
        case .occupied(let entry, let open): .occupied(entry.index, by: open.index)
        case .unknown: .unknown
        case .adviceOnly(let entry): .adviceOnly(entry.index)
        case .blocked(let entry, let when, let approved):
            .blocked(entry.index, when, approved: approved?.index)
        case .rolledBack(let entry, let left, _, let approved):
            .rolledBack(
                entry.index, left: (1...15).first { testID($0) == left.commit } ?? 0,
                approved: approved?.index)
        case nil: nil
        }
    }

    @Test(
        "an approval of the commit lets it through, until something supersedes it",
        arguments: [
            ([.adopted(1)], 2, .unknown),
            // That it runs is no approval.
            ([.adopted(1)], 1, .unknown),
            ([.adopted(1), .advice(2)], 2, .adviceOnly(1)),
            ([.adopted(1), .approve(2)], 2, .approved(1)),
            ([.adopted(1), .approve(2)], 3, .unknown),
            ([.adopted(1), .block(2)], 2, .blocked(1, .gate, approved: nil)),
            ([.adopted(1), .approve(2), .by("run-2", .block(2))], 2, .blocked(2, .gate, approved: 1)),
            ([.adopted(1), .block(2), .approve(2)], 2, .approved(2)),
            ([.adopted(1), .approve(2), .block(3)], 2, .approved(1)),
            // What is only advice takes nothing back.
            ([.adopted(1), .approve(2), .advice(2)], 2, .approved(1)),
            ([.adopted(1), .block(2), .advice(2)], 2, .blocked(1, .gate, approved: nil)),
            ([.adopted(1), .approve(2), .start(2), .deployed(2)], 2, .approved(1)),
            ([.adopted(1), .approve(2), .start(2), .block(2)], 2, .blocked(3, .deploy, approved: 1)),
            // That a person lets it stay is no approval either.
            (
                [.adopted(1), .approve(2), .start(2), .block(2), .adopted(2)], 2,
                .blocked(3, .deploy, approved: 1)
            ),
            (
                [.adopted(1), .approve(2), .start(2), .block(2), .goingBack(2, to: 1), .back(2, to: 1)], 2,
                .rolledBack(5, left: 2, approved: 1)
            ),
            (
                [.adopted(1), .approve(2), .start(2), .deployed(2), .by("run-2", .back(2, to: 1))], 2,
                .rolledBack(4, left: 2, approved: 1)
            ),
            // A way back that has begun counts, whatever becomes of it.
            (
                [.adopted(1), .approve(2), .deployed(2), .goingBack(2, to: 1)], 2,
                .rolledBack(3, left: 2, approved: 1)
            ),
            (
                [.adopted(1), .approve(2), .deployed(2), .back(2, to: 1, .failed(step: 1))], 2,
                .rolledBack(3, left: 2, approved: 1)
            ),
            // A newer approval says it may be deployed again.
            ([.adopted(1), .approve(2), .deployed(2), .back(2, to: 1), .approve(2)], 2, .approved(4)),
            (
                [
                    .adopted(1), .approve(2), .deployed(2), .back(2, to: 1), .by("run-2", .approve(2)),
                    .by("run-2", .start(2)), .by("run-2", .block(2)),
                ], 2, .blocked(6, .deploy, approved: 4)
            ),
            // A gate after a failed deploy is a gate again.
            (
                [.adopted(1), .approve(2), .start(2), .back(2, to: 1), .by("run-2", .block(2))], 2,
                .blocked(4, .gate, approved: 1)
            ),
            // Where a rollback went to is not left by it.
            ([.adopted(1), .approve(2), .deployed(2), .deployed(3), .back(3, to: 2)], 2, .approved(1)),
            ([.adopted(1), .approve(2), .deployed(2), .back(2, to: 2)], 2, .approved(1)),
        ] as [([HistoryStep], Int, Said)])
    func answer(steps: [HistoryStep], commit: Int, expected: Said) {
        #expect(said(permission(steps, of: commit)?.answer) == expected)
    }

    @Test(
        "an approval is of the commit, what was rolled back of the tree",
        arguments: [
            ([.adopted(1), .approve(12)], 2, .unknown),
            ([.adopted(1), .approve(2), .block(12)], 2, .approved(1)),
            (
                [.adopted(1), .approve(2), .deployed(12), .back(12, to: 1)], 2,
                .rolledBack(3, left: 12, approved: 1)
            ),
            ([.adopted(1), .deployed(12), .back(12, to: 1)], 2, .rolledBack(2, left: 12, approved: nil)),
            // From one commit of the tree to another, the tree stays.
            ([.adopted(1), .approve(2), .deployed(12), .back(12, to: 2)], 2, .approved(1)),
            (
                [.adopted(2), .approve(2), .deployed(12), .back(12, to: 2)], 12,
                .rolledBack(3, left: 12, approved: nil)
            ),
        ] as [([HistoryStep], Int, Said)])
    func trees(steps: [HistoryStep], commit: Int, expected: Said) {
        #expect(said(permission(steps, of: commit)?.answer) == expected)
    }

    @Test(
        "while something else is open nothing is let through but what is open itself",
        arguments: [
            ([.adopted(1), .approve(2), .by("run-2", .start(3))], 2, .occupied(1, by: 2)),
            ([.adopted(1), .approve(2), .start(2)], 2, .approved(1)),
            // Its own scripts may ask, of what it goes back to.
            (
                [.approve(1), .adopted(1), .start(2), .goingBack(2, to: 1)], 1, .approved(0)
            ),
            (
                [.adopted(1), .approve(3), .by("run-2", .start(2)), .by("run-2", .goingBack(2, to: 1))], 3,
                .occupied(1, by: 3)
            ),
            (
                [
                    .adopted(1), .approve(3), .by("run-2", .start(2)), .goingBack(2, to: 1),
                    .back(2, to: 1, .failed(step: 1)),
                ], 3, .occupied(1, by: 3)
            ),
            (
                [
                    .adopted(1), .approve(3), .by("run-2", .start(2)), .goingBack(2, to: 1), .back(2, to: 1),
                ], 3, .approved(1)
            ),
            // What is not approved stays so.
            ([.adopted(1), .by("run-2", .start(3))], 2, .unknown),
        ] as [([HistoryStep], Int, Said)])
    func open(steps: [HistoryStep], commit: Int, expected: Said) {
        #expect(said(permission(steps, of: commit)?.answer) == expected)
    }

    @Test(
        "whether a rollback came to a good end is known",
        arguments: [
            (.back(2, to: 1), true), (.back(2, to: 1, .cleanUpLeft(["a"])), true),
            (.back(2, to: 1, .failed(step: 1)), false), (.goingBack(2, to: 1), false),
        ] as [(HistoryStep, Bool)])
    func verified(step: HistoryStep, expected: Bool) {
        let answer = permission([.adopted(1), .deployed(2), step], of: 2)?.answer
        guard case .rolledBack(_, _, let isVerified, _) = answer else {
            Issue.record("\(String(describing: answer))")
            return
        }
        #expect(isVerified == expected)
    }

    @Test func anApprovedCommitOfTheSameTreeIsNamed() {
        let steps: [HistoryStep] = [.adopted(1), .approve(12)]
        #expect(permission(steps, of: 2)?.notes == [.twinApproved(RecordedEntry(steps[1].head(1)))])
        #expect(permission(steps + [.approve(2)], of: 2)?.notes == [])
    }

    @Test func anotherBaselineThanRunsIsSaid() {
        let steps: [HistoryStep] = [.adopted(1), .against(1, .approve(2))]
        #expect(permission(steps, of: 2)?.notes == [])
        #expect(permission(steps + [.adopted(3)], of: 2)?.notes == [.comparedWith(testRevision(1))])
        #expect(permission(steps + [.adopted(2)], of: 2)?.notes == [])
    }

    @Test func whatIsOpenMakesWhatRunsUncertain() {
        let steps: [HistoryStep] = [.adopted(1), .approve(2), .start(2), .goingBack(2, to: 1)]
        #expect(permission(Array(steps[..<3]), of: 2)?.notes == [.open(RecordedEntry(steps[2].head(2)))])
        #expect(permission(steps, of: 1)?.notes == [.open(RecordedEntry(steps[3].head(3)))])
        #expect(permission(steps + [.back(2, to: 1)], of: 1)?.notes == [])
    }

    @Test func aCommitThatThisCloneLacksIsKnownByTheLog() {
        let permission = permission(
            [.adopted(1), .approve(2), .deployed(12), .back(12, to: 1)], of: 2, isHere: false)
        #expect(permission?.revision == testRevision(2))
        #expect(permission?.notes == [.absent])
        // Its tree is the entry's.
        #expect(said(permission?.answer) == .rolledBack(3, left: 12, approved: 1))
    }

    @Test func whatRunsIsSaidWithTheEntryThatSaysSo() {
        let steps: [HistoryStep] = [.adopted(1), .deployed(2), .back(2, to: 1)]
        #expect(
            permission(steps, of: 3)?.running
                == RunningRevision(testRevision(1), by: RecordedEntry(steps[2].head(2))))
        #expect(permission([.approve(2)], of: 3)?.running == nil)
    }

    @Test func entriesOfOtherPipelinesDoNotCount() {
        let heads = LogHeads([HistoryStep.adopted(1).head(0), HistoryStep.approve(2).head(1)])
        #expect(
            DeployPermission(
                of: testID(2), found: testRevision(2), pipeline: "payments", environment: "staging", in: heads
            )
                == nil)
    }
}
