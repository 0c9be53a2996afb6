import Testing

@testable import Contracts

@Suite("Both ends of a text") struct ExcerptEndsTests {
    @Test("are the whole where it is short, with control characters made visible")
    func short() { #expect(Excerpt.ends("ended with exit 1\u{7}") == "ended with exit 1\\u{7}") }

    @Test("are sixty scalars of the beginning and the last words of a long one")
    func long() {
        let text = Excerpt.ends("begins" + String(repeating: "-", count: 500) + "KeyError: 'id'")
        #expect(text.hasPrefix("begins---") && text.hasSuffix("---KeyError: 'id'"))
        #expect(text.unicodeScalars.count == 60 + 1 + 179)
    }
}
