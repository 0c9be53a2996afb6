import JSON
import Testing

private enum Shape: Codable, Hashable {
    case circle(radius: Double)
    case nothing
}

private struct Sample: Codable, Hashable {
    var name = "é"
    var count = 3
    var seed: UInt64 = .max
    var least: Int64 = -9_007_199_254_740_993
    var ratio = 0.1
    var whole = 3.0
    var unknown: Double? = .infinity
    var absent: Int?
    var flags = [true, false]
    var shapes = [Shape.circle(radius: 2.5), .nothing]
    var table = ["b": [1, 2], "a": []]
    var pairs: [[Int?]] = [[1, nil]]
}

@Suite struct JCSTests {
    private static let text =
        #"{"count":3,"flags":[true,false],"least":"-9007199254740993","name":"é","pairs":[[1,null]],"ratio":0.1,"#
        + #""seed":"18446744073709551615","shapes":[{"circle":{"radius":2.5}},{"nothing":{}}],"#
        + #""table":{"a":[],"b":[1,2]},"unknown":"inf","whole":3}"#

    @Test func aValueHasOneSpellingAndReadsBack() throws {
        let bytes = try JCS.bytes(Sample())
        #expect(String(decoding: bytes, as: UTF8.self) == Self.text)
        #expect(try JCS.read(Sample.self, from: bytes) == Sample())
    }

    @Test(
        "another spelling of the same, or more than is known, is refused with its place",
        arguments: [
            (#""count":3"#, #""count":3.0"#, "count: expected a whole number"),
            (#""count":3"#, #""count":"3""#, "count: expected a whole number"),
            (#""count":3"#, #""count":3,"extra":1"#, "extra: it is not written as it would be here"),
            (#""count":3,"#, "", "count: it is missing"),
            (#"[true,false]"#, #"[true,1]"#, "flags/1: expected true or false"),
            (#"[true,false]"#, #"[true, false]"#, "it is not written as it would be here"),
            (
                #""least":"-9007199254740993""#, #""least":-9007199254740993"#,
                "least: it is not written as it would be here"
            ),
            (
                #""least":"-9007199254740993""#, #""least":"-09007199254740993""#,
                "least: expected a whole number"
            ),
            (
                #""least":"-9007199254740993""#, #""least":"-9007199254740992""#,
                "least: expected a whole number"
            ),
            (#""ratio":0.1"#, #""ratio":"0.1""#, "ratio: expected a number"),
            (#""ratio":0.1"#, #""ratio":0.10"#, "it is not written as it would be here"),
            (#""radius":2.5"#, #""radius":null"#, "shapes/0/circle/radius: expected a number"),
            (
                #"{"nothing":{}}"#, #"{"nothing":{"a":1}}"#,
                "shapes/1/nothing/a: it is not written as it would be here"
            ),
            (#""unknown":"inf""#, #""unknown":"Infinity""#, "unknown: expected a number"),
            (#""unknown":"inf""#, #""unknown":null"#, "unknown: it is not written as it would be here"),
            (#""name":"é""#, #""name":"\u00e9""#, "it is not written as it would be here"),
            (#""whole":3}"#, #""whole":3}x"#, "byte 238: error: something follows the JSON value"),
        ])
    func strict(part: String, other: String, problem: String) {
        let bytes = Array(Self.text.replacing(part, with: other).utf8)
        let error = #expect(throws: JCSError.self) { try JCS.read(Sample.self, from: bytes) }
        #expect(error.map { "\($0)" } == problem)
    }

    @Test(
        "numbers that JSON has no spelling for are text",
        arguments: [Double.nan, .infinity, -.infinity, 1e308, -0.5])
    func doubles(number: Double) throws {
        let read = try JCS.read([Double].self, from: try JCS.bytes([number]))
        #expect(read.map(\.bitPattern) == [number.bitPattern])
    }

    @Test func integersAreExactOnBothSidesOfWhatADoubleHolds() throws {
        let numbers: [Int64] = [.min, -(1 << 53) - 1, -(1 << 53), 0, 1 << 53, (1 << 53) + 1, .max]
        #expect(try JCS.read([Int64].self, from: try JCS.bytes(numbers)) == numbers)
        #expect(throws: JCSError.self) { try JCS.read([UInt8].self, from: Array("[256]".utf8)) }
        #expect(throws: JCSError.self) { try JCS.read([Int].self, from: Array("[1.5]".utf8)) }
    }

    @Test func aTypeThatReadsMoreThanThereIsFailsWithItsPlace() {
        struct Two: Codable {
            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                _ = try list.decode(Int.self)
                _ = try list.decode(Int.self)
            }
            func encode(to encoder: any Encoder) throws {}
        }
        let error = #expect(throws: JCSError.self) { try JCS.read([Two].self, from: Array("[[1]]".utf8)) }
        #expect(error.map { "\($0)" } == "0/1: it is null, or the list ends too early")
    }
}
