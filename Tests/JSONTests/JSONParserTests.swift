import JSON
import Testing

private func parse(_ text: String) throws(JSONError) -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
}

@Suite struct JSONParserTests {
    @Test(
        "reads each kind of value",
        arguments: [
            ("null", .null),
            (" true\n", true),
            ("false", false),
            ("0", 0),
            ("-17", -17),
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("1.5", 1.5),
            ("1e3", .number(1000)),
            ("1E+2", .number(100)),
            ("-2.5e-1", -0.25),
            (#""""#, ""),
            (#""é\u00e9\n\"\/""#, "éé\n\"/"),
            (#""\ud83d\ude02""#, "😂"),
            (#""\u0000""#, "\0"),
            ("[]", []),
            ("[1, [2], {}]", [1, [2], [:]]),
            (#"{"a": {"b": [null]}, "c": 1}"#, ["a": ["b": [nil]], "c": 1]),
        ] as [(String, JSONValue)])
    func readsEachKindOfValue(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test func aFractionOrAnExponentMakesANumberAndNothingElseDoes() throws {
        guard case .number(1000) = try parse("1e3") else {
            Issue.record("1e3 is no number")
            return
        }
        guard case .number(1) = try parse("1.0") else {
            Issue.record("1.0 is no number")
            return
        }
        guard case .integer(1000) = try parse("1000") else {
            Issue.record("1000 is no integer")
            return
        }
    }

    @Test func membersKeepTheOrderInWhichTheyWereWritten() throws {
        let keys = try parse(#"{"b":1,"a":2,"c":3}"#).object?.members.map(\.key)
        #expect(keys == ["b", "a", "c"])
    }

    @Test(
        "says what is wrong and where",
        arguments: [
            ("", "byte 0: error: the JSON text ends too early"),
            ("[1,", "byte 3: error: the JSON text ends too early"),
            (#"{"a""#, "byte 4: error: the JSON text ends too early"),
            (#""abc"#, "byte 4: error: the JSON text ends too early"),
            ("1 2", "byte 2: error: something follows the JSON value"),
            ("[1,]", "byte 3: error: expected a value, found ']'"),
            ("[1 2]", "byte 3: error: expected ',' or ']', found '2'"),
            ("{,}", "byte 1: error: expected a key, found ','"),
            (#"{"a":1,}"#, "byte 7: error: expected a key, found '}'"),
            (#"{"a" 1}"#, "byte 5: error: expected ':', found '1'"),
            (#"{"a":1 "b":2}"#, "byte 7: error: expected ',' or '}', found '\"'"),
            ("trux", "byte 3: error: expected 'true', found 'x'"),
            ("NaN", "byte 0: error: expected a value, found 'N'"),
            ("\u{feff}1", "byte 0: error: expected a value, found byte 0xef"),
            ("-Infinity", "byte 0: error: malformed number"),
            ("01", "byte 0: error: malformed number"),
            ("[-]", "byte 1: error: malformed number"),
            ("[1.]", "byte 1: error: malformed number"),
            ("[.5]", "byte 1: error: expected a value, found '.'"),
            ("[+1]", "byte 1: error: expected a value, found '+'"),
            ("1e", "byte 2: error: the JSON text ends too early"),
            ("[1e+]", "byte 1: error: malformed number"),
            ("0x1", "byte 1: error: something follows the JSON value"),
            ("1e400", "byte 0: error: the number is too large for a double"),
            ("\"a\tb\"", "byte 2: error: unescaped control character byte 0x09 in a string"),
            (#""\x""#, "byte 1: error: a string has an unknown escape"),
            (#""\u12g4""#, "byte 5: error: expected a hexadecimal digit, found 'g'"),
            (#""\ud800""#, #"byte 1: error: a string has the lone surrogate \ud800"#),
            (#""\ud800\n""#, #"byte 1: error: a string has the lone surrogate \ud800"#),
            (#""\ud800\u0041""#, #"byte 1: error: a string has the lone surrogate \ud800"#),
            (#""a\udc00""#, #"byte 2: error: a string has the lone surrogate \udc00"#),
            (#"{"a":1,"\u0061":2}"#, "byte 7: error: duplicate key 'a'"),
        ])
    func saysWhatIsWrongAndWhere(text: String, message: String) {
        let error = #expect(throws: JSONError.self) { try parse(text) }
        #expect(error?.description == message)
    }

    @Test(
        "refuses strings that are not UTF-8",
        arguments: [
            [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
            [0x22, 0xe2, 0x82, 0x22],
        ] as [[UInt8]])
    func refusesStringsThatAreNotUTF8(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
        #expect(error?.description == "byte 0: error: a string is not valid UTF-8")
    }

    @Test func nestsAsDeepAsAllowedAndNoDeeper() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(throws: Never.self) { try JSONParser.parse(nested(128)) }
        let tooDeep = #expect(throws: JSONError.self) { try JSONParser.parse(nested(129)) }
        #expect(
            tooDeep?.description == "byte 128: error: arrays and objects are nested more than 128 deep")
        let tooMany = #expect(throws: JSONError.self) {
            try JSONParser.parse(Array("[1, [2, 3]]".utf8), maximumValues: 4)
        }
        #expect(tooMany?.description == "byte 8: error: there are more than 4 values")
        #expect(throws: Never.self) { try JSONParser.parse(Array("[1, [2, 3]]".utf8), maximumValues: 5) }
        let deeperThanTwo = #expect(throws: JSONError.self) {
            try JSONParser.parse(nested(3), maximumDepth: 2)
        }
        #expect(deeperThanTwo?.offset == 2)
        let siblings = Array("[\(Array(repeating: "[]", count: 200).joined(separator: ","))]".utf8)
        #expect(throws: Never.self) { try JSONParser.parse(siblings, maximumDepth: 2) }
    }

    @Test func aDuplicateKeyIsFoundAmongManyToo() throws {
        let members = (0..<1000).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(try parse("{\(members)}")["k999"] == 999)
        let error = #expect(throws: JSONError.self) { try parse("{\(members),\"k500\":0}") }
        #expect(error?.problem == .duplicateKey("k500"))
    }

    @Test func keysThatOnlyLookAlikeAreTwoKeys() throws {
        let value = try parse(#"{"\u00e9": 1, "e\u0301": 2}"#)
        #expect(value["\u{e9}"] == 1)
        #expect(value["e\u{301}"] == 2)
    }
}
