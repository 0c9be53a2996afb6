import JSON
import Testing

@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
struct JSONPublishedVectorsTests {
    @Test(
        "canonical form of the RFC 8785 files",
        arguments: [
            "arrays", "french", "structures", "unicode", "values", "weird",
        ])
    func canonicalFormOfTheRFC8785Files(name: String) throws {
        let value = try JSONParser.parse(SharedVectors.bytes("jcs/input/\(name).json"))
        #expect(JSONWriter.canonical(value) == (try SharedVectors.bytes("jcs/output/\(name).json")))
    }

    @Test func tenThousandDoublesAreSpelledAsPublished() throws {
        var count = 0
        for line in try SharedVectors.text("jcs/es6numbers_10000.txt").split(separator: "\n") {
            let fields = line.split(separator: ",")
            let bits = try #require(UInt64(fields[0], radix: 16))
            let text = Array(fields[1].utf8)
            #expect(JSONWriter.canonical(.number(Double(bitPattern: bits))) == text)
            #expect(try JSONParser.parse(text).number == Double(bitPattern: bits))
            count += 1
        }
        #expect(count == 10_000)
    }
}
