import Testing

@testable import HTTPClient

@Suite("percentEncoded")
struct PercentEncodingTests {
    @Test(
        "encodes all but the unreserved bytes",
        arguments: [
            ("", ""),
            ("AZaz09-._~", "AZaz09-._~"),
            ("a b/ü", "a%20b%2F%C3%BC"),
            ("1+1=2&x;y?#", "1%2B1%3D2%26x%3By%3F%23"),
            ("%41", "%2541"),
            ("a\r\nHost: b\u{0}", "a%0D%0AHost%3A%20b%00"),
            ("😀", "%F0%9F%98%80"),
        ])
    func encodes(_ value: String, _ encoded: String) {
        #expect(percentEncoded(value) == encoded)
    }
}
