import Testing

@testable import JSON

struct JSONKeyTests {
    @Test("two spellings of one letter are two keys")
    func spellings() {
        let keys = [JSONKey("caf\u{e9}"), JSONKey("cafe\u{301}"), JSONKey("caf\u{e9}")]
        #expect(Set(keys).count == 2)
        #expect("caf\u{e9}" == "cafe\u{301}")
        #expect(keys[0] != keys[1])
        #expect(keys[0] == keys[2])
    }
}
