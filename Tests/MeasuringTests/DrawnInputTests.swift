import GateModel
import Measuring
import ServiceFixture
import Statistics
import Testing

@Suite struct DrawnInputTests {
    private func draws(_ operations: [DeclaredOperation], seed: UInt64) -> [[String: String]] {
        var generator = SeededGenerator(seed: seed)
        return operations.map { DrawnInput.draw($0, from: namedValues, using: &generator).values }
    }

    @Test func theSameSeedDrawsTheSameValuesWhateverTheOperations() {
        let reads = draws(Array(repeating: readItem, count: 50), seed: 7)
        #expect(reads == draws(Array(repeating: addItem, count: 50), seed: 7))
        #expect(reads != draws(Array(repeating: readItem, count: 50), seed: 8))
    }

    @Test func drawnValuesAreDeclaredOnes() {
        for values in draws(Array(repeating: readItem, count: 200), seed: 1) {
            #expect((1...20).contains(values["item"].flatMap(Int.init) ?? 0))
            #expect(["blue", "red"].contains(values["word"]))
        }
    }
}
