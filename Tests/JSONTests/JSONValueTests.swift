import Testing

@testable import JSON

@Suite struct JSONValueTests {
    @Test func theOrderOfMembersDoesNotMatter() {
        let left: JSONValue = ["a": 1, "b": [["c": 2, "d": 3]]]
        let right: JSONValue = ["b": [["d": 3, "c": 2]], "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
    }

    @Test(
        "tells different values apart",
        arguments: [
            (["a": 1], ["a": 2]), (["a": 1], ["b": 1]), (["a": 1], ["a": 1, "b": 1]), ([1, 2], [2, 1]),
            (1, "1"), (0, false), (nil, false), ([], [:]), ("\u{e9}", "e\u{301}"),
            (.integer(9_007_199_254_740_993), .number(9_007_199_254_740_992)),
        ] as [(JSONValue, JSONValue)])
    func tellsDifferentValuesApart(left: JSONValue, right: JSONValue) {
        #expect(left != right)
        #expect(right != left)
    }

    /// Of n letters with an accent there are 2^n spellings: as keys of one object with one hash they would be compared with each
    /// other, and 100,000 of them take minutes.
    @Test func spellingsThatUnicodeTakesForEqualHaveOtherHashes() {
        let (one, two) = ("\u{e9}", "e\u{301}")
        #expect(one == two)
        #expect(JSONKey(one).hashValue != JSONKey(two).hashValue)
        #expect(JSONValue.string(one).hashValue != JSONValue.string(two).hashValue)
        #expect(
            JSONValue.object(JSONObject([JSONMember(one, 1)])).hashValue
                != JSONValue.object(JSONObject([JSONMember(two, 1)])).hashValue)
        #expect(JSONValue.array(["ab", "c"]).hashValue != JSONValue.array(["a", "bc"]).hashValue)
    }

    @Test func anIntegerEqualsTheNumberOfTheSameValue() {
        #expect(JSONValue.integer(1000) == .number(1e3))
        #expect(Set([JSONValue.integer(1000), .number(1e3)]).count == 1)
    }

    @Test func accessorsGiveNothingForAnotherKind() {
        let value: JSONValue = ["n": 3, "d": 0.5, "s": "x", "b": true, "a": [1]]
        #expect(value["n"]?.integer == 3)
        #expect(value["n"]?.number == 3)
        #expect(value["d"]?.number == 0.5)
        #expect(value["d"]?.integer == nil)
        #expect(value["s"]?.string == "x")
        #expect(value["s"]?.number == nil)
        #expect(value["b"]?.bool == true)
        #expect(value["a"]?.array == [1])
        #expect(value["a"]?["n"] == nil)
        #expect(value["missing"] == nil)
    }

    @Test("leaves a key alone that is there already", arguments: [1, 8, 9, 40])
    func leavesAKeyAloneThatIsThereAlready(count: Int) {
        var object = JSONObject()
        for number in 0..<count {
            let added = object.append(JSONMember("k\(number)", .integer(Int64(number))))
            #expect(added)
        }
        let added = object.append(JSONMember("k0", "other"))
        #expect(!added)
        #expect(object["k0"] == 0)
        #expect(object.members.count == count)
    }
}
