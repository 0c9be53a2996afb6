import JSON
import Testing

private enum Shape: TaggedCodable, Hashable {
    case circle(radius: Double)
    case named(Name)
    case many([Int])
    case nothing
    case twoWords(Int, also: Int?)

    private enum CodingKeys: String, CodingKey {
        case circle, named, many, nothing
        case twoWords = "two-words"
    }

    private enum ManyCodingKeys: String, CodingKey { case _0 = "numbers" }
    private enum TwoWordsCodingKeys: String, CodingKey {
        case _0 = "first"
        case also
    }

    struct Name: Codable, Hashable {
        var name = "a"
        var inner = Inner.nothing
    }

    enum Inner: TaggedCodable, Hashable {
        case nothing
    }
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
    var wait = Duration.milliseconds(1500)
}

@Suite struct JCSTests {
    private static let text =
        #"{"count":3,"flags":[true,false],"least":"-9007199254740993","name":"é","pairs":[[1,null]],"ratio":0.1,"#
        + #""seed":"18446744073709551615","shapes":[{"kind":"circle","radius":2.5},{"kind":"nothing"}],"#
        + #""table":{"a":[],"b":[1,2]},"unknown":"inf","wait":"1.5 s","whole":3}"#

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
            (#""count":3"#, #""count":3,"extra":1"#, "extra: it is unknown to this version"),
            (#""count":3,"#, "", "count: it is missing"),
            (#"[true,false]"#, #"[true,1]"#, "flags/1: expected true or false"),
            (#"[true,false]"#, #"[true, false]"#, "byte 25: it is not in canonical form"),
            (
                #""least":"-9007199254740993""#, #""least":-9007199254740993"#,
                #"least: expected "-9007199254740993""#
            ),
            (
                #""least":"-9007199254740993""#, #""least":"-09007199254740993""#,
                "least: expected a whole number"
            ),
            (
                #""least":"-9007199254740993""#, #""least":"-9007199254740992""#,
                "least: expected a whole number"
            ),
            (#""ratio":0.1"#, #""ratio":"0.1""#, "ratio: expected 0.1"),
            (#""ratio":0.1"#, #""ratio":0.10"#, "byte 102: it is not in canonical form"),
            (
                #"{"kind":"circle","radius":2.5}"#, #"{"radius":2.5,"kind":"circle"}"#,
                "byte 145: it is not in canonical form"
            ),
            (#""kind":"circle""#, #""kind":"square""#, "shapes/0/kind: it is unknown to this version"),
            (#""kind":"circle","#, "", "shapes/0/kind: it is missing"),
            (#""kind":"circle""#, #""kind":1"#, "shapes/0/kind: expected a text"),
            (#""wait":"1.5 s""#, #""wait":"1.50 s""#, "wait: expected a duration in seconds: '120 s'"),
            (#""radius":2.5"#, #""radius":null"#, "shapes/0/radius: expected a number"),
            (
                #"{"kind":"nothing"}"#, #"{"a":1,"kind":"nothing"}"#,
                "shapes/1/a: it is unknown to this version"
            ),
            (#""unknown":"inf""#, #""unknown":"Infinity""#, "unknown: expected a number"),
            (#""unknown":"inf""#, #""unknown":null"#, "unknown: it is unknown to this version"),
            (#""name":"é""#, #""name":"\u00e9""#, "byte 68: it is not in canonical form"),
            (
                #""whole":3}"#, #""whole":3}x"#,
                "it is not JSON: byte 262: error: something follows the JSON value"
            ),
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

    @Test(
        "an enum is one object with its case under 'kind'",
        arguments: [
            (Shape.circle(radius: 2), #"{"kind":"circle","radius":2}"#),
            (.nothing, #"{"kind":"nothing"}"#),
            (.named(Shape.Name()), #"{"inner":{"kind":"nothing"},"kind":"named","name":"a"}"#),
            (.many([1, 2]), #"{"kind":"many","numbers":[1,2]}"#),
            (.twoWords(1, also: nil), #"{"first":1,"kind":"two-words"}"#),
            (.twoWords(1, also: 2), #"{"also":2,"first":1,"kind":"two-words"}"#),
        ])
    fileprivate func tagged(shape: Shape, text: String) throws {
        #expect(String(decoding: try JCS.bytes(shape), as: UTF8.self) == text)
        #expect(try JCS.read(Shape.self, from: Array(text.utf8)) == shape)
    }

    @Test func anEnumWhosePayloadHasNoNameCannotBeWritten() {
        enum Nameless: TaggedCodable {
            case text(String)
        }
        enum Nested: TaggedCodable {
            case shape(Shape)
        }
        let nameless = #expect(throws: JCSError.self) { try JCS.bytes([Nameless.text("a")]) }
        #expect(nameless.map { "\($0)" } == "0: its payload has no name")
        let nested = #expect(throws: JCSError.self) { try JCS.bytes([Nested.shape(.nothing)]) }
        #expect(nested.map { "\($0)" } == "0/kind: it is written twice")
    }
}
