import Statistics
import Testing

@Suite("StatisticsError")
struct StatisticsErrorTests {
    @Test(
        "an error says what happened and what to do",
        arguments: [
            (
                .tooFew(needed: 8, found: 3),
                """
                statistics: error: 3 values where at least 8 are needed
                  hint: measure more
                """
            ),
            (
                .notFinite(index: 4),
                """
                statistics: error: the value at index 4 is not a finite number
                  hint: a failed operation has no value, leave it out
                """
            ),
            (
                .notPositive(index: 0, value: -0.5),
                """
                statistics: error: the value at index 0 is -0.5, but ratios need numbers above 0
                  hint: compare counts that can be 0 pair by pair, exactly
                """
            ),
            (
                .outOfRange(.firstLook, value: 0),
                """
                statistics: error: first look 0.0 is out of range
                  hint: allowed is 1 or more
                """
            ),
            (
                .notALook(blocks: 9, expected: 12),
                """
                statistics: error: asked after 9 blocks, the next look is at 12
                  hint: measure on until there are 12 blocks
                """
            ),
        ] as [(StatisticsError, String)])
    func words(error: StatisticsError, text: String) {
        #expect(error.description == text)
    }
}
