import GateModel
import Testing

@testable import Stages

@Suite struct RoundsPerGroupTests {
    @Test(
        "a fresh pair a block, unless its start takes longer than what it is asked",
        arguments: [
            // Up to five seconds a start is never dear.
            (Service.Restart.auto, 5.0, 0.1, 1),
            // Six seconds against two: three rounds take as long.
            (.auto, 6, 2, 3), (.auto, 5.5, 2, 3), (.auto, 6, 10, 1),
            // Never more than five, however dear.
            (.auto, 60, 0.1, 5), (.auto, 60, 0, 5),
            // What the pipeline says counts as it is.
            (.every(blocks: 2), 60, 0.1, 2), (.every(blocks: 4), 0.01, 10, 4),
        ])
    func rounds(restart: Service.Restart, start: Double, round: Double, expected: Int) {
        #expect(RoundsPerGroup.rounds(restart, startSeconds: start, roundSeconds: round) == expected)
    }
}
