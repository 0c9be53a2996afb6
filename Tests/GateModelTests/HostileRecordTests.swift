import GateModel
import JSON
import Testing

/// Records that somebody else may have written.
@Suite struct HostileRecordTests {
    private func read<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        try JCS.read(type, from: try JSONParser.parse(Array(text.utf8)))
    }

    @Test(
        "counts that are negative, overflow together or are too many are refused",
        arguments: [
            #"{"below":-1,"bins":[1],"above":0}"#, #"{"below":0,"bins":[1],"above":-1}"#,
            #"{"below":0,"bins":[2,-1],"above":0}"#, #"{"below":0,"bins":[],"above":0}"#,
            #"{"below":9223372036854775807,"bins":[1],"above":0}"#,
            #"{"below":0,"bins":[9223372036854775807,1],"above":0}"#,
        ])
    func counts(text: String) {
        #expect(throws: JCSError.self) { try read(Distributions.Spread.self, text) }
    }

    @Test func soundCountsAreRead() throws {
        let spread = try read(Distributions.Spread.self, #"{"below":1,"bins":[2,3],"above":4}"#)
        #expect(spread == Distributions.Spread(below: 1, bins: [2, 3], above: 4))
        #expect(spread.count == 10)
    }

    @Test("a side has nine deciles", arguments: [0, 8, 9, 10])
    func deciles(count: Int) throws {
        let nine = Array(repeating: Deciles.Band(value: 1, lower: nil, upper: 2), count: 9)
        let some = Array(repeating: Deciles.Band(value: 1, lower: nil, upper: 2), count: count)
        for deciles in [Deciles(baseline: nine, candidate: some), Deciles(baseline: some, candidate: nine)] {
            let bytes = try JCS.bytes(deciles)
            if count == 9 {
                #expect(try JCS.read(Deciles.self, from: bytes) == deciles)
            } else {
                #expect(throws: JCSError.self) { try JCS.read(Deciles.self, from: bytes) }
            }
        }
    }
}
