import JSON
import Testing

@Suite struct JSONPointerTests {
    /// The document and the answers of RFC 6901, section 5.
    private let document: JSONValue = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7,
        "m~n": 8,
    ]

    @Test(
        "finds what the standard's examples name",
        arguments: [
            ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
            ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
        ] as [(String, JSONValue)])
    func findsWhatTheStandardsExamplesName(text: String, value: JSONValue) throws {
        #expect(document.at(pointer: try JSONPointer(text)) == value)
    }

    @Test func theEmptyPointerIsTheWhole() {
        #expect(document.at(pointer: "") == document)
    }

    @Test(
        "finds nothing",
        arguments: [
            "/missing", "/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/+1", "/foo/0/x", "//", "/foo/",
        ])
    func findsNothing(text: String) throws {
        #expect(document.at(pointer: try JSONPointer(text)) == nil)
    }

    @Test func anEscapedTildeIsNotReadTwice() {
        #expect(JSONValue.object(JSONObject([JSONMember("~1", true)])).at(pointer: "/~01") == true)
    }

    @Test func aPointerWithoutItsSlashIsRefused() {
        let text = "a/0"
        let error = #expect(throws: JSONPointerError.self) { try JSONPointer(text) }
        #expect(
            error?.description == """
                error: JSON pointer 'a/0' does not begin with '/'
                  hint: write it as '/a/0'
                """)
    }

    @Test("an unknown escape is refused", arguments: ["/a~", "/a~2", "/~/b"])
    func anUnknownEscapeIsRefused(text: String) {
        let error = #expect(throws: JSONPointerError.self) { try JSONPointer(text) }
        #expect(
            error?.description == """
                error: JSON pointer '\(text)' has a '~' that is neither '~0' nor '~1'
                  hint: in a key, write '~' as '~0' and '/' as '~1'
                """)
    }
}
