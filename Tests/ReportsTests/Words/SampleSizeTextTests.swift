import GateModel
import JSON
import Testing

@testable import Reports

struct SampleSizeTextTests {
    private static let texts: [(SampleSize, String)] = [
        (.blocks(count: 40), "40 blocks"),
        (.sizedBlocks(count: 40, least: 10, most: 10), "40 blocks × 10"),
        (.sizedBlocks(count: 40, least: 9, most: 10), "40 blocks × 9 … 10"),
        (.scaledBlocks(count: 8, sizes: 3, each: 10), "8 blocks × 3 sizes × 10"),
        (.samples(count: 400), "400 samples"),
        (.blockedSamples(count: 400, blocks: 40), "400 samples in 40 blocks"),
        (.pairs(count: 400), "400 pairs"),
        (.inputs(count: 12), "12 inputs"),
        (.windows(count: 40), "40 windows"),
        (.processes(count: 3), "3 processes"),
        (.pooledProcesses(count: 4, earlier: 14), "4 processes, and 14 of earlier gates"),
        (.readings(count: 480), "480 readings"),
        (.operations(count: 4800), "4800 operations"),
        (.processOperations(processes: 3, operations: 4800), "3 processes, 4800 operations"),
        (.longestProcess(processes: 3, operations: 4800), "3 processes, at most 4800 operations"),
        (.compared(what: "griffe 2.4.1"), "griffe 2.4.1"),
    ]

    @Test("what a verdict rests on, in words", arguments: texts)
    func words(size: SampleSize, text: String) { #expect(size.text == text) }

    @Test("what a tool says of its comparison steers no terminal")
    func escaped() { #expect(SampleSize.compared(what: "griffe \u{1b}[2J").text == "griffe ␛[2J") }

    @Test("it reads back as it was written", arguments: texts)
    func coded(size: SampleSize, text: String) throws {
        #expect(try JCS.read(SampleSize.self, from: JCS.bytes(size)) == size)
    }
}
