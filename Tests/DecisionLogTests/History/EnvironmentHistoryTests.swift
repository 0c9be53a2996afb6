import GateModel
import Testing

@testable import DecisionLog

@Suite struct EnvironmentHistoryTests {
    typealias Step = HistoryStep

    /// What is expected: digits, and indices of entries.
    struct Expected: Sendable {
        var running: Int?
        var openDeploy: Int?
        var openRollback: Int?
        var earlier: [Int] = []
        var ever: Set<Int> = []
    }

    @Test(
        "what runs, what is open, and where one can go back to",
        arguments: [
            ([], Expected()),
            ([.approve(1), .block(2)], Expected()),
            ([.adopted(1)], Expected(running: 1, ever: [1])),
            ([.adopted(1), .approve(2), .start(2)], Expected(running: 1, openDeploy: 2, ever: [1])),
            ([.adopted(1), .start(2), .deployed(2)], Expected(running: 2, earlier: [1], ever: [1, 2])),
            // A deploy that was held stays open; to adopt what runs closes it.
            ([.adopted(1), .start(2), .block(2)], Expected(running: 1, openDeploy: 1, ever: [1])),
            (
                [.adopted(1), .start(2), .block(2), .adopted(2)],
                Expected(running: 2, earlier: [1], ever: [1, 2])
            ),
            // A deploy that was rolled back never ran for good.
            (
                [.adopted(1), .start(2), .block(2), .goingBack(2, to: 1), .back(2, to: 1)],
                Expected(running: 1, ever: [1])
            ),
            (
                [.adopted(1), .start(2), .goingBack(2, to: 1)],
                Expected(running: 1, openDeploy: 1, openRollback: 2, ever: [1])
            ),
            // A rollback that did not come to its end leaves everything open, until one does.
            (
                [.adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1, .failed(step: 1))],
                Expected(running: 1, openDeploy: 1, openRollback: 2, ever: [1])
            ),
            (
                [.adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1, .unfinished(step: 1))],
                Expected(running: 1, openDeploy: 1, openRollback: 2, ever: [1])
            ),
            (
                [.adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1, .notVerified)],
                Expected(running: 1, openDeploy: 1, openRollback: 2, ever: [1])
            ),
            (
                [
                    .adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1, .failed(step: 1)),
                    .goingBack(2, to: 1), .back(2, to: 1, .cleanUpLeft(["a"])),
                ],
                Expected(running: 1, ever: [1])
            ),
            (
                [
                    .adopted(1), .start(2), .goingBack(2, to: 1), .back(2, to: 1, .failed(step: 1)),
                    .adopted(3),
                ],
                Expected(running: 3, earlier: [1], ever: [1, 3])
            ),
            // One that a rollback has left is none to go back to, unless it is deployed again.
            (
                [.adopted(1), .deployed(2), .deployed(3), .back(3, to: 2)],
                Expected(running: 2, earlier: [1], ever: [1, 2, 3])
            ),
            (
                [.adopted(1), .deployed(2), .deployed(3), .back(3, to: 2), .deployed(4)],
                Expected(running: 4, earlier: [2, 1], ever: [1, 2, 3, 4])
            ),
            (
                [.adopted(1), .deployed(2), .back(2, to: 1), .deployed(2)],
                Expected(running: 2, earlier: [1], ever: [1, 2])
            ),
            // Back over several: those between are left too.
            (
                [.adopted(1), .deployed(2), .deployed(3), .back(3, to: 1)],
                Expected(running: 1, ever: [1, 2, 3])
            ),
            // To one that was neither deployed nor adopted: only what it came from is left.
            (
                [.adopted(1), .deployed(2), .deployed(3), .back(3, to: 9)],
                Expected(running: 9, earlier: [2, 1], ever: [1, 2, 3, 9])
            ),
            // What runs is nowhere to go back to, and each stands once.
            (
                [.adopted(1), .deployed(2), .deployed(1), .deployed(1)],
                Expected(running: 1, earlier: [2], ever: [1, 2])
            ),
            (
                [.adopted(1), .deployed(2), .adopted(1), .deployed(3)],
                Expected(running: 3, earlier: [1, 2], ever: [1, 2, 3])
            ),
        ] as [([Step], Expected)])
    func state(steps: [Step], expected: Expected) {
        let heads = steps.enumerated().map { $1.head($0) }
        let history = EnvironmentHistory(heads, pipeline: "membership")
        let state = history.state
        #expect(state.running == expected.running.map(testRevision))
        #expect(state.openDeploy?.index == expected.openDeploy)
        #expect(state.openRollback?.index == expected.openRollback)
        #expect(history.earlierRunning == expected.earlier.map(testRevision))
        #expect(history.everRan == Set(expected.ever.map(testID)))
    }

    @Test(
        "a revision that was rolled back is known as such until it runs again",
        arguments: [
            ([.adopted(1), .start(2), .back(2, to: 1)], 2, 2),
            ([.adopted(1), .start(2), .back(2, to: 1)], 1, nil),
            // Neither does a failed way back make it a good one.
            ([.adopted(1), .start(2), .back(2, to: 1, .notVerified), .adopted(1)], 2, 2),
            ([.adopted(1), .start(2), .back(2, to: 1), .start(2), .deployed(2)], 2, nil),
            ([.adopted(1), .start(2), .back(2, to: 1), .adopted(2)], 2, nil),
            ([.adopted(1), .deployed(2), .back(2, to: 1), .deployed(3), .back(3, to: 2)], 2, nil),
            ([.adopted(1), .deployed(2), .back(2, to: 1), .approve(2), .block(2)], 2, 2),
        ] as [([Step], Int, Int?)])
    func rolledBack(steps: [Step], revision: Int, index: Int?) {
        let history = EnvironmentHistory(
            steps.enumerated().map { $1.head($0) }, pipeline: "membership")
        #expect(history.rolledBack(testRevision(revision))?.index == index)
    }

    @Test func anotherCommitOfATreeThatWasRolledBackWasRolledBackToo() {
        let history = EnvironmentHistory(
            [Step.adopted(1).head(0), Step.back(2, to: 1).head(1)], pipeline: "membership")
        let twin = Revision(commit: testID(5), tree: testRevision(2).tree, summary: "the same again")
        #expect(history.rolledBack(twin)?.index == 1)
    }

    @Test func adviceChangesNothing() {
        let steps: [Step] = [.adopted(1), .advice(2)]
        let history = EnvironmentHistory(
            steps.enumerated().map { $1.head($0) }, pipeline: "membership")
        #expect(history.state.running == testRevision(1))
        #expect(history.everRan == [testID(1)])
        #expect(history.state.openDeploy == nil)
    }

    @Test func entriesOfAnotherPipelineDoNotCount() {
        let heads = [Step.adopted(1).head(0), Step.start(2).head(1)]
        let history = EnvironmentHistory(heads, pipeline: "payments")
        #expect(history.state.running == nil)
        #expect(history.state.openDeploy == nil)
        #expect(history.everRan == [])
    }
}
